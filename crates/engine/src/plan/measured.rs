//! What a rehearsal saw of one statement.

use std::collections::BTreeMap;

use lint::LockLevel;
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

    /// Returns the strongest lock on each table: it does what the weaker ones do.
    pub(crate) fn strongest_locks(&self) -> BTreeMap<&str, LockLevel> {
        let mut strongest = BTreeMap::new();
        for (table, mode) in &self.locks {
            let Some(level) = LockLevel::ALL.into_iter().find(|level| level.mode() == mode) else { continue };
            let known = strongest.entry(table.as_str()).or_insert(level);
            *known = level.max(*known);
        }
        strongest
    }

    /// Compares what could be seen before and after a statement; a table has the name that it had before.
    pub(crate) fn between(before: &Snapshot, after: &Snapshot) -> Self {
        let known = |number: &i64| before.relations.get(number).or_else(|| after.relations.get(number));
        let lock = |(number, mode): &(i64, String)| {
            let relation = known(number).filter(|relation| !relation.is_index)?;
            Some((relation.table.clone(), mode.clone()))
        };
        let locks = after.locks.difference(&before.locks).filter_map(lock).collect();
        let mut rewritten = Vec::new();
        let mut indexes_built = Vec::new();
        for (number, relation) in &after.relations {
            let earlier = before.relations.get(number);
            if earlier.is_some_and(|earlier| earlier.file == relation.file) {
                continue;
            }
            let table = earlier.unwrap_or(relation).table.clone();
            match (earlier, relation.is_index) {
                (_, true) => indexes_built.push(table),
                (Some(_), false) => rewritten.push(table),
                (None, false) => {}
            }
        }
        indexes_built.sort();
        indexes_built.dedup();
        let wal_bytes = u64::try_from(after.wal - before.wal).unwrap_or(0);
        Self { locks, rewritten, indexes_built, wal_bytes }
    }
}

#[cfg(test)]
mod tests {
    use lint::LockLevel;

    use super::Measured;
    use crate::execute::{Relation, Snapshot};

    fn seen(relations: &[(i64, &str, bool, i64)], locks: &[i64]) -> Snapshot {
        let relation = |(number, table, is_index, file): &(i64, &str, bool, i64)| {
            (*number, Relation { table: (*table).to_owned(), is_index: *is_index, file: *file })
        };
        let locks = locks.iter().map(|number| (*number, "AccessExclusiveLock".to_owned())).collect();
        Snapshot { locks, relations: relations.iter().map(relation).collect(), wal: 0 }
    }

    #[test]
    fn a_table_that_is_renamed_or_dropped_has_its_name() {
        let before = seen(&[(1, "a", false, 1), (2, "a", true, 2), (3, "b", false, 3), (4, "c", false, 4)], &[]);
        let after = seen(&[(1, "z", false, 1), (2, "z", true, 2), (4, "c", false, 5)], &[1, 2, 3, 4]);
        let measured = Measured::between(&before, &after);
        let locked: Vec<&str> = measured.locks.iter().map(|(table, _)| table.as_str()).collect();
        assert_eq!(locked, ["a", "b", "c"]);
        assert_eq!((measured.rewritten, measured.indexes_built), (vec!["c".to_owned()], Vec::new()));
    }

    #[test]
    fn of_several_locks_on_a_table_the_strongest_is_told() {
        let modes = ["AccessShareLock", "ShareRowExclusiveLock", "RowShareLock"];
        let locks = modes.map(|mode| ("users".to_owned(), mode.to_owned())).to_vec();
        let measured = Measured { locks, ..Measured::default() };
        assert_eq!(measured.strongest_locks(), [("users", LockLevel::ShareRowExclusive)].into());
    }
}
