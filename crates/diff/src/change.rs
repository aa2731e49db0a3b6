//! What a comparison finds.

use operation::Operation;
use schema::TableName;

/// All of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Differences {
    /// In the order of the upgrade; the downgrade is their reverses in the opposite order.
    pub changes: Vec<Change>,
    /// What the user is told, in the order in which Alembic tells it. Some lines stand for no change.
    pub messages: Vec<Message>,
}

impl Differences {
    /// Returns what `check` shows and `compare_metadata` returns, as Python writes the list.
    pub fn shown(&self) -> String {
        let shown: Vec<String> = self.changes.iter().filter(|change| change.is_shown()).map(Change::shown).collect();
        format!("[{}]", shown.join(", "))
    }
}

/// What takes a database one step nearer to the models.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The table whose changes stand together, for `render_as_batch`: `None` for a whole table that comes or goes.
    /// Its indexes are changes within it, as in Alembic.
    pub within: Option<TableName>,
    pub operation: Operation,
    /// What undoes it.
    pub reverse: Operation,
    /// As Python writes it: `('add_column', None, 'users', Column(…))`. Of a changed column several:
    /// `modify_type`, `modify_nullable`, … None for what another change stands for: a foreign key of an added table.
    pub tuples: Vec<String>,
    /// A comment above the operation in the file.
    pub note: Option<String>,
    /// A comment above what undoes it.
    pub reverse_note: Option<String>,
}

impl Change {
    /// A change of a table.
    pub(crate) fn within(table: &TableName, operation: Operation, reverse: Operation, tuples: Vec<String>) -> Self {
        Self { within: Some(table.clone()), ..Self::beside(operation, reverse, tuples) }
    }

    /// A change of a whole table, or of something that stands beside the tables.
    pub(crate) fn beside(operation: Operation, reverse: Operation, tuples: Vec<String>) -> Self {
        Self { within: None, operation, reverse, tuples, note: None, reverse_note: None }
    }

    /// Returns what of it `compare_metadata` returns: a tuple or several, or for a changed column a list of them.
    pub fn shown(&self) -> String {
        let tuples = self.tuples.join(", ");
        let is_altered = matches!(&self.operation, Operation::AlterColumn(alter) if alter.new_column_name.is_none());
        if is_altered { format!("[{tuples}]") } else { tuples }
    }

    /// Returns whether it is a difference by itself, and not a step on the way to another change.
    pub fn is_shown(&self) -> bool {
        !self.tuples.is_empty()
    }
}

/// A line of Alembic's log, or a warning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// `alembic.autogenerate.compare.tables`; empty for a warning.
    pub logger: &'static str,
    pub level: Level,
    /// `Detected added column 'users.name'`.
    pub text: String,
}

/// How a line is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    Info,
    /// Not logged: Python's `warnings.warn`, shown as `UserWarning: …`.
    Warning,
}
