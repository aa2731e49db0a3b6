//! ALTER COLUMN TYPE that needs more than the catalogue.

use super::{Found, Group, Rule, Subject};
use crate::{Change, TypeChange};

pub(super) const RULE: Rule = Rule {
    name: "change-column-type",
    group: Group::Lock,
    is_on: true,
    why: "Most changes of a type have the whole table and its indexes written anew while reads and writes wait, and programs \
          meet a type that they do not expect. Widening (varchar(50) to varchar(80), varchar to text, more digits of numeric) \
          costs nothing, and is let pass where the type before is known.",
    way_out: "add a column of the new type, write both, fill the old rows in parts, then switch; give `existing_type=` so that a \
              widening is seen",
    bad: "ALTER TABLE users ALTER COLUMN id TYPE bigint",
    good: "-- already there\nCREATE TABLE users (name varchar(50))\n-- next transaction\nALTER TABLE users ALTER COLUMN name TYPE text",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    if !subject.is_postgresql() {
        return;
    }
    for (table, change) in subject.changes() {
        let Change::SetType { column, to, using } = change else { continue };
        let facts = subject.situation.picture.column(table, column);
        if facts.is_some_and(|facts| facts.is_new) {
            // A column of the plan: the rewrite of what it holds is not less, but nobody reads it yet.
            continue;
        }
        let from = facts.and_then(|facts| facts.column_type.as_ref()).or(subject.existing_type());
        let message = match from.map(|from| (from, from.change_to(to, column, using.as_deref(), subject.situation.utc))) {
            Some((_, TypeChange::Catalogue)) => continue,
            Some((from, TypeChange::Reindex)) => {
                format!("changing `{column}` from {from} to {to} builds the indexes over it anew while reads and writes of `{table}` wait")
            }
            Some((from, TypeChange::Rewrite)) => {
                format!("changing `{column}` from {from} to {to} has `{table}` written anew while reads and writes wait")
            }
            None => format!("changing `{column}` to {to} may have `{table}` written anew while reads and writes wait"),
        };
        found.on(table, message);
    }
}
