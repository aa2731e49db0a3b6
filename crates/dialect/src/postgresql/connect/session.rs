//! One open connection to a server.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use schema::Value;
use tokio_postgres::types::Type;
use tokio_postgres::{CancelToken, Row, SimpleQueryMessage};

use super::client::{self, Client, Request};
use super::decode::Cell;
use super::error;
use super::limits::Limits;
use super::object_names;
use super::open::{Opened, ServerFacts};
use super::parameter::declared_type;
use super::tls::Connector;
use super::type_questions::{TypeQuestions, types};
use crate::connection::one_in_turn;
use crate::postgresql::in_flight::fits_in_transaction;
use crate::split::{Boundary, boundary, first_keyword, may_return_rows, statements};
use crate::{
    Cancel, Connection, DatabaseError, ErrorKind, Notice, Rows, Statement, TakeRow, TellAnswer, TimeLimits,
    Transactional,
};

/// `invalid_sql_statement_name`
const UNKNOWN_STATEMENT: &str = "26000";

pub(super) struct Session {
    client: Client,
    tls: Option<Connector>,
    facts: ServerFacts,
    notices: Arc<Mutex<Vec<Notice>>>,
    cancelled: Arc<AtomicBool>,
    is_in_transaction: bool,
    type_questions: TypeQuestions,
    limits: Limits,
}

impl Session {
    pub(super) fn new(opened: Opened, notices: Arc<Mutex<Vec<Notice>>>) -> Self {
        Self {
            client: opened.client,
            tls: opened.tls,
            facts: opened.facts,
            notices,
            cancelled: Arc::new(AtomicBool::new(false)),
            is_in_transaction: false,
            type_questions: TypeQuestions::default(),
            limits: Limits::default(),
        }
    }

    /// Sends a text; every kind of it is one round trip.
    fn send(&mut self, sql: &str, binds: &[Value], take: &mut TakeRow<'_>) -> Result<Rows, DatabaseError> {
        self.cancelled.store(false, Ordering::Relaxed);
        if sql.contains('\0') {
            return Err(driver_error(ErrorKind::Programming, "the query contains a null character", sql));
        }
        let pieces = statements(sql);
        if pieces.iter().any(|piece| copies_through_the_client(piece)) {
            return Err(driver_error(
                ErrorKind::NotSupported,
                "can't use COPY with execute: there is no client to take or give the data; write INSERT, or load the \
                 file with psql",
                sql,
            ));
        }
        let boundaries: Vec<Boundary> =
            pieces.iter().map(|piece| boundary(piece)).filter(|boundary| *boundary != Boundary::Neither).collect();
        if boundaries.is_empty() && self.stands_alone(sql) {
            return self.alone(sql, binds, take);
        }
        if self.is_in_transaction && boundaries.contains(&Boundary::Ends) {
            let before = self.type_questions.before_commit(&mut self.client);
            self.tell_aside(&before.unwrap_or_default());
        }
        let result = match pieces.as_slice() {
            [] if binds.is_empty() => Ok(Rows::default()),
            [piece] if !self.is_in_transaction && is_question(piece) => self.alone(sql, binds, take),
            [piece] if !binds.is_empty() || may_return_rows(piece) => self.ask(sql, piece, binds, take),
            _ if binds.is_empty() => self.tell(sql, pieces.last().copied().unwrap_or_default(), take),
            _ => self.ask(sql, sql, binds, take),
        };
        self.follow_transaction(&boundaries, &result);
        if self.is_in_transaction && boundaries.last() == Some(&Boundary::Begins) {
            let entering = format!("{}{}", self.type_questions.entering(), self.limits.entering());
            self.tell_aside(entering.trim_start_matches("; "));
        } else if self.is_in_transaction && self.limits.are_wanted() && pieces.iter().any(|piece| takes_back(piece)) {
            self.limits.doubt();
            let entering = self.limits.entering();
            self.tell_aside(entering.trim_start_matches("; "));
        }
        result
    }

