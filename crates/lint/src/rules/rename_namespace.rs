//! ALTER SCHEMA … RENAME.

use super::{Found, Group, Rule, Subject};
use crate::Action;

pub(super) const RULE: Rule = Rule {
    name: "rename-schema",
    group: Group::Safety,
    is_on: true,
    why: "Programs that run meanwhile use the name before, for every table of the schema.",
    way_out: "make a new schema and move to it in steps",
    bad: "ALTER SCHEMA sales RENAME TO orders",
    good: "CREATE SCHEMA orders",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    if let Some(Action::RenameSchema { name }) = subject.action {
        found.here(format!("running programs use the schema `{name}`"));
    }
}
