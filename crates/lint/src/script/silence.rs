//! Comments in scripts that silence rules.

use std::collections::BTreeSet;

use super::Script;
use crate::{
    Finding, Place, Settings,
    lint::{unused, unused_ignore},
};

/// Takes away the findings that comments of a script silence, and adds one for each comment that silences nothing.
///
/// A comment counts for the statement whose lines it stands on, or directly above; before the first statement of the file
/// it counts for the whole file. `function`: what was judged, such as `upgrade`; comments in other functions are left
/// alone, and all of them if `is_whole` is false: not everything could be judged.
pub fn silence(
    findings: Vec<Finding>,
    file: &str,
    source: &str,
    function: &str,
    is_whole: bool,
    settings: &Settings,
) -> Vec<Finding> {
    if !source.contains(crate::ignore::MARK) {
        return findings;
    }
    let Some(script) = Script::read(source) else { return findings };
    let mut used: BTreeSet<(usize, &'static str)> = BTreeSet::new();
    let mut kept = Vec::new();
    for finding in findings {
        let line = finding.place.as_ref().filter(|place| place.file == file).map(|place| place.line);
        let Some(line) = line else {
            kept.push(finding);
            continue;
        };
        let near = lines_near(&script, line);
        let silenced = script.ignores.iter().position(|(at, ignore)| {
            let concerns = *at < script.first_line || near.contains(at);
            concerns && ignore.rules.iter().any(|rule| rule == finding.rule)
        });
        match silenced {
            Some(index) => {
                used.insert((index, finding.rule));
            }
            None => kept.push(finding),
        }
    }
    if !is_whole {
        return kept;
    }
    let judged = script.lines_of_function(function);
    for (index, (line, ignore)) in script.ignores.iter().enumerate() {
        let is_judged = *line < script.first_line || judged.as_ref().is_some_and(|lines| lines.contains(line));
        if !is_judged || ignore.rules.iter().any(|rule| rule == "unused-ignore") {
            continue;
        }
        let is_used = |rule: &str| used.iter().any(|(used, name)| *used == index && *name == rule);
        for message in unused(ignore, is_used) {
            let place = Some(Place { file: file.to_owned(), line: *line });
            kept.extend(unused_ignore(settings, message).map(|finding| Finding { place, ..finding }));
        }
    }
    kept
}

/// The lines of the statement, and those of the comments directly above it.
fn lines_near(script: &Script<'_>, line: u32) -> BTreeSet<u32> {
    let (first, last) = script.lines_of_statement(line);
    let is_comment = |line: &u32| script.line(*line).trim_start().starts_with('#');
    (1..first).rev().take_while(is_comment).chain(first..=last).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Recorded, Server, Situation, lint};

    const SCRIPT: &str = "\"\"\"drop\"\"\"\nfrom alembic import op\n\n\ndef upgrade():\n    op.drop_table(\n        'users',\n    )\n    op.drop_table('posts')\n";

    #[track_caller]
    fn check(source: &str, expected: &[&str]) {
        let line =
            |text: &str| 1 + u32::try_from(source.lines().position(|line| line.contains(text)).unwrap()).unwrap();
        let plan = [
            Recorded::sql("DROP TABLE users").at("a.py", line("'users'") - 1),
            Recorded::sql("DROP TABLE posts").at("a.py", line("'posts'")),
        ];
        let settings = Settings::default();
        let findings = lint(&plan, &mut Situation::unknown(Server::NEWEST_POSTGRESQL), &settings);
        let found = silence(findings, "a.py", source, "upgrade", true, &settings);
        let shown: Vec<String> =
            found.iter().map(|finding| format!("{}:{}", finding.rule, finding.place.as_ref().unwrap().line)).collect();
        assert_eq!(shown, expected, "{source}");
    }

    #[test]
    fn a_comment_counts_for_its_statement() {
        check(SCRIPT, &["drop-table:6", "drop-table:9"]);
        check(&SCRIPT.replace("'users',", "'users',  # limbeck: ignore drop-table"), &["drop-table:9"]);
        check(
            &SCRIPT.replace(
                "    op.drop_table(\n",
                "    # limbeck: ignore drop-table\n    # it is empty\n    op.drop_table(\n",
            ),
            &["drop-table:11"],
        );
    }

    #[test]
    fn a_comment_at_the_top_counts_for_the_file() {
        check(&format!("# limbeck: ignore drop-table\n{SCRIPT}"), &[]);
    }

    #[test]
    fn a_comment_that_silences_nothing_is_a_finding() {
        let source = SCRIPT.replace("'posts')", "'posts')  # limbeck: ignore drop-column");
        check(&source, &["drop-table:6", "drop-table:9", "unused-ignore:9"]);
        let elsewhere = format!("{SCRIPT}\n\ndef downgrade():\n    pass  # limbeck: ignore drop-column\n");
        check(&elsewhere, &["drop-table:6", "drop-table:9"]);
    }
}
