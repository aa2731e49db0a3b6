//! A new column that counts up.

use super::{Found, Group, Rule, Subject};
use crate::{Change, Generated};

pub(super) const RULE: Rule = Rule {
    name: "add-column-serial",
    group: Group::Lock,
    is_on: true,
    why: "A serial or identity column gives every row a number: the whole table is written anew while reads and writes wait.",
    way_out: "make a new table with the column, or add a plain column, fill it in parts, and attach the sequence afterwards",
    bad: "ALTER TABLE users ADD COLUMN number bigserial",
    good: "ALTER TABLE users ADD COLUMN number bigint",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    for (table, change) in subject.changes() {
        let Change::AddColumn { column, .. } = change else { continue };
        let counts = column.column_type.is_serial() || column.generated == Some(Generated::Identity);
        if counts && subject.is_postgresql() {
            let message = format!("numbering the rows has `{table}` written anew while reads and writes wait");
            found.on(table, message);
        }
    }
}
