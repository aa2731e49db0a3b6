//! Whole numbers that may not be large enough.

use super::{Found, Group, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    name: "prefer-bigint",
    group: Group::Design,
    is_on: false,
    why: "A number that outgrows int or smallint makes INSERTs fail, and changing the type has the table written anew.",
    way_out: "BigInteger",
    bad: "CREATE TABLE a (id bigint PRIMARY KEY, number int)",
    good: "CREATE TABLE a (id bigint PRIMARY KEY, number bigint)",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    for (name, column_type) in subject.declared_types() {
        if matches!(column_type.name.as_str(), "int2" | "int4" | "serial" | "smallserial") && subject.is_postgresql() {
            found.here(format!("`{name}` is {column_type}: bigint does not run out"));
        }
    }
}
