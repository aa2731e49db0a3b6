//! Comments that silence a rule: `limbeck: ignore drop-column, drop-table`.

use crate::SqlRange;

/// What such a comment begins with.
pub(crate) const MARK: &str = "limbeck:";

/// A comment that silences rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignore {
    /// The rules that are named; none: the comment names none, and silences nothing.
    pub rules: Vec<String>,
}

impl Ignore {
    /// Reads a comment with its sign (`#`, `--`, `/* */`); `None`: it is about something else.
    pub fn read(comment: &str) -> Option<Self> {
        let text = comment.trim_start_matches(['#', '-', '/', '*']).trim_end_matches(['*', '/']).trim();
        let rest = text.strip_prefix(MARK)?.trim_start().strip_prefix("ignore")?;
        let is_word = rest.is_empty() || rest.starts_with([' ', '\t', ':']);
        if !is_word {
            return None;
        }
        // What follows the names after two hyphens or in brackets is the reason.
        let names = rest.trim_start_matches([':', ' ', '\t']);
        let names = names.split(" --").next().unwrap_or(names);
        let names = names.split('(').next().unwrap_or(names);
        let rules = names.split([',', ' ', '\t']).filter(|name| !name.is_empty()).map(str::to_owned).collect();
        Some(Self { rules })
    }
}

/// Returns the ignores of an SQL text that concern a statement: on its lines, or on the lines directly above it.
pub(crate) fn of_statement<'a>(
    sql: &str,
    comments: &'a [(String, SqlRange)],
    statement: &SqlRange,
) -> impl Iterator<Item = (usize, Ignore)> + 'a {
    let line_of = |offset: usize| sql[..offset.min(sql.len())].matches('\n').count();
    let (first, last) = (line_of(statement.start), line_of(statement.end));
    let lines: Vec<&str> = sql.lines().collect();
    let is_comment_line = |line: usize| lines.get(line).is_some_and(|line| line.trim_start().starts_with("--"));
    let above = (0..first).rev().take_while(|line| is_comment_line(*line)).last().unwrap_or(first);
    let near: Vec<bool> = comments.iter().map(|(_, range)| (above..=last).contains(&line_of(range.start))).collect();
    comments
        .iter()
        .enumerate()
        .filter(move |(index, _)| near[*index])
        .filter_map(|(index, (comment, _))| Some((index, Ignore::read(comment)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(comment: &str, expected: Option<&[&str]>) {
        let found = Ignore::read(comment).map(|ignore| ignore.rules);
        let expected = expected.map(|rules| rules.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(found, expected, "{comment}");
    }

    #[test]
    fn a_comment_names_rules_and_may_say_why() {
        check("# limbeck: ignore drop-column", Some(&["drop-column"]));
        check("-- limbeck: ignore drop-column, drop-table -- nobody reads it", Some(&["drop-column", "drop-table"]));
        check("/* limbeck: ignore drop-column (since 2.0) */", Some(&["drop-column"]));
        check("# limbeck: ignore", Some(&[]));
        check("# limbeck: ignored", None);
        check("# ignore drop-column", None);
    }
}
