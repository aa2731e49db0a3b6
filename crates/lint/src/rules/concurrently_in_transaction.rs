//! What must not be in a transaction, and is.

use super::{Found, Group, Rule, Subject};
use crate::{Action, Change, Fix, FixedStatement};

pub(super) const RULE: Rule = Rule {
    name: "concurrently-in-transaction",
    group: Group::Clarity,
    is_on: true,
    why: "PostgreSQL refuses CONCURRENTLY, VACUUM and CREATE DATABASE inside a transaction, and migrations run in one.",
    way_out: "put it into `with op.get_context().autocommit_block():`",
    bad: "CREATE INDEX CONCURRENTLY ix_users_name ON users (name)",
    good: "-- in autocommit_block()\nCREATE INDEX CONCURRENTLY ix_users_name ON users (name)",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    let what = match subject.action {
        Some(Action::CreateIndex(index)) if index.concurrently => "CREATE INDEX CONCURRENTLY",
        Some(Action::DropIndex { concurrently: true, .. }) => "DROP INDEX CONCURRENTLY",
        Some(Action::Reindex { concurrently: true, .. }) => "REINDEX CONCURRENTLY",
        Some(Action::Maintain { word: "VACUUM", .. }) => "VACUUM",
        Some(Action::Rewrite { word: "VACUUM FULL", .. }) => "VACUUM FULL",
        Some(Action::DropDatabase { .. }) => "DROP DATABASE",
        _ => {
            let is_detach = |change: &Change| matches!(change, Change::DetachPartition { concurrently: true, .. });
            match subject.all_changes().any(|(_, change)| is_detach(change)) {
                true => "DETACH PARTITION CONCURRENTLY",
                false => return,
            }
        }
    };
    if subject.recorded.in_transaction && subject.is_postgresql() {
        let fix = Fix::only(FixedStatement::autocommit(subject.sql), Some(""));
        found.here_fixable(format!("{what} fails inside a transaction"), Some(fix));
    }
}
