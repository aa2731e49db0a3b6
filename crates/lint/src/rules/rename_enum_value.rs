//! ALTER TYPE … RENAME VALUE.

use super::{Found, Group, Rule, Subject};
use crate::Action;

pub(super) const RULE: Rule = Rule {
    name: "rename-enum-value",
    group: Group::Safety,
    is_on: true,
    why: "Programs that run meanwhile write and expect the value before.",
    way_out: "ADD VALUE, move the rows, and leave the value before unused",
    bad: "ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'",
    good: "ALTER TYPE mood ADD VALUE 'blue' AFTER 'sad'",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    if let Some(Action::RenameEnumValue { name }) = subject.action
        && !subject.situation.picture.new_types.contains(name)
    {
        found.here(format!("running programs write and expect the value of `{name}` that is renamed"));
    }
}
