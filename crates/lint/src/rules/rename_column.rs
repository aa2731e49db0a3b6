//! RENAME COLUMN.

use super::{Found, Group, Rule, Subject};
use crate::Change;

pub(super) const RULE: Rule = Rule {
    name: "rename-column",
    group: Group::Safety,
    is_on: true,
    why: "Programs that run meanwhile use the name before and fail until the new ones are deployed.",
    way_out: "add a column, write both, fill it, read the new one, then drop the other; or keep the name in the database \
              (`Column(\"old\", key=\"new\")`)",
    bad: "ALTER TABLE users RENAME COLUMN name TO full_name",
    good: "ALTER TABLE users ADD COLUMN full_name text",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    let facts = |table, column: &String| subject.situation.picture.column(table, column);
    for (table, change) in subject.changes() {
        if let Change::RenameColumn { from, to } = change
            && facts(table, from).is_none_or(|facts| !facts.is_new)
        {
            found.on(table, format!("running programs use `{table}.{from}`, which becomes `{to}`"));
        }
    }
}