    /// Where a script's own text begins or ends the transaction; else it goes with that in one message.
    fn tell_aside(&mut self, text: &str) {
        if !text.is_empty() {
            // If it fails, the next question about a type says so.
            drop(self.client.simple_query(text));
        }
    }

    /// The simple protocol: several statements, or one that gives no rows. If the last one of several gives rows, they
    /// come as text.
    fn tell(&mut self, sql: &str, last: &str, take: &mut TakeRow<'_>) -> Result<Rows, DatabaseError> {
        let messages = self.client.simple_query(sql).map_err(|error| self.failed(&error, sql))?;
        let mut answer = Rows::default();
        let mut next = Rows::default();
        for message in messages {
            match message {
                SimpleQueryMessage::RowDescription(columns) => {
                    next.columns = Some(columns.iter().map(|column| column.name().to_owned()).collect());
                }
                SimpleQueryMessage::Row(row) => {
                    let cells = (0..row.len()).map(|index| row.get(index).map_or(Value::Null, Value::from));
                    next.rows.push(cells.collect());
                }
                SimpleQueryMessage::CommandComplete(count) => {
                    answer = Rows { affected: Some(count), ..std::mem::take(&mut next) };
                }
                _ => {}
            }
        }
        std::mem::take(&mut answer.rows).into_iter().try_for_each(take)?;
        answer.affected = answer.affected.filter(|_| counts_rows(last));
        Ok(answer)
    }

    /// Whether a text outside a transaction is given one of its own, which has the limits.
    fn stands_alone(&self, sql: &str) -> bool {
        !self.is_in_transaction && self.limits.are_wanted() && fits_in_transaction(sql, &self.facts.version)
    }

    /// Sends in a transaction of its own: a pooler gives the driver one session of the server, then, also for what it asks
    /// by itself.
    fn alone(&mut self, sql: &str, binds: &[Value], take: &mut TakeRow<'_>) -> Result<Rows, DatabaseError> {
        self.begin(Transactional::Reading)?;
        match self.send(sql, binds, take) {
            Ok(answer) => self.commit().map(|()| answer),
            Err(error) => {
                // What went wrong first is worth telling.
                drop(self.rollback());
                Err(error)
            }
        }
    }

    /// The extended protocol, all of it in one message: binds go as text, rows come with their types.
    fn ask(&mut self, sql: &str, piece: &str, binds: &[Value], take: &mut TakeRow<'_>) -> Result<Rows, DatabaseError> {
        let mut columns = None;
        let mut found_types = Vec::new();
        let mut named = Vec::new();
        // The names of objects are asked once all rows are here.
        let mut waiting = Vec::new();
        let mut misread = Ok(());
        let asked = self.client.query(sql, binds).and_then(|mut found| {
            while let Some(row) = found.next()? {
                if columns.is_none() {
                    columns = Some(row.columns().iter().map(|column| column.name().to_owned()).collect());
                    found_types = types(row.columns());
                    named = object_names::columns(&row);
                }
                // Once one row could not be read, the others are only let pass.
                if misread.is_ok() {
                    misread = cells(&row, sql).and_then(|cells| match named.is_empty() {
                        true => take(cells),
                        false => {
                            waiting.push(cells);
                            Ok(())
                        }
                    });
                }
            }
            Ok(found.rows_affected())
        });
        let affected = asked.map_err(|error| self.failed(&error, sql))?;
        self.note_types(&found_types).map_err(|error| self.failed(&error, sql))?;
        misread?;
        if columns.is_none() && may_return_rows(piece) {
            columns = self.describe(sql, binds)?;
        }
        object_names::fill_in(&mut self.client, &named, &mut waiting).map_err(|error| self.failed(&error, sql))?;
        waiting.into_iter().try_for_each(take)?;
        let affected = affected.filter(|_| counts_rows(piece));
        Ok(Rows { columns, rows: Vec::new(), affected, last_insert_id: None })
    }

