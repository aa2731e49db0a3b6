//! SQLite: a table is copied to be changed.

use super::{Found, Group, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    name: "copies-table",
    group: Group::Lock,
    is_on: false,
    why: "SQLite changes constraints and types of a table only by copying it: all rows and indexes are written anew, with the \
          database's write lock held.",
    way_out: "expect it to take as long as copying the table; nothing else is possible",
    bad: "",
    good: "",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    if subject.is_postgresql() || subject.action.is_some() {
        return;
    }
    for effect in subject.effects.iter().filter(|effect| effect.rewrites) {
        found.on(&effect.relation, format!("`{}` is copied with all its rows while other writers wait", effect.relation));
    }
}
