//! Looks at what a statement has done to a PostgreSQL database, from inside its transaction.

use std::collections::{BTreeMap, BTreeSet};

use dialect::{Connection, Dialect, Statement};
use schema::Value;

/// What can be seen at one moment.
#[derive(Clone, Debug, Default)]
pub(crate) struct Snapshot {
    /// Relations with the modes in which this session has locked them.
    pub(crate) locks: BTreeSet<(String, String)>,
    /// The file of each relation: a rewrite gives it another one.
    pub(crate) files: BTreeMap<String, (String, i64)>,
    /// Bytes that the server has written to its log so far, those of other sessions included.
    pub(crate) wal: i64,
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
        let (kind, relation, detail, number) = (text(), text(), text(), text());
        match kind.as_str() {
            "lock" => {
                found.locks.insert((relation, detail));
            }
            "file" => {
                found.files.insert(relation, (detail, number.parse().unwrap_or(0)));
            }
            _ => found.wal = number.parse().unwrap_or(0),
        }
    }
    Some(found)
}
