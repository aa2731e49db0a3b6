//! What a rehearsal saw of one statement.

use serde::Serialize;

use crate::execute::Snapshot;

/// What a statement really did, seen from inside its transaction.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Measured {
    /// Locks on tables that it took and its transaction did not have before, in PostgreSQL's words: table and mode.
    pub locks: Vec<(String, String)>,
    /// Tables that were there before and have another file since: every row was written anew.
    pub rewritten: Vec<String>,
    /// Tables with an index whose file was made anew or that is new.
    pub indexes_built: Vec<String>,
    /// Bytes of the write-ahead log, those of other sessions included.
    pub wal_bytes: u64,
}

impl Measured {
    /// Adds what the same statement did once more.
    pub(crate) fn add(&mut self, more: &Self) {
        self.wal_bytes += more.wal_bytes;
        self.locks.extend(more.locks.iter().cloned());
        self.rewritten.extend(more.rewritten.iter().cloned());
        self.indexes_built.extend(more.indexes_built.iter().cloned());
    }

    /// Compares what could be seen before and after a statement.
    pub(crate) fn between(before: &Snapshot, after: &Snapshot) -> Self {
        let locks = after.locks.difference(&before.locks).cloned().collect();
        let mut rewritten = Vec::new();
        let mut indexes_built = Vec::new();
        for (relation, (kind, file)) in &after.files {
            let table = relation.rsplit_once('/').map_or(relation.as_str(), |(table, _)| table).to_owned();
            match before.files.get(relation) {
                Some((_, earlier)) if earlier == file => {}
                Some(_) if kind != "i" => rewritten.push(table),
                None if kind != "i" => {}
                Some(_) | None => indexes_built.push(table),
            }
        }
        indexes_built.dedup();
        let wal_bytes = u64::try_from(after.wal - before.wal).unwrap_or(0);
        Self { locks, rewritten, indexes_built, wal_bytes }
    }
}
