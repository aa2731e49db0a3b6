//! A primary key goes.

use super::{Found, Group, Rule, Subject};
use crate::{Change, ConstraintKind};

pub(super) const RULE: Rule = Rule {
    name: "drop-primary-key",
    group: Group::Safety,
    is_on: true,
    why: "Replication, foreign keys and ON CONFLICT rest on the primary key; making another one locks the table.",
    way_out: "build the new key's index CONCURRENTLY first, then drop and add in one statement",
    bad: "-- already there\nCREATE TABLE users (id int CONSTRAINT users_pkey PRIMARY KEY)\n\
          -- next transaction\nALTER TABLE users DROP CONSTRAINT users_pkey",
    good: "-- already there\nCREATE TABLE users (id int CONSTRAINT users_pkey PRIMARY KEY)\n\
           -- next transaction\nALTER TABLE users ADD COLUMN name text",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    for (table, change) in subject.changes() {
        let Change::DropConstraint { name, .. } = change else { continue };
        let Some(facts) = subject.situation.picture.table(table) else { continue };
        let is_key = |kind: &ConstraintKind| matches!(kind, ConstraintKind::PrimaryKey { .. });
        let adds_key = subject.changes().any(|(_, change)| {
            matches!(change, Change::AddConstraint(constraint) if matches!(&constraint.kind, ConstraintKind::PrimaryKey { using_index: Some(_), .. }))
        });
        if facts.constraints.get(name).is_some_and(|facts| is_key(&facts.kind)) && !adds_key {
            found.on(table, format!("`{table}` has no primary key any more"));
        }
    }
}
