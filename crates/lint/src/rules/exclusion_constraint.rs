//! EXCLUDE, which cannot be added in steps.

use super::{Found, Group, Rule, Subject};
use crate::ConstraintKind;

pub(super) const RULE: Rule = Rule {
    name: "exclusion-constraint",
    group: Group::Lock,
    is_on: true,
    why: "Adding an EXCLUDE constraint builds its index while reads and writes of the table wait, and PostgreSQL has no way to \
          do it in steps.",
    way_out: "add it while nobody uses the table, or make a new table with the constraint and fill it",
    bad: "ALTER TABLE bookings ADD CONSTRAINT one_guest EXCLUDE USING gist (room WITH =)",
    good: "CREATE TABLE bookings (room int PRIMARY KEY, CONSTRAINT one_guest EXCLUDE USING gist (room WITH =))",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    for (table, constraint, _) in subject.added_constraints() {
        if constraint.kind == ConstraintKind::Exclude {
            found.on(table, format!("adding EXCLUDE builds an index while reads and writes of `{table}` wait"));
        }
    }
}
