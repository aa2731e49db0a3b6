//! DROP COLUMN.

use super::{Found, Group, Rule, Subject};
use crate::Change;

pub(super) const RULE: Rule = Rule {
    name: "drop-column",
    group: Group::Safety,
    is_on: true,
    why: "The data is gone, and programs that run meanwhile still name the column: SQLAlchemy names every column in SELECT and \
          INSERT.",
    way_out: "take it out of the models first and deploy; drop it in a later revision, with a backup",
    bad: "ALTER TABLE users DROP COLUMN name",
    good: "ALTER TABLE users ADD COLUMN name text;\nALTER TABLE users DROP COLUMN name",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    for (table, change) in subject.changes() {
        let Change::DropColumn { column, .. } = change else { continue };
        let is_new = subject.situation.picture.column(table, column).is_some_and(|facts| facts.is_new);
        if !is_new {
            found.on(table, format!("`{table}.{column}` and its data are gone, and running programs still name it"));
        }
    }
    for (table, column) in subject.dropped_in_batch() {
        found.on(&table, format!("`{table}.{column}` and its data are gone, and running programs still name it"));
    }
}
