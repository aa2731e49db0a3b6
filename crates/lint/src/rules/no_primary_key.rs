//! Tables without a primary key.

use super::{Found, Group, Rule, Subject};
use crate::{Action, ConstraintKind};

pub(super) const RULE: Rule = Rule {
    name: "no-primary-key",
    group: Group::Design,
    is_on: true,
    why: "Without a key rows cannot be told apart: logical replication refuses UPDATE and DELETE, and SQLAlchemy cannot map the table.",
    way_out: "give it a primary key",
    bad: "CREATE TABLE tags (name text)",
    good: "CREATE TABLE tags (name text PRIMARY KEY)",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some(Action::CreateTable(table)) = subject.action else { return };
    let Some(name) = &table.name else { return };
    let is_key = |kind: &ConstraintKind| matches!(kind, ConstraintKind::PrimaryKey { .. });
    let of_columns = table.columns.iter().flat_map(|column| &column.constraints);
    let has_key = table.constraints.iter().chain(of_columns).any(|constraint| is_key(&constraint.kind));
    let gets_it_elsewhere = table.temporary || table.partition_of.is_some() || !table.inherits.is_empty() || table.from_query;
    if !has_key && !gets_it_elsewhere && !table.columns.is_empty() {
        found.here(format!("`{name}` has no primary key"));
    }
}
