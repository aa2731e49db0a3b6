//! Looks at what a statement has done to a PostgreSQL database, from inside its transaction.

use std::collections::{BTreeMap, BTreeSet};

use dialect::{Connection, Dialect, Statement};
use schema::Value;

/// What can be seen at one moment.
#[derive(Clone, Debug, Default)]
pub(crate) struct Snapshot {
    /// Relations, by number, with the modes in which this session has locked them.
    pub(crate) locks: BTreeSet<(i64, String)>,
    /// The tables, views and indexes that are there, by number.
    pub(crate) relations: BTreeMap<i64, Relation>,
    /// Bytes that the server has written to its log so far, those of other sessions included.
    pub(crate) wal: i64,
}

/// A table, a materialized view, or an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Relation {
    /// The table; of an index, that which it is on.
    pub(crate) table: String,
    pub(crate) is_index: bool,
    /// A rewrite gives it another one.
    pub(crate) file: i64,
}

const QUERY: &str = include_str!("observe.sql");

/// Takes a picture of locks, files and log; `None` where the database has no such thing, or cannot be asked now.
pub(super) fn snapshot(dialect: &dyn Dialect, connection: &mut dyn Connection) -> Option<Snapshot> {
    if dialect.facts().name != "postgresql" {
        return None;
    }
    let rows = connection.execute(&Statement::plain(QUERY)).ok()?.rows;
    let mut found = Snapshot::default();
    for row in rows {
        let mut cells = row.into_iter();
        let mut text = || match cells.next() {
            Some(Value::Text(text)) => text,
            _ => String::new(),
        };
        let (kind, relation, detail, table, number) = (text(), text(), text(), text(), text());
        let relation = relation.parse().unwrap_or(0);
        match kind.as_str() {
            "lock" => {
                found.locks.insert((relation, detail));
            }
            "file" => {
                let file = number.parse().unwrap_or(0);
                found.relations.insert(relation, Relation { table, is_index: detail == "i", file });
            }
            _ => found.wal = number.parse().unwrap_or(0),
        }
    }
    Some(found)
}
