//! One open SQLite database.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::fallible_iterator::FallibleIterator as _;
use rusqlite::{Batch, InterruptHandle};

use super::options::{Options, WritingBegin};
use super::{backup, busy, error, values};
use crate::backup::{BackupError, Watch};
use crate::split::first_keyword;
use crate::{
    Cancel, Connection, DatabaseError, ErrorKind, Notice, RefusedSet, Rows, Statement, TakeRow, TimeLimits,
    Transactional,
};

pub(super) struct Session {
    database: rusqlite::Connection,
    options: Options,
    /// How long a lock of somebody else is waited for.
    patience: Duration,
    cancelled: Arc<AtomicBool>,
    /// A transaction that only reads begins with its first statement that is no PRAGMA: many a PRAGMA has no effect
    /// inside one, and Python's sqlite3 would not be in one either.
    begins_later: bool,
}

impl Session {
    pub(super) fn new(database: rusqlite::Connection, options: Options) -> rusqlite::Result<Self> {
        database.busy_handler(Some(busy::handler))?;
        let patience = options.patience;
        Ok(Self { database, options, patience, cancelled: Arc::new(AtomicBool::new(false)), begins_later: false })
    }

    /// Runs every statement of a text; the answer is the last one's.
    fn run(&self, sql: &str, binds: &[schema::Value], take: &mut TakeRow<'_>) -> Result<Rows, DatabaseError> {
        if sql.contains('\0') {
            return Err(DatabaseError::of_driver(ErrorKind::Programming, "the query contains a null character"));
        }
        // SQLite copies the rest of the text for every statement in it unless the text ends with NUL.
        let text = format!("{sql}\0");
        let mut batch = Batch::new(&self.database, &text);
        let mut answer = Rows::default();
        // Rows of a statement before the last one go nowhere, so they wait until it is known which it is.
        let mut waiting = is_several(sql).then(Vec::new);
        while let Some(mut statement) = self.checked(batch.next())? {
            self.bind(&mut statement, binds)?;
            let keyword = if binds.is_empty() { keyword_of(&statement) } else { first_keyword(sql) };
            answer = match &mut waiting {
                None => self.fetch(&mut statement, &keyword, take)?,
                Some(rows) => {
                    let mut fetched = self.fetch_all(&mut statement, &keyword)?;
                    *rows = std::mem::take(&mut fetched.rows);
                    fetched
                }
            };
            if !binds.is_empty() && self.checked(batch.next())?.is_some() {
                return Err(DatabaseError::of_driver(
                    ErrorKind::Programming,
                    "You can only execute one statement at a time.",
                ));
            }
        }
        waiting.into_iter().flatten().try_for_each(take)?;
        Ok(answer)
    }

    fn bind(&self, statement: &mut rusqlite::Statement<'_>, binds: &[schema::Value]) -> Result<(), DatabaseError> {
        if statement.parameter_count() != binds.len() {
            return Err(wrong_count(statement.parameter_count(), binds.len()));
        }
        for (index, value) in binds.iter().enumerate() {
            let bound = values::bind(index + 1, value)?;
            self.checked(statement.raw_bind_parameter(index + 1, bound))?;
        }
        Ok(())
    }

    /// Runs a statement once for each set of binds; on an error `done` tells how many went well.
    fn run_many(&self, statements: &[Statement], done: &mut usize) -> Result<Rows, DatabaseError> {
        let mut all = Rows::default();
        let Some(Statement { sql, .. }) = statements.first() else { return Ok(all) };
        let mut prepared = self.checked(self.database.prepare(sql))?;
        let keyword = first_keyword(sql);
        for statement in statements {
            self.bind(&mut prepared, &statement.binds)?;
            all.append(self.fetch_all(&mut prepared, &keyword)?);
            *done += 1;
        }
        Ok(all)
    }

    fn fetch_all(&self, statement: &mut rusqlite::Statement<'_>, keyword: &str) -> Result<Rows, DatabaseError> {
        let mut rows = Vec::new();
        let answer = self.fetch(statement, keyword, &mut |row| {
            rows.push(row);
            Ok(())
        })?;
        Ok(Rows { rows, ..answer })
    }

