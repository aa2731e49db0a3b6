//! timestamp without a time zone.

use super::{Found, Group, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    name: "prefer-timestamptz",
    group: Group::Design,
    is_on: false,
    why: "timestamp is a reading of a clock that does not say where it hangs: sessions in other zones read another time.",
    way_out: "DateTime(timezone=True)",
    bad: "CREATE TABLE a (id bigint PRIMARY KEY, at timestamp)",
    good: "CREATE TABLE a (id bigint PRIMARY KEY, at timestamptz)",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    for (name, column_type) in subject.declared_types() {
        if column_type.name == "timestamp" && subject.is_postgresql() {
            found.here(format!("`{name}` is a timestamp without a time zone"));
        }
    }
}
