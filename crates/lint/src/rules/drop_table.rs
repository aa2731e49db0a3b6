//! DROP TABLE.

use super::{Found, Group, Rule, Subject};
use crate::Action;

pub(super) const RULE: Rule = Rule {
    name: "drop-table",
    group: Group::Safety,
    is_on: true,
    why: "The data is gone, and programs that run meanwhile may still use the table.",
    way_out: "take it out of the models first and deploy; drop it in a later revision, with a backup",
    bad: "DROP TABLE users",
    good: "CREATE TABLE temporary_users (id bigint PRIMARY KEY);\nDROP TABLE temporary_users",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some(Action::DropTable { tables, .. }) = subject.action else { return };
    for table in tables.iter().filter(|table| !subject.situation.picture.is_new(table)) {
        found.on(table, format!("`{table}` and its data are gone, and running programs may still use it"));
    }
}