    /// Sends what gives no rows.
    fn command(&mut self, sql: &str) -> Result<(), DatabaseError> {
        self.send(sql, &[], &mut |_| Ok(())).map(drop)
    }

    /// An answer without rows does not tell its columns. What is prepared for this goes with the transaction.
    fn describe(&mut self, sql: &str, binds: &[Value]) -> Result<Option<Vec<String>>, DatabaseError> {
        if !self.is_in_transaction {
            self.begin(Transactional::Reading)?;
            let columns = self.describe(sql, binds);
            self.rollback()?;
            return columns;
        }
        let declared: Vec<Type> = binds.iter().map(declared_type).collect();
        let prepared = self.client.prepare_typed(sql, &declared).map_err(|error| self.failed(&error, sql))?;
        let columns: Vec<String> = prepared.columns().iter().map(|column| column.name().to_owned()).collect();
        let found_types = types(prepared.columns());
        drop(prepared);
        self.note_types(&found_types).map_err(|error| self.failed(&error, sql))?;
        Ok((!columns.is_empty()).then_some(columns))
    }

    /// Outside a transaction only statements are asked whose columns have the server's own types.
    fn note_types(&mut self, found: &[Type]) -> Result<(), tokio_postgres::Error> {
        if self.is_in_transaction { self.type_questions.note(&mut self.client, found) } else { Ok(()) }
    }

    /// Ends the transaction by a text that cannot be refused.
    fn end(&mut self, word: &str) -> Result<(), DatabaseError> {
        let text = format!("{word}{}", self.type_questions.after_rollback());
        match self.command(&text) {
            // The script has thrown it away by itself; the transaction has ended before.
            Err(error) if error.code.as_deref() == Some(UNKNOWN_STATEMENT) => Ok(()),
            ended => ended,
        }
    }

    fn failed(&self, error: &tokio_postgres::Error, sql: &str) -> DatabaseError {
        failed(error, sql, &self.cancelled)
    }

    /// Whether a statement changes nothing of where the transaction stands, and gives no rows.
    fn may_go_along(&self, sql: &str) -> bool {
        let pieces = statements(sql);
        let [piece] = pieces.as_slice() else { return false };
        self.is_in_transaction
            && !sql.contains('\0')
            && boundary(piece) == Boundary::Neither
            && !takes_back(piece)
            && !copies_through_the_client(piece)
            && !may_return_rows(piece)
    }

    /// Sends statements that may go along with each other, all at once; returns whether none failed. Behind one that
    /// fails the server does nothing more in this transaction.
    fn send_together(&mut self, together: &[Statement], tell: &mut TellAnswer<'_>) -> bool {
        self.cancelled.store(false, Ordering::Relaxed);
        together.iter().for_each(|statement| self.limits.look_at(&statement.sql));
        let requests: Vec<Request<'_>> =
            together.iter().map(|Statement { sql, binds, .. }| Request { sql, binds }).collect();
        let mut left = together.iter();
        let mut outcome = Ok(Rows::default());
        self.client.execute_all(&requests, &mut |answer| {
            let Some(Statement { sql, .. }) = left.next() else { return };
            let answer = answer.map(|count| Some(count).filter(|_| counts_rows(sql)));
            outcome = match answer {
                Ok(affected) => Ok(Rows { affected, ..Rows::default() }),
                Err(error) => Err(failed(&error, sql, &self.cancelled)),
            };
            tell(outcome.clone());
        });
        self.follow_transaction(&[], &outcome);
        outcome.is_ok()
    }

    fn follow_transaction(&mut self, boundaries: &[Boundary], result: &Result<Rows, DatabaseError>) {
        match (result, boundaries.last()) {
            (Err(error), _) if error.connection_lost => self.is_in_transaction = false,
            (_, None) => {}
            (Ok(_), Some(last)) => self.is_in_transaction = *last == Boundary::Begins,
            // How far the text came is not known; only the server knows where it stands.
            (Err(_), Some(_)) => self.is_in_transaction = self.ask_whether_in_transaction(),
        }
        if !self.is_in_transaction {
            self.limits.ended();
        }
    }

