//! json where jsonb is meant.

use super::{Found, Group, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    name: "json-column",
    group: Group::Design,
    is_on: false,
    why: "json has no equality: SELECT DISTINCT and GROUP BY over it fail, also where they stand in programs already.",
    way_out: "postgresql.JSONB()",
    bad: "CREATE TABLE a (id bigint PRIMARY KEY, data json)",
    good: "CREATE TABLE a (id bigint PRIMARY KEY, data jsonb)",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    for (name, column_type) in subject.declared_types() {
        if column_type.name == "json" && subject.is_postgresql() {
            found.here(format!("`{name}` is json, which cannot be compared"));
        }
    }
}
