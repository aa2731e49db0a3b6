//! Keys that run out of numbers.

use super::{Found, Group, Rule, Subject};
use crate::{Action, ConstraintKind, NewColumn};

pub(super) const RULE: Rule = Rule {
    name: "small-primary-key",
    group: Group::Design,
    is_on: false,
    why: "An int key ends at 2,147,483,647, and the day it does every INSERT fails. Changing it to bigint then has the table written \
          anew.",
    way_out: "BigInteger from the start",
    bad: "CREATE TABLE users (id serial PRIMARY KEY)",
    good: "CREATE TABLE users (id bigserial PRIMARY KEY)",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    let keys: Vec<&String> = match subject.action {
        Some(Action::CreateTable(table)) => table
            .constraints
            .iter()
            .filter_map(|constraint| match &constraint.kind {
                ConstraintKind::PrimaryKey { columns, .. } => Some(columns),
                _ => None,
            })
            .flatten()
            .collect(),
        _ => Vec::new(),
    };
    let is_small = |column: &NewColumn| matches!(column.column_type.name.as_str(), "int2" | "int4" | "serial" | "smallserial");
    for (_, column) in subject.columns() {
        let is_own = column.constraints.iter().any(|constraint| matches!(constraint.kind, ConstraintKind::PrimaryKey { .. }));
        if is_small(column) && (is_own || keys == [&column.name]) && subject.is_postgresql() {
            found.here(format!("the key `{}` is {}, which ends at two thousand millions or earlier", column.name, column.column_type));
        }
    }
}
