//! NOT NULL without a value for the rows that are there.

use super::{Found, Group, Rule, Subject};
use crate::Change;

pub(super) const RULE: Rule = Rule {
    name: "add-column-not-null",
    group: Group::Safety,
    is_on: true,
    why: "A column that is NOT NULL and has no default cannot be added to a table with rows: the migration fails in production \
          though it passed on an empty table. INSERTs of programs that do not know the column fail, too.",
    way_out: "add it nullable, or with a server_default; fill it; then make it NOT NULL",
    bad: "ALTER TABLE users ADD COLUMN kind text NOT NULL",
    good: "ALTER TABLE users ADD COLUMN kind text NOT NULL DEFAULT 'person'",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    for (table, change) in subject.changes() {
        let Change::AddColumn { column, .. } = change else { continue };
        let is_filled = column.default.is_some() || column.generated.is_some() || column.column_type.is_serial();
        if column.not_null && !is_filled {
            found.on(table, format!("`{}` is NOT NULL and has no default: this fails as soon as `{table}` has a row", column.name));
        }
    }
}
