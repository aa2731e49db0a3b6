//! A connection on which everything can be tried and nothing stays: one transaction around all, savepoints in the place
//! of the transactions that scripts begin and end.

use std::sync::Arc;

use dialect::{
    Cancel, Connection, DatabaseError, Dialect, Notice, RefusedSet, Rows, Statement, TakeRow, TimeLimits,
    Transactional,
    split::{first_keyword, statements, words},
};
use schema::TableName;

use crate::execute::{outside::outside_of_transactions, tape::Tape};

/// How long a dry run waits for a lock: behind a longer wait everybody else would have to wait, too.
const LOCK_TIMEOUT: &str = "2s";

const SAVEPOINT: &str = "limbeck_dry_run";

/// Wraps a connection; what is done through it is rolled back when it is dropped.
pub(super) struct DryRun {
    inner: Box<dyn Connection>,
    dialect: &'static dyn Dialect,
    tape: Arc<Tape>,
    /// Whether whoever uses it believes to be in a transaction.
    is_in_transaction: bool,
}

impl DryRun {
    pub(super) fn new(inner: Box<dyn Connection>, dialect: &'static dyn Dialect, tape: Arc<Tape>) -> Self {
        Self { inner, dialect, tape, is_in_transaction: false }
    }

    fn is_sqlite(&self) -> bool {
        !self.dialect.facts().transactional_ddl
    }

    /// Begins the transaction that takes everything back.
    fn begin_for_real(&mut self, intent: Transactional) -> Result<(), DatabaseError> {
        if self.inner.in_transaction() {
            return Ok(());
        }
        self.inner.begin(intent)?;
        if !self.is_sqlite() {
            self.tell(&format!("SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'"))?;
        }
        Ok(())
    }

    fn tell(&mut self, sql: &str) -> Result<(), DatabaseError> {
        self.inner.execute(&Statement::plain(sql)).map(drop)
    }

    /// Constraints that wait for the end of a transaction are looked at where it would end.
    fn check_deferred(&mut self) -> Result<(), DatabaseError> {
        if self.is_sqlite() {
            return Ok(());
        }
        self.tell("SAVEPOINT limbeck_deferred")?;
        let checked = self.tell("SET CONSTRAINTS ALL IMMEDIATE");
        self.tell("ROLLBACK TO SAVEPOINT limbeck_deferred")?;
        self.tell("RELEASE SAVEPOINT limbeck_deferred")?;
        checked
    }

    /// Does what a script's own BEGIN, COMMIT or ROLLBACK would do; `None`: the statement is another one.
    fn bound(&mut self, piece: &str) -> Option<Result<(), DatabaseError>> {
        let words: Vec<String> =
            piece.split_whitespace().take(6).map(|word| word.trim_end_matches(';').to_ascii_uppercase()).collect();
        let has = |wanted: &str| words.iter().any(|word| word == wanted);
        let is_chained = has("CHAIN") && !has("NO");
        let ended = match first_keyword(piece).as_str() {
            "BEGIN" | "START" if self.is_in_transaction => return Some(Ok(())),
            "BEGIN" | "START" => return Some(self.begin(Transactional::Writing)),
            "COMMIT" | "END" if !has("PREPARED") => self.commit(),
            "ROLLBACK" | "ABORT" if !has("TO") && !has("PREPARED") => self.rollback(),
            _ => return None,
        };
        Some(match (ended, is_chained) {
            (Ok(()), true) => self.begin(Transactional::Writing),
            (ended, _) => ended,
        })
    }

    /// Sends a text in which something begins or ends a transaction, statement by statement.
    fn send_bounded(&mut self, pieces: &[&str], take: &mut TakeRow<'_>) -> Result<Rows, DatabaseError> {
        let mut answer = Rows::default();
        for (index, piece) in pieces.iter().enumerate() {
            match self.bound(piece) {
                Some(bound) => bound?,
                None if index + 1 == pieces.len() => answer = self.send(&Statement::plain(*piece), take)?,
                None => self.send(&Statement::plain(*piece), &mut |_| Ok(())).map(drop)?,
            }
        }
        Ok(answer)
    }

    /// Sends what begins and ends no transaction.
    fn send(&mut self, statement: &Statement, take: &mut TakeRow<'_>) -> Result<Rows, DatabaseError> {
        let is_pragma = self.is_sqlite() && first_keyword(&statement.sql) == "PRAGMA";
        let is_of_session = is_pragma && is_of_session(&statement.sql);
        if is_of_session && !self.is_in_transaction && !self.inner.in_transaction() {
            return self.inner.stream(statement, take);
        }
        self.begin_for_real(Transactional::Writing)?;
        if is_pragma && !is_of_session {
            // A transaction that waits for its first statement waits for another one than a PRAGMA.
            self.tell("SELECT 1")?;
        }
        if self.is_in_transaction || self.is_sqlite() {
            return self.inner.stream(statement, take);
        }
        // On its own an error undoes the statement alone.
        self.tell("SAVEPOINT limbeck_statement")?;
        let answer = self.inner.stream(statement, take);
        match &answer {
            Ok(_) => self.tell("RELEASE SAVEPOINT limbeck_statement")?,
            Err(error) if error.connection_lost => {}
            Err(_) => {
                self.tell("ROLLBACK TO SAVEPOINT limbeck_statement")?;
                self.tell("RELEASE SAVEPOINT limbeck_statement")?;
            }
        }
        answer
    }
}

