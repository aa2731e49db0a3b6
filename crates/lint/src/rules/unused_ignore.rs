//! Comments that silence nothing.

use super::{Found, Group, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    name: "unused-ignore",
    group: Group::Clarity,
    is_on: true,
    why: "A comment that silences nothing hides the next finding, or names a rule that there is not.",
    way_out: "take the comment away",
    bad: "-- limbeck: ignore drop-table\nALTER TABLE users ADD COLUMN name text",
    good: "-- limbeck: ignore drop-table\nDROP TABLE users",
    judge,
};

/// What is used is known only when all rules have been asked: `lint` itself finds it.
fn judge(_: &Subject<'_>, _: &mut Found<'_>) {}
