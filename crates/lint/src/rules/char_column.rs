//! char(n).

use super::{Found, Group, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    name: "char-column",
    group: Group::Design,
    is_on: false,
    why: "char(n) fills values with blanks, compares them in its own way, and is neither smaller nor faster.",
    way_out: "Text, or String with a CHECK of the length",
    bad: "CREATE TABLE a (id bigint PRIMARY KEY, code char(3))",
    good: "CREATE TABLE a (id bigint PRIMARY KEY, code text)",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    for (name, column_type) in subject.declared_types() {
        if column_type.name == "bpchar" && subject.is_postgresql() {
            found.here(format!("`{name}` is {column_type}, which fills values with blanks"));
        }
    }
}
