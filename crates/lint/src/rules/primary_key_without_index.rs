//! PRIMARY KEY that builds its index under the strongest lock.

use super::{Found, Group, Rule, Subject};
use crate::ConstraintKind;

pub(super) const RULE: Rule = Rule {
    name: "primary-key-without-index",
    group: Group::Lock,
    is_on: true,
    why: "Adding a PRIMARY KEY builds its index, and makes its columns NOT NULL, while reads and writes of the table wait.",
    way_out: "make the columns NOT NULL by a validated CHECK, CREATE UNIQUE INDEX CONCURRENTLY, then ADD PRIMARY KEY USING INDEX",
    bad: "ALTER TABLE users ADD PRIMARY KEY (id)",
    good: "-- in autocommit_block()\nCREATE UNIQUE INDEX CONCURRENTLY users_pkey ON users (id)\n\
           -- next transaction\nALTER TABLE users ADD PRIMARY KEY USING INDEX users_pkey",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    for (table, constraint, _) in subject.added_constraints() {
        let ConstraintKind::PrimaryKey { using_index: None, .. } = &constraint.kind else { continue };
        found.on(table, format!("adding a primary key builds an index while reads and writes of `{table}` wait"));
    }
}