/// Whether a PRAGMA concerns the connection and not the file; some of those mean nothing in a transaction.
fn is_of_session(sql: &str) -> bool {
    const OF_FILE: [&str; 7] = [
        "user_version",
        "application_id",
        "schema_version",
        "auto_vacuum",
        "incremental_vacuum",
        "optimize",
        "default_cache_size",
    ];
    !words(sql).any(|word| OF_FILE.iter().any(|name| word.eq_ignore_ascii_case(name)))
}

/// What ends a transaction in a way that no savepoint can stand for, or hides behind a text that is not taken apart.
fn refusal(pieces: &[&str], is_sqlite: bool) -> Option<String> {
    let ends = |piece: &&str| matches!(first_keyword(piece).as_str(), "COMMIT" | "END" | "ROLLBACK");
    let is_trigger =
        pieces.iter().any(|piece| piece.split_whitespace().take(4).any(|word| word.eq_ignore_ascii_case("trigger")));
    if is_sqlite && is_trigger && pieces.iter().filter(|piece| ends(piece)).count() > 1 {
        return Some("a trigger and the end of a transaction stand in one text".into());
    }
    pieces.iter().find_map(|piece| {
        let mut words = piece.split_whitespace().map(str::to_ascii_uppercase);
        let two = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        match (two.0.as_str(), two.1.as_str()) {
            ("PREPARE", "TRANSACTION") | ("COMMIT" | "ROLLBACK", "PREPARED") => {
                Some("a prepared transaction outlives the connection".to_owned())
            }
            _ => None,
        }
    })
}

impl Connection for DryRun {
    fn stream(&mut self, statement: &Statement, take: &mut TakeRow<'_>) -> Result<Rows, DatabaseError> {
        let pieces = statements(&statement.sql);
        let is_sqlite = self.is_sqlite();
        let reason = refusal(&pieces, is_sqlite)
            .or_else(|| pieces.iter().find_map(|piece| outside_of_transactions(piece, self.dialect.facts().name)));
        if let Some(reason) = reason {
            self.tape.leave_out(reason);
            return Ok(Rows::default());
        }
        // The `END` of a trigger's body ends no transaction.
        let is_trigger = is_sqlite && pieces.first().is_some_and(|piece| first_keyword(piece) == "CREATE");
        let is_bound = |piece: &&str| {
            matches!(first_keyword(piece).as_str(), "BEGIN" | "START" | "COMMIT" | "END" | "ROLLBACK" | "ABORT")
        };
        if !is_trigger && statement.binds.is_empty() && pieces.iter().any(is_bound) {
            return self.send_bounded(&pieces, take);
        }
        self.send(statement, take)
    }

    fn execute_many(&mut self, statements: &[Statement]) -> Result<Rows, Box<RefusedSet>> {
        self.begin_for_real(Transactional::Writing).map_err(|error| RefusedSet { index: 0, error })?;
        self.inner.execute_many(statements)
    }

    fn begin(&mut self, intent: Transactional) -> Result<(), DatabaseError> {
        // SQLite's PRAGMAs have their effect before a transaction begins.
        if self.is_sqlite() && intent == Transactional::Reading && !self.inner.in_transaction() {
            self.is_in_transaction = true;
            return self.inner.begin(intent);
        }
        self.begin_for_real(intent)?;
        self.tell(&format!("SAVEPOINT {SAVEPOINT}"))?;
        self.is_in_transaction = true;
        Ok(())
    }

    fn commit(&mut self) -> Result<(), DatabaseError> {
        if !std::mem::take(&mut self.is_in_transaction) {
            return Ok(());
        }
        let kept = self.check_deferred().and_then(|()| self.tell(&format!("RELEASE SAVEPOINT {SAVEPOINT}")));
        match kept {
            // A transaction of SQLite that only read has no savepoint.
            Err(error) if self.is_sqlite() && error.message.contains("no such savepoint") => Ok(()),
            kept => kept,
        }
    }

    fn rollback(&mut self) -> Result<(), DatabaseError> {
        if !std::mem::take(&mut self.is_in_transaction) || !self.inner.in_transaction() {
            return Ok(());
        }
        match self.tell(&format!("ROLLBACK TO SAVEPOINT {SAVEPOINT}")) {
            Ok(()) => self.tell(&format!("RELEASE SAVEPOINT {SAVEPOINT}")),
            // Without a savepoint there is nothing that was before it.
            Err(_) => self.inner.rollback(),
        }
    }

    fn in_transaction(&self) -> bool {
        self.is_in_transaction
    }

    fn server_version(&self) -> Vec<u32> {
        self.inner.server_version()
    }

    fn default_namespace(&mut self) -> Result<Option<String>, DatabaseError> {
        self.inner.default_namespace()
    }

    fn has_table(&mut self, table: &TableName) -> Result<bool, DatabaseError> {
        self.inner.has_table(table)
    }

    fn begin_replacing(&mut self) -> Result<bool, DatabaseError> {
        self.inner.begin_replacing()
    }

    fn end_replacing(&mut self, enforced: bool) -> Result<(), DatabaseError> {
        self.inner.end_replacing(enforced)
    }

    /// A dry run has a limit of its own.
    fn limit(&mut self, _: TimeLimits) -> Result<(), DatabaseError> {
        Ok(())
    }

    fn cancel_handle(&self) -> Box<dyn Cancel> {
        self.inner.cancel_handle()
    }

    fn take_notices(&mut self) -> Vec<Notice> {
        self.inner.take_notices()
    }
}

impl Drop for DryRun {
    fn drop(&mut self) {
        if self.inner.in_transaction() {
            // If the server is gone, it rolls back by itself.
            drop(self.inner.rollback());
        }
    }
}

/// Whether an error says that a dry run had to wait too long.
pub(super) fn is_lock_timeout(error: &DatabaseError) -> bool {
    error.code.as_deref() == Some("55P03")
}