    /// A savepoint is refused with one code outside a transaction and with another in a failed one.
    fn ask_whether_in_transaction(&mut self) -> bool {
        match self.client.simple_query("SAVEPOINT limbeck_probe") {
            Ok(_) => {
                // Releasing the savepoint that was just made cannot fail while the connection lives.
                let _ = self.client.simple_query("RELEASE SAVEPOINT limbeck_probe");
                true
            }
            Err(error) => error.code().is_some_and(|code| code.code() == "25P02"),
        }
    }
}

impl Connection for Session {
    fn stream(&mut self, statement: &Statement, take: &mut TakeRow<'_>) -> Result<Rows, DatabaseError> {
        self.limits.look_at(&statement.sql);
        self.send(&statement.sql, &statement.binds, take)
    }

    fn execute_in_turn(&mut self, statements: &[Statement], tell: &mut TellAnswer<'_>) {
        let mut rest = statements;
        while !rest.is_empty() {
            let along = rest.iter().take_while(|statement| self.may_go_along(&statement.sql)).count();
            let (now, later) = rest.split_at(along.max(1));
            let are_done = match now {
                [one] => one_in_turn(self, one, tell),
                several => self.send_together(several, tell),
            };
            if !are_done {
                return;
            }
            rest = later;
        }
    }

    fn texts(&mut self, statement: &Statement) -> Result<Vec<String>, DatabaseError> {
        self.cancelled.store(false, Ordering::Relaxed);
        let mut rows = Vec::new();
        self.tell(&statement.sql, "", &mut |row| {
            rows.push(row);
            Ok(())
        })?;
        Ok(crate::connection::texts(rows))
    }

    fn begin(&mut self, _: Transactional) -> Result<(), DatabaseError> {
        let text = format!("BEGIN{}{}", self.type_questions.entering(), self.limits.entering());
        self.command(&text)
    }

    fn commit(&mut self) -> Result<(), DatabaseError> {
        let Some(before) = self.type_questions.before_commit(&mut self.client) else { return self.end("COMMIT") };
        let committed = self.command(&format!("{before}COMMIT"));
        committed.map_err(|error| DatabaseError { sql: Some("COMMIT".to_owned()), ..error })
    }

    fn rollback(&mut self) -> Result<(), DatabaseError> {
        // The server has rolled back what a lost connection left behind.
        if self.client.is_closed() || !self.is_in_transaction { Ok(()) } else { self.end("ROLLBACK") }
    }

    fn is_remote(&self) -> bool {
        true
    }

    fn in_transaction(&self) -> bool {
        self.is_in_transaction
    }

    fn server_version(&self) -> Vec<u32> {
        self.facts.version.clone()
    }

    fn default_namespace(&mut self) -> Result<Option<String>, DatabaseError> {
        Ok(self.facts.default_namespace.clone())
    }

    fn has_table(&mut self, table: &schema::TableName) -> Result<bool, DatabaseError> {
        const IN_NAMESPACE: &str = include_str!("has_table_in_namespace.sql");
        const ON_SEARCH_PATH: &str = include_str!("has_table_on_search_path.sql");
        let name = Value::Text(table.name.text.clone());
        let (sql, binds) = match &table.namespace {
            Some(namespace) => (IN_NAMESPACE, vec![name, Value::Text(namespace.text.clone())]),
            None => (ON_SEARCH_PATH, vec![name]),
        };
        self.cancelled.store(false, Ordering::Relaxed);
        let mut is_there = false;
        self.ask(sql, sql, &binds, &mut |row| {
            is_there = row.first() == Some(&Value::Bool(true));
            Ok(())
        })?;
        Ok(is_there)
    }

