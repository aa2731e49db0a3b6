//! DROP SCHEMA.

use super::{Found, Group, Rule, Subject};
use crate::Action;

pub(super) const RULE: Rule = Rule {
    name: "drop-schema",
    group: Group::Safety,
    is_on: true,
    why: "A schema that is not empty takes everything in it along.",
    way_out: "drop its tables by name in revisions of their own, and the schema when it is empty",
    bad: "DROP SCHEMA sales CASCADE",
    good: "CREATE SCHEMA sales;\nDROP SCHEMA sales",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some(Action::DropSchema { names, .. }) = subject.action else { return };
    for name in names.iter().filter(|name| !subject.situation.picture.new_namespaces.contains(name)) {
        found.here(format!("the schema `{name}` is gone"));
    }
}
