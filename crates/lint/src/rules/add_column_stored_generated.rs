//! A new column that is computed and stored.

use super::{Found, Group, Rule, Subject};
use crate::{Change, Generated};

pub(super) const RULE: Rule = Rule {
    name: "add-column-stored-generated",
    group: Group::Lock,
    is_on: true,
    why: "A stored generated column has the whole table written anew while reads and writes wait.",
    way_out: "add a plain column with a trigger and fill it in parts; from PostgreSQL 18 on a VIRTUAL column costs nothing",
    bad: "ALTER TABLE users ADD COLUMN full_name text GENERATED ALWAYS AS (first || last) STORED",
    good: "ALTER TABLE users ADD COLUMN full_name text",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    for (table, change) in subject.changes() {
        let is_stored = matches!(change, Change::AddColumn { column, .. } if column.generated == Some(Generated::Stored));
        if (is_stored || matches!(change, Change::SetExpression { .. })) && subject.is_postgresql() {
            found.on(table, format!("computing a stored column has `{table}` written anew while reads and writes wait"));
        }
    }
}
