//! DETACH PARTITION without CONCURRENTLY.

use super::{Found, Group, Rule, Subject};
use crate::{Change, Fix, FixedStatement};

pub(super) const RULE: Rule = Rule {
    name: "detach-not-concurrent",
    group: Group::Lock,
    is_on: true,
    why: "DETACH PARTITION locks the whole partitioned table, reads too. CONCURRENTLY is there since PostgreSQL 14.",
    way_out: "DETACH PARTITION … CONCURRENTLY, in an `autocommit_block()`",
    bad: "ALTER TABLE events DETACH PARTITION events_2020",
    good: "-- in autocommit_block()\nALTER TABLE events DETACH PARTITION events_2020 CONCURRENTLY",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    if !subject.situation.server.is_postgresql_from(14) {
        return;
    }
    for (table, change) in subject.changes() {
        if let Change::DetachPartition { partition, concurrently: false } = change {
            let fixed = FixedStatement::autocommit(subject.with_words_at_end("CONCURRENTLY"));
            let fix = subject.is_alone().then(|| Fix::only(fixed, None));
            found.fixable(table, format!("detaching `{partition}` blocks reads and writes of `{table}`"), fix);
        }
    }
}
