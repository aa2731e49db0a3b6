//! UPDATE or DELETE of every row.

use super::{Found, Group, Rule, Subject};
use crate::Action;

pub(super) const RULE: Rule = Rule {
    name: "write-without-where",
    group: Group::Safety,
    is_on: true,
    why: "Every row is written: row locks on all of them to the end of the transaction, a second copy of the table, and perhaps \
          more than was meant.",
    way_out: "say WHERE, and go in parts of some thousand rows",
    bad: "UPDATE users SET kind = 'person'",
    good: "UPDATE users SET kind = 'person' WHERE kind IS NULL",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some(Action::Write { word, table, has_condition: false, .. }) = subject.action else { return };
    if matches!(*word, "UPDATE" | "DELETE") && !subject.situation.picture.is_new(table) {
        found.on(table, format!("{word} of every row of `{table}`"));
    }
}
