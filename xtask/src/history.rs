//! The revisions of a project, as `alembic history` lists them.

use std::process::Command;

use crate::process::{self, Outcome};

/// The revisions from base to head; the command lists them the other way round.
pub fn revisions(command: &mut Command) -> Outcome<Vec<String>> {
    let listed = process::output(command)?;
    let mut revisions: Vec<_> = listed.lines().filter_map(revision_of).collect();
    revisions.reverse();
    Ok(revisions)
}

/// `ae10` of `1975, x (dep) -> ae10 (head), message`.
fn revision_of(line: &str) -> Option<String> {
    let (_, rest) = line.split_once(" -> ")?;
    let end = rest.find([' ', ',']).unwrap_or(rest.len());
    Some(rest[..end].to_owned())
}

#[cfg(test)]
mod tests {
    use super::revision_of;

    #[test]
    fn a_revision_is_read_from_a_line_of_history() {
        assert_eq!(revision_of("b1 (a1) -> b2 (appb) (head), b two").as_deref(), Some("b2"));
        assert_eq!(revision_of("<base> -> a1, root").as_deref(), Some("a1"));
        assert_eq!(revision_of("").as_deref(), None);
    }
}
