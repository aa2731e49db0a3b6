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
    /// Alembic's log line: `Detected added column 'users.name'`.
    pub message: String,
    /// What `check` and `compare_metadata` show of it, as Python writes it: `('add_column', None, 'users', Column(…))`.
    /// Several of them where Alembic gives a list (`modify_type` with `modify_nullable`).
    pub tuples: Vec<String>,
}
