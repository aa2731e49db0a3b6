//! Blocks of PL/pgSQL.

use super::{Found, Group, Rule, Subject};
use crate::Action;

pub(super) const RULE: Rule = Rule {
    name: "unchecked-code",
    group: Group::Clarity,
    is_on: false,
    why: "What a block of code does cannot be told from its text: its locks are not forecast.",
    way_out: "write plain statements, or rehearse it",
    bad: "DO $$ BEGIN EXECUTE 'DROP TABLE ' || 'users'; END $$",
    good: "SELECT 1",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    if let Some(Action::Code { word }) = subject.action {
        found.here(format!("what {word} does is not checked"));
    }
}