    fn limit(&mut self, limits: TimeLimits) -> Result<(), DatabaseError> {
        self.limits.want(limits);
        let Some(text) = self.limits.change().filter(|_| self.is_in_transaction) else { return Ok(()) };
        let messages = self.client.simple_query(&text).map_err(|error| self.failed(&error, &text))?;
        let row = messages.iter().find_map(|message| match message {
            SimpleQueryMessage::Row(row) => Some(row),
            _ => None,
        });
        let found = [0, 1].map(|index| row.and_then(|row| row.get(index)).map(str::to_owned));
        self.limits.changed(found);
        Ok(())
    }

    fn ends_in_time(&self, sql: &str) -> bool {
        self.is_in_transaction || self.stands_alone(sql)
    }

    fn cancel_handle(&self) -> Box<dyn Cancel> {
        Box::new(CancelRequest {
            token: self.client.cancel_token(),
            tls: self.tls.clone(),
            cancelled: Arc::clone(&self.cancelled),
        })
    }

    fn take_notices(&mut self) -> Vec<Notice> {
        self.notices.lock().map(|mut notices| std::mem::take(&mut *notices)).unwrap_or_default()
    }
}

struct CancelRequest {
    token: CancelToken,
    tls: Option<Connector>,
    cancelled: Arc<AtomicBool>,
}

impl Cancel for CancelRequest {
    fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
        // A request that does not arrive leaves the statement running, which the user sees; there is nothing to add.
        drop(client::cancel(&self.token, self.tls.clone()));
    }
}

fn cells(row: &Row, sql: &str) -> Result<Vec<Value>, DatabaseError> {
    (0..row.len())
        .map(|index| {
            row.try_get::<_, Cell>(index).map(|Cell(value)| value).map_err(|error| {
                let column = &row.columns()[index];
                let reason = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
                driver_error(
                    ErrorKind::NotSupported,
                    format!(
                        "cannot read column \"{}\" of type {}: {reason}; select it as text with {}::text",
                        column.name(),
                        column.type_(),
                        column.name(),
                    ),
                    sql,
                )
            })
        })
        .collect()
}

fn failed(error: &tokio_postgres::Error, sql: &str, cancelled: &AtomicBool) -> DatabaseError {
    let mut error = error::of_statement(error, sql);
    let is_query_canceled = error.code.as_deref() == Some("57014");
    error.cancelled = is_query_canceled && cancelled.load(Ordering::Relaxed);
    error
}

fn driver_error(kind: ErrorKind, message: impl Into<String>, sql: &str) -> DatabaseError {
    DatabaseError::of_driver(kind, message).with_sql(sql)
}

/// `COPY … FROM STDIN` waits for data that nobody sends.
fn copies_through_the_client(statement: &str) -> bool {
    first_keyword(statement) == "COPY"
        && crate::split::words(statement)
            .any(|word| word.eq_ignore_ascii_case("stdin") || word.eq_ignore_ascii_case("stdout"))
}

/// Whether a statement that leaves a transaction open takes settings of it back: `ROLLBACK TO`, `COMMIT AND CHAIN`.
fn takes_back(statement: &str) -> bool {
    matches!(first_keyword(statement).as_str(), "ROLLBACK" | "COMMIT" | "END" | "ABORT")
}

/// Whether a statement gives rows, and may stand in a transaction (a procedure may end it).
fn is_question(statement: &str) -> bool {
    const QUESTIONS: [&str; 8] = ["SELECT", "WITH", "VALUES", "TABLE", "INSERT", "UPDATE", "DELETE", "MERGE"];
    may_return_rows(statement) && QUESTIONS.contains(&first_keyword(statement).as_str())
}

/// Whether the server's answer to a statement holds a number of rows.
fn counts_rows(statement: &str) -> bool {
    const COUNTING: [&str; 12] = [
        "SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "VALUES", "TABLE", "WITH", "COPY", "FETCH", "MOVE", "EXECUTE",
    ];
    COUNTING.contains(&first_keyword(statement).as_str())
}
