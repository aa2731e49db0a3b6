//! varchar(n) where text would do.

use super::{Found, Group, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    name: "prefer-text",
    group: Group::Design,
    is_on: false,
    why: "text is as fast as varchar(n); a limit that changes is better a CHECK, which can be added without a scan.",
    way_out: "Text, with a CHECK of the length where there is a limit",
    bad: "CREATE TABLE a (id bigint PRIMARY KEY, name varchar(50))",
    good: "CREATE TABLE a (id bigint PRIMARY KEY, name text)",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    for (name, column_type) in subject.declared_types() {
        if column_type.name == "varchar" && !column_type.modifiers.is_empty() && subject.is_postgresql() {
            found.here(format!("`{name}` is {column_type}: text with a CHECK is easier to change"));
        }
    }
}
