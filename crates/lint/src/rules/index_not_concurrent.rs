//! CREATE INDEX without CONCURRENTLY on a table that is in use.

use super::{Found, Group, Rule, Subject};
use crate::{Action, Fix, FixedStatement};

pub(super) const RULE: Rule = Rule {
    name: "index-not-concurrent",
    group: Group::Lock,
    is_on: true,
    why: "An index is built under a SHARE lock: every INSERT, UPDATE and DELETE of the table waits until it is done, \
          minutes on a large table.",
    way_out: "build it CONCURRENTLY, in an `autocommit_block()`",
    bad: "CREATE INDEX ix_users_name ON users (name)",
    good: "-- in autocommit_block()\nCREATE INDEX CONCURRENTLY ix_users_name ON users (name)",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some(Action::CreateIndex(index)) = subject.action else { return };
    let facts = subject.situation.picture.table(&index.table);
    let is_new = facts.is_some_and(|facts| facts.is_new);
    // A partitioned table cannot have it concurrently: `ON ONLY`, then each partition by itself.
    let is_partitioned = facts.is_some_and(|facts| facts.is_partitioned);
    if index.concurrently || index.on_only || is_new || !subject.is_postgresql() {
        return;
    }
    let message = format!("building an index on `{}` blocks writes to it until it is done", index.table);
    let fixed = subject.with_words_behind("INDEX", "CONCURRENTLY").filter(|_| !is_partitioned);
    let fix = fixed.map(|sql| Fix::only(FixedStatement::autocommit(sql), Some("postgresql_concurrently=True")));
    found.fixable(&index.table, message, fix);
}
