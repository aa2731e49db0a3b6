//! DROP NOT NULL.

use super::{Found, Group, Rule, Subject};
use crate::Change;

pub(super) const RULE: Rule = Rule {
    name: "drop-not-null",
    group: Group::Safety,
    is_on: false,
    why: "Programs that run meanwhile do not expect NULL in the column.",
    way_out: "deploy programs that expect NULL first",
    bad: "ALTER TABLE users ALTER COLUMN name DROP NOT NULL",
    good: "ALTER TABLE users ALTER COLUMN name SET DEFAULT ''",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    for (table, change) in subject.changes() {
        if let Change::DropNotNull { column } = change {
            found.on(table, format!("running programs do not expect NULL in `{table}.{column}`"));
        }
    }
}