    fn fetch(
        &self,
        statement: &mut rusqlite::Statement<'_>,
        keyword: &str,
        take: &mut TakeRow<'_>,
    ) -> Result<Rows, DatabaseError> {
        let columns: Vec<String> = statement.column_names().into_iter().map(str::to_owned).collect();
        let mut cursor = statement.raw_query();
        while let Some(row) = self.checked(cursor.next())? {
            let mut cells = Vec::with_capacity(columns.len());
            for (index, column) in columns.iter().enumerate() {
                cells.push(values::fetched(self.checked(row.get_ref(index))?, column)?);
            }
            take(cells)?;
        }
        drop(cursor);
        let changes_rows = matches!(keyword, "INSERT" | "UPDATE" | "DELETE" | "REPLACE");
        let inserts = matches!(keyword, "INSERT" | "REPLACE");
        Ok(Rows {
            columns: (!columns.is_empty()).then_some(columns),
            rows: Vec::new(),
            affected: changes_rows.then(|| self.database.changes()),
            last_insert_id: inserts.then(|| self.database.last_insert_rowid()),
        })
    }

    /// A wait for a lock that Ctrl-C ended comes back as "locked", but it is a cancelled statement.
    fn checked<T>(&self, result: rusqlite::Result<T>) -> Result<T, DatabaseError> {
        result.map_err(|error| {
            let mut error = error::of_statement(&error, "");
            if self.cancelled.load(Ordering::Relaxed) && !error.cancelled {
                error.cancelled = error.message.contains("locked");
            }
            error
        })
    }

    fn send(&self, sql: &str, binds: &[schema::Value], take: &mut TakeRow<'_>) -> Result<Rows, DatabaseError> {
        self.cancelled.store(false, Ordering::Relaxed);
        busy::prepare(self.patience, &self.cancelled);
        self.run(sql, binds, take).map_err(|error| error.with_sql(sql))
    }

    /// Sends what gives no rows.
    fn tell(&self, sql: &str) -> Result<(), DatabaseError> {
        self.send(sql, &[], &mut |_| Ok(())).map(drop)
    }

    fn begin_before(&mut self, sql: &str) -> Result<(), DatabaseError> {
        if self.begins_later && first_keyword(sql) != "PRAGMA" {
            self.begins_later = false;
            self.tell("BEGIN")?;
        }
        Ok(())
    }
}

impl Connection for Session {
    fn stream(&mut self, statement: &Statement, take: &mut TakeRow<'_>) -> Result<Rows, DatabaseError> {
        self.begin_before(&statement.sql)?;
        self.send(&statement.sql, &statement.binds, take)
    }

    fn execute_many(&mut self, statements: &[Statement]) -> Result<Rows, Box<RefusedSet>> {
        let Some(Statement { sql, .. }) = statements.first() else { return Ok(Rows::default()) };
        if is_several(sql) {
            // Only the first text of several would be prepared.
            return self.execute(&statements[0]).map_err(|error| Box::new(RefusedSet { index: 0, error }));
        }
        self.begin_before(sql).map_err(|error| RefusedSet { index: 0, error })?;
        self.cancelled.store(false, Ordering::Relaxed);
        busy::prepare(self.patience, &self.cancelled);
        let mut done = 0;
        let answer = self.run_many(statements, &mut done);
        answer.map_err(|error| Box::new(RefusedSet { index: done, error: error.with_sql(sql) }))
    }

    fn begin(&mut self, intent: Transactional) -> Result<(), DatabaseError> {
        let sql = match (intent, self.options.writing) {
            (Transactional::Reading, _) => {
                self.begins_later = true;
                return Ok(());
            }
            (Transactional::Writing, WritingBegin::Immediate) => "BEGIN IMMEDIATE",
            (Transactional::Writing, WritingBegin::Exclusive) => "BEGIN EXCLUSIVE",
        };
        self.tell(sql)
    }

    fn commit(&mut self) -> Result<(), DatabaseError> {
        if std::mem::take(&mut self.begins_later) { Ok(()) } else { self.tell("COMMIT") }
    }

