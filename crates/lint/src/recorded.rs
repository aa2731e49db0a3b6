//! One thing that a step does.

use dialect::{Context, Dialect, Unsupported};
use operation::Operation;
use serde::{Deserialize, Serialize};

/// One thing that a step does, in the order of the step: a directive with the statements it is, or a statement alone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recorded {
    /// The directive; none where the script executes SQL by itself.
    pub operation: Option<Operation>,
    /// The statements that are sent, in order; one text may hold several, separated by semicolons.
    pub sql: Vec<String>,
    /// The line of the user's file that asked for it.
    pub place: Option<Place>,
    /// Whether a transaction is open around it; `false` inside `autocommit_block()`.
    pub in_transaction: bool,
    /// Counts the transactions of the plan: two things with the same number stand or fall together. Locks are held from a
    /// statement to the end of its transaction.
    pub transaction: usize,
    /// The revision whose step it is.
    pub revision: Option<String>,
}

/// A line of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub file: String,
    /// Counts from 1.
    pub line: u32,
}

impl Recorded {
    /// A statement alone, in a transaction.
    pub fn sql(sql: impl Into<String>) -> Self {
        Self { sql: vec![sql.into()], in_transaction: true, ..Self::default() }
    }

    /// A directive with the statements that it is on a dialect, in a transaction. A batch that the dialect does not alter
    /// in place has no statements: what becomes of it depends on the table.
    ///
    /// # Errors
    /// The dialect has no words for the directive.
    pub fn operation(operation: Operation, dialect: &dyn Dialect, context: &Context) -> Result<Self, Unsupported> {
        let sql = match &operation {
            Operation::Batch(batch) if batch.needs_new_table(dialect, None) => Vec::new(),
            _ => operation.sql(dialect, context)?.into_iter().map(|statement| statement.sql).collect(),
        };
        Ok(Self { operation: Some(operation), sql, in_transaction: true, ..Self::default() })
    }

    /// The same at a line of a file.
    #[must_use]
    pub fn at(mut self, file: &str, line: u32) -> Self {
        self.place = Some(Place { file: file.to_owned(), line });
        self
    }
}
