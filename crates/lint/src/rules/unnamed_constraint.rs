//! Constraints without a name.

use super::{Found, Group, Rule, Subject};
use crate::{Action, Constraint};

pub(super) const RULE: Rule = Rule {
    name: "unnamed-constraint",
    group: Group::Design,
    is_on: false,
    why: "The server chooses a name, which a later revision has to guess to drop the constraint.",
    way_out: "give a name, or the metadata a naming_convention",
    bad: "CREATE TABLE a (id bigint PRIMARY KEY, n int, CHECK (n > 0))",
    good: "CREATE TABLE a (id bigint CONSTRAINT a_pkey PRIMARY KEY, n int, CONSTRAINT n_positive CHECK (n > 0))",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    let of_table: Vec<&Constraint> = match subject.action {
        Some(Action::CreateTable(table)) => table.constraints.iter().collect(),
        _ => subject.added_constraints().filter(|(_, _, column)| column.is_none()).map(|(_, constraint, _)| constraint).collect(),
    };
    for constraint in of_table.into_iter().filter(|constraint| constraint.name.is_none()) {
        let kind = match &constraint.kind {
            crate::ConstraintKind::PrimaryKey { .. } => "a primary key",
            crate::ConstraintKind::Unique { .. } => "a unique constraint",
            crate::ConstraintKind::ForeignKey { .. } => "a foreign key",
            crate::ConstraintKind::Check { .. } => "a CHECK",
            crate::ConstraintKind::NotNull { .. } => "a NOT NULL",
            crate::ConstraintKind::Exclude => "an exclusion constraint",
        };
        found.here(format!("{kind} without a name"));
    }
}
