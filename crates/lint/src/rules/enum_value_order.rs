//! ADD VALUE without a place.

use super::{Found, Group, Rule, Subject};
use crate::Action;

pub(super) const RULE: Rule = Rule {
    name: "enum-value-order",
    group: Group::Design,
    is_on: false,
    why: "Values of an enum are ordered: one without a place goes last, which ORDER BY and comparisons show.",
    way_out: "BEFORE or AFTER another value",
    bad: "-- in autocommit_block()\nALTER TYPE mood ADD VALUE 'blue'",
    good: "-- in autocommit_block()\nALTER TYPE mood ADD VALUE 'blue' AFTER 'sad'",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    if let Some(Action::AddEnumValue { name, placed: false, .. }) = subject.action {
        found.here(format!("the new value of `{name}` goes last"));
    }
}