    fn rollback(&mut self) -> Result<(), DatabaseError> {
        self.begins_later = false;
        // Some errors (a full disk, an interrupted write) have already rolled back.
        if self.in_transaction() { self.tell("ROLLBACK") } else { Ok(()) }
    }

    fn in_transaction(&self) -> bool {
        self.begins_later || !self.database.is_autocommit()
    }

    fn server_version(&self) -> Vec<u32> {
        rusqlite::version().split('.').filter_map(|part| part.parse().ok()).collect()
    }

    fn default_namespace(&mut self) -> Result<Option<String>, DatabaseError> {
        Ok(Some("main".into()))
    }

    fn has_table(&mut self, table: &schema::TableName) -> Result<bool, DatabaseError> {
        let namespaces = match &table.namespace {
            Some(namespace) => vec![namespace.text.clone()],
            None => vec!["main".into(), "temp".into()],
        };
        let attached = self.execute(&Statement::plain("PRAGMA database_list"))?;
        for namespace in namespaces {
            let is_attached = attached.rows.iter().any(
                |row| matches!(row.get(1), Some(schema::Value::Text(name)) if name.eq_ignore_ascii_case(&namespace)),
            );
            // SQLite lists `temp` only once it holds something.
            if !is_attached {
                continue;
            }
            let binds = [schema::Value::Text(table.name.text.clone()), schema::Value::Text(namespace)];
            let mut is_there = false;
            self.send("SELECT 1 FROM pragma_table_info(?, ?) LIMIT 1", &binds, &mut |_| {
                is_there = true;
                Ok(())
            })?;
            if is_there {
                return Ok(true);
            }
        }
        Ok(false)
    }

    // The pragmas of these two have no effect, or no defined one, inside a transaction.
    fn begin_replacing(&mut self) -> Result<bool, DatabaseError> {
        let enforced = self.checked(self.database.db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY))?;
        self.checked(self.database.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, false))?;
        self.checked(self.database.set_db_config(DbConfig::SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, true))?;
        Ok(enforced)
    }

    fn end_replacing(&mut self, enforced: bool) -> Result<(), DatabaseError> {
        self.checked(self.database.set_db_config(DbConfig::SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, false))?;
        self.checked(self.database.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, enforced))?;
        Ok(())
    }

    fn copy_to(&mut self, file: &std::path::Path, watch: &mut Watch<'_>) -> Option<Result<(), BackupError>> {
        Some(backup::copy(&self.database, file, watch))
    }

    fn limit(&mut self, limits: TimeLimits) -> Result<(), DatabaseError> {
        self.patience = match limits.lock {
            None => self.options.patience,
            Some(Duration::ZERO) => Duration::MAX,
            Some(limit) => limit,
        };
        Ok(())
    }

    fn cancel_handle(&self) -> Box<dyn Cancel> {
        Box::new(Interrupt { handle: self.database.get_interrupt_handle(), cancelled: Arc::clone(&self.cancelled) })
    }

    fn take_notices(&mut self) -> Vec<Notice> {
        std::mem::take(&mut self.options.warnings)
    }
}

struct Interrupt {
    handle: InterruptHandle,
    cancelled: Arc<AtomicBool>,
}

impl Cancel for Interrupt {
    fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
        self.handle.interrupt();
    }
}

/// One that only reads needs no keyword: it changes no rows.
fn keyword_of(statement: &rusqlite::Statement<'_>) -> String {
    let writes = !statement.readonly();
    statement.expanded_sql().filter(|_| writes).map(|sql| first_keyword(&sql)).unwrap_or_default()
}

/// Whether a text may hold more than one statement.
fn is_several(sql: &str) -> bool {
    sql.find(';').is_some_and(|end| !sql[end + 1..].trim().is_empty())
}

fn wrong_count(wanted: usize, given: usize) -> DatabaseError {
    DatabaseError::of_driver(
        ErrorKind::Programming,
        format!(
            "Incorrect number of bindings supplied. The current statement uses {wanted}, and there are {given} supplied."
        ),
    )
}
