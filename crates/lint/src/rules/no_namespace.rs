//! Tables that the search path decides on.

use super::{Found, Group, Rule, Subject};
use crate::Action;

pub(super) const RULE: Rule = Rule {
    name: "no-schema",
    group: Group::Design,
    is_on: false,
    why: "Where a table without a schema goes depends on the search_path of whoever runs the migration.",
    way_out: "schema=\"…\"",
    bad: "CREATE TABLE users (id bigint PRIMARY KEY)",
    good: "CREATE TABLE sales.users (id bigint PRIMARY KEY)",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    let table = match subject.action {
        Some(Action::CreateTable(table)) if !table.temporary => table.name.as_ref(),
        Some(Action::AlterTable { table, .. }) => Some(table),
        _ => None,
    };
    if let Some(table) = table.filter(|table| table.namespace.is_none() && !subject.sql.contains("public"))
        && subject.is_postgresql()
    {
        found.here(format!("where `{table}` is depends on the search_path"));
    }
}
