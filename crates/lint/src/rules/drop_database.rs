//! DROP DATABASE.

use super::{Found, Group, Rule, Subject};
use crate::Action;

pub(super) const RULE: Rule = Rule {
    name: "drop-database",
    group: Group::Safety,
    is_on: true,
    why: "A migration has no business with whole databases, and nothing brings one back.",
    way_out: "drop it by hand, after a backup",
    bad: "-- in autocommit_block()\nDROP DATABASE shop",
    good: "SELECT 1",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    if let Some(Action::DropDatabase { name }) = subject.action {
        found.here(format!("the database `{name}` is gone"));
    }
}
