//! serial where an identity would do.

use super::{Found, Group, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    name: "prefer-identity",
    group: Group::Design,
    is_on: false,
    why: "serial is a column with a sequence beside it, with rights of its own; GENERATED AS IDENTITY is the standard's way.",
    way_out: "sa.Identity()",
    bad: "CREATE TABLE a (id bigserial PRIMARY KEY)",
    good: "CREATE TABLE a (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY)",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    for (name, column_type) in subject.declared_types() {
        if column_type.is_serial() {
            found.here(format!("`{name}` is {column_type}: an identity has no sequence of its own beside it"));
        }
    }
}
