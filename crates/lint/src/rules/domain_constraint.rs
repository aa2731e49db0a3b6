//! Domains with constraints.

use super::{Found, Group, Rule, Subject};
use crate::Action;

pub(super) const RULE: Rule = Rule {
    name: "domain-constraint",
    group: Group::Lock,
    is_on: true,
    why: "A constraint of a domain is tested in every table that uses it, all locked at once; NOT VALID helps only new values, \
          and changing it later means the same again.",
    way_out: "use a CHECK of each table instead, which can be added NOT VALID and validated",
    bad: "CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%')",
    good: "CREATE DOMAIN email AS text",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    match subject.action {
        Some(Action::CreateDomain { name, constrained: true }) => {
            found.here(format!("the constraint of the domain `{name}` can only be changed with all its tables locked"));
        }
        Some(Action::AlterDomain { name, adds_constraint, validates }) if *adds_constraint || *validates => {
            found.here(format!("a constraint of the domain `{name}` is tested in all its tables, locked at once"));
        }
        _ => {}
    }
}
