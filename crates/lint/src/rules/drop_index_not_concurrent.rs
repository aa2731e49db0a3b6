//! DROP INDEX without CONCURRENTLY.

use super::{Found, Group, Rule, Subject};
use crate::{Action, Fix, FixedStatement};

pub(super) const RULE: Rule = Rule {
    name: "drop-index-not-concurrent",
    group: Group::Lock,
    is_on: true,
    why: "DROP INDEX locks its table altogether, reads too, and waits for every open transaction while all others wait \
          behind it.",
    way_out: "drop it CONCURRENTLY, in an `autocommit_block()`",
    bad: "DROP INDEX ix_users_name",
    good: "-- in autocommit_block()\nDROP INDEX CONCURRENTLY ix_users_name",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some(Action::DropIndex { indexes, concurrently: false, .. }) = subject.action else { return };
    let picture = &subject.situation.picture;
    let is_of_new_table =
        |index| picture.table_of_index(index).is_some_and(|table| picture.is_new(table));
    if !subject.is_postgresql() || indexes.iter().all(is_of_new_table) {
        return;
    }
    let names: Vec<String> = indexes.iter().map(|index| format!("`{index}`")).collect();
    let message = format!("dropping the index {} blocks reads and writes of its table", names.join(", "));
    // Only one index can be dropped concurrently at a time.
    let fixed = subject.with_words_behind("INDEX", "CONCURRENTLY").filter(|_| indexes.len() == 1);
    let fix = fixed.map(|sql| Fix::only(FixedStatement::autocommit(sql), Some("postgresql_concurrently=True")));
    match indexes.first().and_then(|index| picture.table_of_index(index)) {
        Some(table) => found.fixable(table, message, fix),
        None => found.here_fixable(message, fix),
    }
}
