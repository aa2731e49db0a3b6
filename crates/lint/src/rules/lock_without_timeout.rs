//! A lock is waited for without an end.

use super::{Found, Group, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    name: "lock-without-timeout",
    group: Group::Lock,
    is_on: false,
    why: "A statement that waits for a strong lock makes everybody after it wait, too, even if it never gets the lock.",
    way_out: "SET lock_timeout before it, or `[limbeck] lock_timeout`",
    bad: "ALTER TABLE users ADD COLUMN age int",
    good: "SET lock_timeout = '2s';\nALTER TABLE users ADD COLUMN age int",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    if subject.situation.parameters.contains_key("lock_timeout") || !subject.is_postgresql() {
        return;
    }
    if let Some(effect) = subject.effects.iter().find(|effect| effect.blocks_writes()) {
        found.on(&effect.relation, format!("waits for {} on `{}` without a lock_timeout", effect.lock, effect.relation));
    }
}
