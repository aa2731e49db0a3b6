//! One difference.

use operation::Operation;
use schema::TableName;

/// What takes a database one step nearer to the models, with what the user is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The table whose changes stand together: `None` for a whole table that comes or goes, and its indexes.
    pub within: Option<TableName>,
    pub operation: Operation,
    /// What undoes it.
    pub reverse: Operation,
    pub messages: Vec<Message>,
    /// What `check` and `compare_metadata` show of it, as Python writes it: `('add_column', None, 'users', Column(…))`.
    /// Several of them where Alembic gives a list (`modify_type` with `modify_nullable`).
    pub tuples: Vec<String>,
}

/// A line of Alembic's log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// `alembic.autogenerate.compare.tables`.
    pub logger: &'static str,
    pub level: Level,
    /// `Detected added column 'users.name'`.
    pub text: String,
}

/// How a line is logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    Info,
    Warning,
}
