//! A connection to a database server or file.

use schema::Value;

use crate::backup::{BackupError, Watch};
use crate::{DatabaseError, Statement, TimeLimits};

/// What a statement gave back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// `None`: the statement returns no rows (DDL, plain DML).
    pub columns: Option<Vec<String>>,
    pub rows: Vec<Vec<Value>>,
    /// Rows matched or changed; `None` where the driver does not say (Python shows -1).
    pub affected: Option<u64>,
    /// SQLite's `last_insert_rowid()` after an INSERT.
    pub last_insert_id: Option<i64>,
}

impl Rows {
    /// Returns the first cell of the first row.
    pub fn first(&self) -> Option<&Value> {
        self.rows.first().and_then(|row| row.first())
    }

    /// Returns it where it is a number.
    pub fn first_number(&self) -> Option<i64> {
        match self.first() {
            Some(Value::Int(number)) => Some(*number),
            _ => None,
        }
    }

    /// Adds what a further execution of the same statement gave.
    pub fn append(&mut self, further: Self) {
        self.columns = further.columns.or_else(|| self.columns.take());
        self.rows.extend(further.rows);
        self.affected = further.affected.map(|count| count + self.affected.unwrap_or(0)).or(self.affected);
        self.last_insert_id = further.last_insert_id.or(self.last_insert_id);
    }
}

/// Something the server said beside its answer (`RAISE NOTICE`, `relation "x" already exists, skipping`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// `NOTICE`, `WARNING`, `INFO`, `LOG`, `DEBUG`.
    pub severity: String,
    pub message: String,
    pub detail: Option<String>,
    pub hint: Option<String>,
}

impl std::fmt::Display for Notice {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}:  {}", self.severity, self.message)?;
        if let Some(detail) = &self.detail {
            write!(formatter, "\nDETAIL:  {detail}")?;
        }
        if let Some(hint) = &self.hint {
            write!(formatter, "\nHINT:  {hint}")?;
        }
        Ok(())
    }
}

/// Cancels the statement that runs on a connection, from another thread.
pub trait Cancel: Send + Sync {
    /// Asks the server to stop; the running call then returns an error with `cancelled`.
    fn cancel(&self);
}

/// Which of many executions failed, and why.
#[derive(Clone, Debug)]
pub struct RefusedSet {
    pub index: usize,
    pub error: DatabaseError,
}

/// Takes the rows of an answer, one by one; an error of its own ends the statement.
pub type TakeRow<'take> = dyn FnMut(Vec<Value>) -> Result<(), DatabaseError> + 'take;

/// Takes what each of several statements gave.
pub type TellAnswer<'tell> = dyn FnMut(Result<Rows, DatabaseError>) + 'tell;

/// What a connection does when a transaction starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transactional {
    /// Takes the write lock at once (`BEGIN IMMEDIATE` on SQLite); plain BEGIN elsewhere.
    Writing,
    Reading,
}

/// The texts in the first column of rows.
pub(crate) fn texts(rows: Vec<Vec<Value>>) -> Vec<String> {
    let first = rows.into_iter().filter_map(|row| row.into_iter().next());
    first
        .filter_map(|value| match value {
            Value::Text(text) => Some(text),
            _ => None,
        })
        .collect()
}

/// Runs one of several statements and tells what it gave; returns whether it did not fail.
pub(crate) fn one_in_turn<Open: Connection + ?Sized>(
    connection: &mut Open,
    statement: &Statement,
    tell: &mut TellAnswer<'_>,
) -> bool {
    let outcome = connection.stream(statement, &mut |_| Ok(()));
    let is_done = outcome.is_ok();
    tell(outcome);
    is_done
}

