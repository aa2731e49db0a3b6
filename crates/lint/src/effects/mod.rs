//! What a statement does to the tables that are there: its locks, and the work that it does while it holds them.

mod alter_table;
mod postgresql;
mod sqlite;

use std::borrow::Cow;

use schema::TableName;
use serde::{Deserialize, Serialize};

use crate::{Action, Lock, LockLevel, Recorded, Server, Situation, read};

/// What something that a step does has in store for one table. A table that the plan itself has made has none: nobody
/// waits for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Effect {
    /// The table; for what only an index is locked, the index.
    pub relation: TableName,
    pub lock: Lock,
    /// The table is written anew while the lock is held: `pg_class.relfilenode` changes, its indexes are built anew.
    pub rewrites: bool,
    /// Every row is read while the lock is held.
    pub scans: bool,
    /// Indexes are built, or built anew, while the lock is held.
    pub builds_index: bool,
    /// Such an index is not sorted: each row is put into it and looked for (an exclusion constraint).
    pub fills_index_by_row: bool,
    /// The column by which the index that is built is sorted first; `None`: nobody knows, or several are built.
    pub indexed_by: Option<String>,
    /// Every row is looked up in another table (a foreign key).
    pub looks_up_rows: bool,
    /// The forecast is the worst case: something is not known, such as the type that a column has now.
    pub is_worst_case: bool,
    /// Rows and bytes of the table, where they are known: how much a rewrite, a scan or an index is.
    pub rows: Option<u64>,
    pub bytes: Option<u64>,
}

impl Effect {
    /// A lock on a table, and no work.
    pub(crate) fn of(relation: &TableName, level: LockLevel) -> Self {
        Self {
            relation: relation.clone(),
            lock: Lock::Table(level),
            rewrites: false,
            scans: false,
            builds_index: false,
            fills_index_by_row: false,
            indexed_by: None,
            looks_up_rows: false,
            is_worst_case: false,
            rows: None,
            bytes: None,
        }
    }

    pub(crate) fn scanning(self) -> Self {
        Self { scans: true, ..self }
    }

    pub(crate) fn looking_up(self) -> Self {
        Self { looks_up_rows: true, scans: true, ..self }
    }

    pub(crate) fn rewriting(self) -> Self {
        Self { rewrites: true, scans: true, builds_index: true, ..self }
    }

    pub(crate) fn indexing(self) -> Self {
        Self { builds_index: true, scans: true, ..self }
    }

    /// A sorted index of these columns is built.
    pub(crate) fn indexing_by(self, columns: &[String]) -> Self {
        Self { indexed_by: columns.first().cloned(), ..self.indexing() }
    }

    /// Returns whether a SELECT has to wait.
    pub fn blocks_reads(&self) -> bool {
        self.lock.blocks_reads()
    }

    /// Returns whether INSERT, UPDATE and DELETE have to wait.
    pub fn blocks_writes(&self) -> bool {
        self.lock.blocks_writes()
    }

    /// Returns whether the statement takes the longer the larger the table is.
    pub fn works_by_size(&self) -> bool {
        self.rewrites || self.scans || self.builds_index
    }

    /// Takes in another effect on the same table: the stronger lock, and the work of both.
    fn join(&mut self, other: Self) {
        self.lock = match (self.lock, other.lock) {
            (Lock::Table(one), Lock::Table(other)) => Lock::Table(one.max(other)),
            _ => Lock::Database,
        };
        if self.builds_index && other.builds_index {
            self.indexed_by = self.indexed_by.take().filter(|column| other.indexed_by.as_ref() == Some(column));
        } else {
            self.indexed_by = self.indexed_by.take().or(other.indexed_by);
        }
        self.rewrites |= other.rewrites;
        self.scans |= other.scans;
        self.builds_index |= other.builds_index;
        self.fills_index_by_row |= other.fills_index_by_row;
        self.looks_up_rows |= other.looks_up_rows;
        self.is_worst_case |= other.is_worst_case;
    }
}

/// Forecasts the effects of one thing that a step does, one for each table, in the order in which they are first locked.
///
/// Locks are held to the end of the transaction, so a plan adds them up; see [`Recorded::transaction`]. Tables that the
/// plan has made are left out.
pub fn effects(recorded: &Recorded, situation: &Situation) -> Vec<Effect> {
    let mut situation = Cow::Borrowed(situation);
    let mut found: Vec<Effect> = Vec::new();
    let mut add = |effects: Vec<Effect>| {
        for effect in effects {
            match found.iter_mut().find(|known| known.relation == effect.relation) {
                Some(known) => known.join(effect),
                None => found.push(effect),
            }
        }
    };
    match situation.server {
        Server::Postgresql { .. } => {
            let mut actions = recorded.sql.iter().flat_map(|sql| read(sql).actions).peekable();
            while let Some((action, _)) = actions.next() {
                add(postgresql::effects_of(&action, &situation));
                if actions.peek().is_some() {
                    situation.to_mut().learn_action(&action, recorded.transaction);
                }
            }
        }
        Server::Sqlite => add(sqlite::effects_of(recorded, &situation)),
        Server::Other => {}
    }
    for effect in &mut found {
        let size = situation.size(&effect.relation);
        effect.rows = size.map(|size| size.rows);
        effect.bytes = size.map(|size| size.bytes);
    }
    found
}

