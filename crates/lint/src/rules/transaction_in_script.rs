//! BEGIN, COMMIT and ROLLBACK in a script.

use super::{Found, Group, Rule, Subject};
use crate::Action;

pub(super) const RULE: Rule = Rule {
    name: "transaction-in-script",
    group: Group::Clarity,
    is_on: true,
    why: "A migration runs in a transaction, together with the row of the version table. COMMIT in a script cuts it in two: after \
          an error the database is neither what it was nor what it should be.",
    way_out: "leave transactions to the tool; `autocommit_block()` where a statement needs none",
    bad: "COMMIT",
    good: "SELECT 1",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    match subject.action {
        Some(Action::Begin) => found.here("BEGIN inside the migration's transaction does nothing"),
        Some(Action::Commit) => found.here("COMMIT ends the migration's transaction in the middle of the step"),
        Some(Action::Rollback) => found.here("ROLLBACK ends the migration's transaction in the middle of the step"),
        _ => {}
    }
}
