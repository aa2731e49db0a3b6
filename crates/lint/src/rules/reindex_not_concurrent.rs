//! REINDEX without CONCURRENTLY.

use super::{Found, Group, Rule, Subject};
use crate::{Action, Fix, FixedStatement, Reindexed};

pub(super) const RULE: Rule = Rule {
    name: "reindex-not-concurrent",
    group: Group::Lock,
    is_on: true,
    why: "REINDEX blocks writes to the table, and reads that would use the index, until it is done. CONCURRENTLY is there \
          since PostgreSQL 12.",
    way_out: "REINDEX … CONCURRENTLY, in an `autocommit_block()`",
    bad: "REINDEX TABLE users",
    good: "-- in autocommit_block()\nREINDEX TABLE CONCURRENTLY users",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some(Action::Reindex { target, concurrently: false, name }) = subject.action else { return };
    let has_it = subject.situation.server.is_postgresql_from(12) && *target != Reindexed::System;
    let is_new = name.as_ref().is_some_and(|name| subject.situation.picture.is_new(name));
    if !has_it || is_new {
        return;
    }
    let word = match target {
        Reindexed::Table => "TABLE",
        Reindexed::Index => "INDEX",
        Reindexed::Schema => "SCHEMA",
        Reindexed::Database | Reindexed::System => "DATABASE",
    };
    // `REINDEX INDEX` has the word twice.
    let behind = if *target == Reindexed::Index { "REINDEX INDEX" } else { word };
    let fix = subject.with_words_behind(behind, "CONCURRENTLY");
    let fix = fix.map(|sql| Fix::only(FixedStatement::autocommit(sql), None));
    let name = name.as_ref().map(|name| format!(" `{name}`")).unwrap_or_default();
    found.here_fixable(format!("building the indexes of {}{name} anew blocks writes", word.to_lowercase()), fix);
}
