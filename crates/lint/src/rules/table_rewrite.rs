//! Commands that write a whole table anew.

use super::{Found, Group, Rule, Subject};
use crate::{Action, Change};

pub(super) const RULE: Rule = Rule {
    name: "table-rewrite",
    group: Group::Lock,
    is_on: true,
    why: "VACUUM FULL, CLUSTER, SET LOGGED, SET TABLESPACE and SET ACCESS METHOD write the whole table anew while reads and \
          writes wait.",
    way_out: "use pg_repack, or REPACK … CONCURRENTLY from PostgreSQL 19 on, outside of migrations",
    bad: "CLUSTER users USING users_pkey",
    good: "-- in autocommit_block()\nANALYZE users",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    if let Some(Action::Rewrite { word, tables }) = subject.action
        && subject.is_postgresql()
    {
        match tables.first() {
            Some(table) if subject.situation.picture.is_new(table) => {}
            Some(table) => found.on(table, format!("{word} has `{table}` written anew while reads and writes wait")),
            None => found.here(format!("{word} has every table written anew while reads and writes wait")),
        }
    }
    for (table, change) in subject.changes() {
        let word = match change {
            Change::SetLogged => "SET LOGGED or UNLOGGED",
            Change::SetTablespace => "SET TABLESPACE",
            Change::SetAccessMethod => "SET ACCESS METHOD",
            _ => continue,
        };
        found.on(table, format!("{word} has `{table}` written anew while reads and writes wait"));
    }
}