/// Forecasts the effects of one statement, in the light of what was before it.
pub(crate) fn effects_of(action: &Action, recorded: &Recorded, situation: &Situation) -> Vec<Effect> {
    match situation.server {
        Server::Postgresql { .. } => postgresql::effects_of(action, situation),
        Server::Sqlite => sqlite::effects_of(recorded, situation),
        Server::Other => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sql: &str, expected: &str) {
        let effects = effects(&Recorded::sql(sql), &Situation::unknown(Server::NEWEST_POSTGRESQL));
        let shown: Vec<String> = effects.iter().map(shown).collect();
        assert_eq!(shown.join("; "), expected, "{sql}");
    }

    fn shown(effect: &Effect) -> String {
        let work = [
            (effect.rewrites, "rewrite"),
            (effect.scans && !effect.rewrites, "scan"),
            (effect.builds_index && !effect.rewrites, "index"),
        ];
        let work: Vec<&str> = work.iter().filter(|(is, _)| *is).map(|(_, word)| *word).collect();
        format!("{} {} {}", effect.relation, effect.lock, work.join("+")).trim_end().to_owned()
    }

    #[test]
    fn the_strongest_lock_of_all_parts_counts() {
        check("ALTER TABLE t ADD COLUMN a int, VALIDATE CONSTRAINT c", "t ACCESS EXCLUSIVE scan");
        check("ALTER TABLE t ALTER a SET STATISTICS 5", "t SHARE UPDATE EXCLUSIVE");
    }

    #[test]
    fn a_table_of_the_plan_is_nobodys_danger() {
        check("CREATE TABLE t (a int); CREATE INDEX i ON t (a)", "");
        check("CREATE TABLE t (a int REFERENCES other)", "other SHARE ROW EXCLUSIVE");
    }

    #[test]
    fn cascade_reaches_the_tables_that_refer() {
        let tables = "-- already there\nCREATE TABLE a (id int PRIMARY KEY);\nCREATE TABLE b (id int PRIMARY KEY, a int \
                      REFERENCES a);\nCREATE TABLE s.c (b int REFERENCES b)\n-- next transaction\n";
        let check = |sql: &str, expected: &str| {
            let known = Situation::unknown(Server::NEWEST_POSTGRESQL);
            let (plan, situation) = crate::example::plan(&format!("{tables}{sql}"), known);
            let found: Vec<String> = effects(&plan[0], &situation).iter().map(shown).collect();
            assert_eq!(found.join("; "), expected, "{sql}");
        };
        check("TRUNCATE a", "a ACCESS EXCLUSIVE rewrite");
        let all = "a ACCESS EXCLUSIVE rewrite; b ACCESS EXCLUSIVE rewrite; s.c ACCESS EXCLUSIVE rewrite";
        check("TRUNCATE a CASCADE", all);
        check("DROP SCHEMA s CASCADE", "s.c ACCESS EXCLUSIVE; b ACCESS EXCLUSIVE");
        check("DROP SCHEMA s", "");
        check("ALTER TABLE a ALTER id TYPE bigint", "a ACCESS EXCLUSIVE rewrite; b ACCESS EXCLUSIVE");
        check("ALTER TABLE b ALTER a TYPE bigint", "b ACCESS EXCLUSIVE rewrite; a ACCESS EXCLUSIVE");
        check("DROP TABLE a CASCADE", "a ACCESS EXCLUSIVE; b ACCESS EXCLUSIVE");
    }

    #[test]
    fn a_proved_column_needs_no_scan() {
        check("ALTER TABLE t ALTER a SET NOT NULL", "t ACCESS EXCLUSIVE scan");
        check(
            "ALTER TABLE t ADD CONSTRAINT c CHECK (a IS NOT NULL) NOT VALID; ALTER TABLE t ALTER a SET NOT NULL",
            "t ACCESS EXCLUSIVE scan",
        );
        check("ALTER TABLE t ADD CONSTRAINT c CHECK (a IS NOT NULL) NOT VALID", "t ACCESS EXCLUSIVE");
    }
}
