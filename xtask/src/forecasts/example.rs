//! The bad examples of the rules, as docs/lint.md has them.

use std::fs;

use crate::{process::Outcome, root};

/// A line before what was there before the plan.
const ALREADY_THERE: &str = "-- already there";
/// A line before what runs outside of a transaction.
const AUTOCOMMIT: &str = "-- in autocommit_block()";
/// A line before what runs in the next transaction.
const NEXT: &str = "-- next transaction";

/// What a rule finds.
#[derive(Debug, PartialEq, Eq)]
pub struct Example {
    pub rule: String,
    pub sql: String,
    /// Whether it stands in an `autocommit_block()`.
    pub autocommit: bool,
}

/// Reads those of all rules, in their order.
pub fn all() -> Outcome<Vec<Example>> {
    let manual = fs::read_to_string(root::root().join("docs/lint.md"))?;
    let examples: Vec<_> = manual.split("\n#### `").skip(1).filter_map(read).collect();
    if examples.is_empty() { Err("docs/lint.md has no examples".into()) } else { Ok(examples) }
}

/// What was there already is left out: the tables of the comparison have it.
fn read(section: &str) -> Option<Example> {
    let (rule, rest) = section.split_once('`')?;
    let (_, rest) = rest.split_once("-- found\n")?;
    let (found, _) = rest.split_once("-- not found\n")?;
    let (mut sql, mut mark) = (String::new(), NEXT);
    for line in found.lines() {
        match [ALREADY_THERE, AUTOCOMMIT, NEXT].into_iter().find(|mark| *mark == line) {
            Some(next) => mark = next,
            None if mark != ALREADY_THERE => {
                sql.push_str(line);
                sql.push('\n');
            }
            None => {}
        }
    }
    Some(Example { rule: rule.to_owned(), sql: sql.trim().to_owned(), autocommit: mark == AUTOCOMMIT })
}

#[cfg(test)]
mod tests {
    use super::{Example, all, read};

    #[test]
    fn an_example_is_what_comes_after_what_was_there() {
        let section = "drop-key`\n\nWhy.\n\n```sql\n-- found\n-- already there\nCREATE TABLE a ()\n-- next transaction\n\
                       DROP TABLE a\n-- not found\nSELECT 1\n```\n";
        let expected = Example { rule: "drop-key".into(), sql: "DROP TABLE a".into(), autocommit: false };
        assert_eq!(read(section), Some(expected));
        assert_eq!(read("copies-table`\n\nWhy.\n"), None);
    }

    #[test]
    fn the_manual_has_an_example_outside_a_transaction() {
        let examples = all().unwrap();
        assert!(examples.len() > 50, "{}", examples.len());
        assert!(examples.iter().any(|example| example.autocommit && example.rule == "not-repeatable"));
    }
}
