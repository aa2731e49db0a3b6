//! A statement may run without an end.

use super::{Found, Group, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    name: "statement-without-timeout",
    group: Group::Lock,
    is_on: false,
    why: "A statement that takes longer than was thought holds its locks all the while.",
    way_out: "SET statement_timeout before it, or `[limbeck] statement_timeout`",
    bad: "ALTER TABLE users ADD COLUMN age int",
    good: "SET statement_timeout = '5s';\nALTER TABLE users ADD COLUMN age int",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    if subject.situation.parameters.contains_key("statement_timeout") || !subject.is_postgresql() {
        return;
    }
    if let Some(effect) = subject.effects.iter().find(|effect| effect.blocks_writes()) {
        found.on(&effect.relation, format!("holds {} on `{}` without a statement_timeout", effect.lock, effect.relation));
    }
}
