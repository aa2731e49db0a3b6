//! The list of rules in docs/lint.md is made of the rules themselves; `UPDATE=1` writes it.

use std::fmt::Write as _;

use lint::{Group, RULES, Rule, Server, Setting, Settings, Situation, example, lint};

const BEGIN: &str = "<!-- rules: written by crates/lint/tests/manual.rs -->\n";
const END: &str = "<!-- end of rules -->\n";

#[test]
fn the_manual_lists_every_rule() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/lint.md");
    let manual = std::fs::read_to_string(path).unwrap();
    let (before, rest) = manual.split_once(BEGIN).expect("the manual says where the rules begin");
    let (_, after) = rest.split_once(END).expect("the manual says where the rules end");
    let expected = format!("{before}{BEGIN}{}{END}{after}", rules());
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, expected).unwrap();
    } else {
        assert!(manual == expected, "docs/lint.md is not what the rules say; write it with UPDATE=1");
    }
}

fn rules() -> String {
    let mut text = String::new();
    for group in [Group::Lock, Group::Safety, Group::Clarity, Group::Design] {
        let _ = write!(text, "\n### {}\n", group.title());
        for rule in RULES.iter().filter(|rule| rule.group == group) {
            let off = if rule.is_on { "" } else { " (off unless it is named)" };
            let _ = write!(text, "\n#### `{}`{off}\n\n{}\n\nInstead: {}.\n", rule.name, rule.why, rule.way_out);
            if !rule.bad.is_empty() {
                let _ = write!(text, "\n```sql\n-- found\n{}\n-- not found\n{}\n```\n", rule.bad, rule.good);
            }
            if let Some(fix) = fix(rule) {
                let _ = write!(text, "\n`--fix` makes of it:\n\n```sql\n{fix}```\n");
            }
        }
    }
    text.push('\n');
    text
}

/// What `--fix` makes of the bad example.
fn fix(rule: &Rule) -> Option<String> {
    let rules = [(rule.name.to_owned(), Setting::Warning)].into();
    let (plan, mut situation) = example::plan(rule.bad, Situation::unknown(Server::NEWEST_POSTGRESQL));
    let findings = lint(&plan, &mut situation, &Settings { rules, ..Settings::default() });
    let fix = findings.into_iter().find(|finding| finding.rule == rule.name)?.fix?;
    let mut text = String::new();
    for statement in fix.statements() {
        let block = if statement.autocommit { "-- in autocommit_block()\n" } else { "" };
        let _ = writeln!(text, "{block}{};", statement.sql);
    }
    Some(text)
}