/// One open connection. It starts in autocommit: nothing is a transaction until `begin`.
pub trait Connection: Send {
    /// Runs one statement (text may hold several statements only if it has no binds) and hands over its rows as they
    /// come; what is returned has none.
    fn stream(&mut self, statement: &Statement, take: &mut TakeRow<'_>) -> Result<Rows, DatabaseError>;
    /// Runs one statement and keeps all its rows.
    fn execute(&mut self, statement: &Statement) -> Result<Rows, DatabaseError> {
        let mut rows = Vec::new();
        let answer = self.stream(statement, &mut |row| {
            rows.push(row);
            Ok(())
        })?;
        Ok(Rows { rows, ..answer })
    }
    /// Reads the texts in the first column of what a query without binds gives. Nothing is prepared for it, which a
    /// pooler might leave to the next client.
    fn texts(&mut self, statement: &Statement) -> Result<Vec<String>, DatabaseError> {
        Ok(texts(self.execute(statement)?.rows))
    }
    /// Runs one text with the binds of each statement in turn (they all have the text of the first): DB-API's
    /// `executemany`. Rows and counts of all are put together; an error says which statement it was.
    fn execute_many(&mut self, statements: &[Statement]) -> Result<Rows, Box<RefusedSet>> {
        let mut all = Rows::default();
        for (index, statement) in statements.iter().enumerate() {
            all.append(self.execute(statement).map_err(|error| RefusedSet { index, error })?);
        }
        Ok(all)
    }
    /// Runs statements inside a transaction, one behind the other, and tells what each gave, without its rows, as it
    /// comes. The first that fails is the last that is told: none behind it has an effect.
    fn execute_in_turn(&mut self, statements: &[Statement], tell: &mut TellAnswer<'_>) {
        for statement in statements {
            if !one_in_turn(self, statement, tell) {
                return;
            }
        }
    }
    fn begin(&mut self, intent: Transactional) -> Result<(), DatabaseError>;
    fn commit(&mut self) -> Result<(), DatabaseError>;
    fn rollback(&mut self) -> Result<(), DatabaseError>;
    /// Whether a server answers, which works while its client does something else.
    fn is_remote(&self) -> bool {
        false
    }
    /// Whether the server side is inside a transaction (also one begun by a script's own `BEGIN`).
    fn in_transaction(&self) -> bool;
    /// `(15, 4)` for PostgreSQL, `(3, 46, 1)` for SQLite.
    fn server_version(&self) -> Vec<u32>;
    /// `public`, `main`, …: the namespace that unqualified names mean.
    fn default_namespace(&mut self) -> Result<Option<String>, DatabaseError>;
    /// Whether a table of that name exists (in the default namespace without one).
    fn has_table(&mut self, table: &schema::TableName) -> Result<bool, DatabaseError>;
    /// Lets a table be replaced under its name: meanwhile references to it are neither enforced nor rewritten, also
    /// inside a transaction. Returns whether foreign keys were enforced.
    fn begin_replacing(&mut self) -> Result<bool, DatabaseError> {
        Ok(false)
    }
    /// Ends that; `enforced` is what `begin_replacing` returned.
    fn end_replacing(&mut self, _enforced: bool) -> Result<(), DatabaseError> {
        Ok(())
    }
    /// Copies the whole database into a file and reads the copy back; `None`: not by a connection.
    fn copy_to(&mut self, _: &std::path::Path, _: &mut Watch<'_>) -> Option<Result<(), BackupError>> {
        None
    }
    /// Limits each later statement, in the transaction that is open and in each that begins, until it is told otherwise.
    /// Nothing of it is left to the session: behind a pooler that is somebody else's.
    fn limit(&mut self, limits: TimeLimits) -> Result<(), DatabaseError>;
    /// Whether the server itself ends a statement that would run now and takes too long; else whoever sends it has to
    /// cancel it.
    fn ends_in_time(&self, _sql: &str) -> bool {
        false
    }
    fn cancel_handle(&self) -> Box<dyn Cancel>;
    /// What the server said since the last call, in order.
    fn take_notices(&mut self) -> Vec<Notice> {
        Vec::new()
    }
}
