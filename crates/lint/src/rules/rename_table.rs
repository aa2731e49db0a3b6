//! RENAME TABLE, and SET SCHEMA.

use super::{Found, Group, Rule, Subject};
use crate::Change;

pub(super) const RULE: Rule = Rule {
    name: "rename-table",
    group: Group::Safety,
    is_on: true,
    why: "Programs that run meanwhile use the name before and fail until the new ones are deployed.",
    way_out: "make a view with the name before in the same transaction, or keep the name in the database",
    bad: "ALTER TABLE users RENAME TO people",
    good: "CREATE TABLE people (id bigint PRIMARY KEY);\nALTER TABLE people RENAME TO persons",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    for (table, change) in subject.changes() {
        match change {
            Change::RenameTable { to } => found.on(table, format!("running programs use `{table}`, which becomes `{to}`")),
            Change::SetSchema { to } => {
                found.on(table, format!("running programs use `{table}`, which moves to the schema `{to}`"));
            }
            _ => {}
        }
    }
}
