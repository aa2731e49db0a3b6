//! SQL that is not PostgreSQL's.

use super::{Found, Group, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    name: "unreadable-sql",
    group: Group::Clarity,
    is_on: true,
    why: "What cannot be read cannot be judged, and will probably fail when it runs.",
    way_out: "mend the statement",
    bad: "ALTER TABLE users ADD COLUMN",
    good: "ALTER TABLE users ADD COLUMN name text",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    if let Some(error) = subject.error.filter(|_| subject.is_postgresql()) {
        found.here(format!("cannot be read as PostgreSQL's SQL: {error}"));
    }
}
