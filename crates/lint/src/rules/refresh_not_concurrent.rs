//! REFRESH MATERIALIZED VIEW without CONCURRENTLY.

use super::{Found, Group, Rule, Subject};
use crate::{Action, Fix, FixedStatement};

pub(super) const RULE: Rule = Rule {
    name: "refresh-not-concurrent",
    group: Group::Lock,
    is_on: true,
    why: "A refresh locks the view altogether while its query runs: every SELECT of it waits.",
    way_out: "REFRESH MATERIALIZED VIEW CONCURRENTLY; the view needs a unique index over all its rows",
    bad: "REFRESH MATERIALIZED VIEW totals",
    good: "REFRESH MATERIALIZED VIEW CONCURRENTLY totals",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some(Action::RefreshView { view, concurrently: false }) = subject.action else { return };
    if subject.situation.picture.is_new(view) {
        return;
    }
    // Only where the unique index is known to be there.
    let has_index = subject.situation.picture.table(view).is_some_and(|facts| facts.indexes.values().any(|index| index.unique));
    let fix = subject.with_words_behind("VIEW", "CONCURRENTLY").filter(|_| has_index);
    let fix = fix.map(|sql| Fix::only(FixedStatement::in_transaction(sql), None));
    found.fixable(view, format!("refreshing `{view}` blocks reads of it"), fix);
}
