//! Indexes of many columns.

use super::{Found, Group, Rule, Subject};
use crate::Action;

pub(super) const RULE: Rule = Rule {
    name: "wide-index",
    group: Group::Design,
    is_on: false,
    why: "An index of more than three columns is seldom used beyond the first ones, and every write pays for all.",
    way_out: "leave out columns that do not narrow the search, or INCLUDE them",
    bad: "CREATE INDEX ix ON new_table (a, b, c, d)",
    good: "CREATE INDEX ix ON new_table (a, b)",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    if let Some(Action::CreateIndex(index)) = subject.action
        && !index.unique
        && index.width > 3
    {
        found.here(format!("an index of {} columns on `{}`", index.width, index.table));
    }
}
