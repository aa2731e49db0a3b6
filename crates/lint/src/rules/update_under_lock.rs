//! Rows are written while the transaction holds a lock that others wait for.

use super::{Found, Group, Rule, Subject};
use crate::Action;

pub(super) const RULE: Rule = Rule {
    name: "update-under-lock",
    group: Group::Lock,
    is_on: true,
    why: "A lock is held to the end of the transaction. Filling rows after an ALTER TABLE in the same transaction makes its short \
          lock as long as the UPDATE.",
    way_out: "fill the rows in a revision of their own, or in an `autocommit_block()`, in parts",
    bad: "ALTER TABLE users ADD COLUMN kind text;\nUPDATE users SET kind = 'person' WHERE kind IS NULL",
    good: "ALTER TABLE users ADD COLUMN kind text\n-- in autocommit_block()\nUPDATE users SET kind = 'person' WHERE kind IS NULL",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some(Action::Write { table, word, .. }) = subject.action else { return };
    let strongest = subject.held.iter().filter(|effect| effect.blocks_writes()).max_by_key(|effect| effect.blocks_reads());
    let Some(held) = strongest else { return };
    let is_insert_of_rows = *word == "INSERT" && !subject.sql.to_ascii_uppercase().contains("SELECT");
    if is_insert_of_rows || !subject.is_postgresql() || subject.situation.picture.is_new(table) {
        return;
    }
    let waits = if held.blocks_reads() { "reads and writes" } else { "writes" };
    let locked = &held.relation;
    found.on(table, format!("{word} of `{table}` runs while this transaction holds {} on `{locked}`: {waits} wait for all of it", held.lock));
}
