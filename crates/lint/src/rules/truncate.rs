//! TRUNCATE.

use super::{Found, Group, Rule, Subject};
use crate::Action;

pub(super) const RULE: Rule = Rule {
    name: "truncate",
    group: Group::Safety,
    is_on: true,
    why: "All rows are gone; with CASCADE, those of every table that refers to it, too.",
    way_out: "DELETE what is really meant, by a condition, in parts",
    bad: "TRUNCATE users CASCADE",
    good: "DELETE FROM users WHERE deleted",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some(Action::Truncate { tables, cascade }) = subject.action else { return };
    for table in tables.iter().filter(|table| !subject.situation.picture.is_new(table)) {
        let more = if *cascade { ", and those of every table that refers to it" } else { "" };
        found.on(table, format!("all rows of `{table}` are gone{more}"));
    }
}
