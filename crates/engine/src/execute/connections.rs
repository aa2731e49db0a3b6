//! The connections that env.py and scripts hold, by number.

use std::{cell::RefCell, collections::BTreeMap, sync::Arc, time::Instant};

use dialect::{
    Connection, DatabaseError, Dialect, Presence, Rows, Scope, Statement, TakeRow, TimeLimits, Transactional,
    query::Paramstyle,
    quote::quote_name,
    run_lock::{Holder, RunLock},
};
use pyruntime::{HostError, TransactionAction};
use schema::TableName;
use serde_json::{Map, Value as Json};

use crate::{
    Interrupt,
    config::Url,
    execute::{
        address,
        ahead::{Ahead, Inspected},
        dry_run::{DryRun, is_lock_timeout},
        lock::Guard,
        posted::Posted,
        raise::{database_error, interrupted},
        stand_ins::refuse_stand_ins,
        tape::{Answered, Tape},
        timing::{Refused, Timing},
    },
    report::{Event, Reporter, Silent},
    scratch::Place,
};

/// One open connection with what SQLAlchemy would know of it.
pub(crate) struct OpenConnection {
    pub(crate) connection: Box<dyn Connection>,
    pub(crate) dialect: &'static dyn Dialect,
    /// The driver that the URL names: it decides how errors are worded.
    pub(crate) driver: String,
    pub(crate) url: Url,
    /// `isolation_level="AUTOCOMMIT"`.
    pub(crate) autocommit: bool,
    /// Any other isolation level: it is set at the start of each transaction.
    pub(crate) isolation: Option<String>,
    /// Whether SQLAlchemy would call the connection "in transaction".
    pub(crate) in_transaction: bool,
    /// The transaction that begins with its first statement.
    waiting: Option<Transactional>,
    /// The locks that are held for the work on this connection.
    pub(super) guards: Vec<Guard>,
    /// How it was opened.
    pub(super) way: Way,
    pub(super) interrupt: Interrupt,
    pub(super) tape: Option<Arc<Tape>>,
    pub(super) timing: Timing,
}

/// How a connection was opened, for another one to the same database.
#[derive(Clone)]
pub(crate) struct Way {
    pub(crate) address: dialect::Url,
    pub(crate) connect_args: Map<String, Json>,
}

impl OpenConnection {
    /// How the driver that the script believes to use marks parameters.
    pub(crate) fn paramstyle(&self) -> Paramstyle {
        Paramstyle::of_driver(self.dialect, &self.driver)
    }

    /// Sends one statement, unless its guard says that it is not needed.
    pub(crate) fn execute(&mut self, statement: &Statement, reporter: &mut dyn Reporter) -> Result<Rows, HostError> {
        let mut rows = Vec::new();
        let answer = self.stream(statement, reporter, &mut |row| {
            rows.push(row);
            Ok(())
        })?;
        Ok(Rows { rows, ..answer })
    }

    /// Sends one statement likewise and hands over its rows as they come.
    pub(crate) fn stream(
        &mut self,
        statement: &Statement,
        reporter: &mut dyn Reporter,
        take: &mut TakeRow<'_>,
    ) -> Result<Rows, HostError> {
        if let Some(guard) = &statement.guard {
            let tape = self.tape.take();
            let found = self.execute(&guard.query, reporter);
            self.tape = tape;
            let found = found?;
            let is_present = !found.rows.is_empty();
            if is_present != (guard.runs_if == Presence::Present) {
                return Ok(Rows::default());
            }
        }
        refuse_stand_ins(statement)?;
        if self.is_described(&statement.sql)? {
            return Ok(Rows::default());
        }
        let answer = self.taped(
            &statement.sql,
            1,
            reporter,
            |connection| connection.stream(statement, take),
            |answer| answer.as_ref().map(|rows| rows.affected),
        )?;
        answer.map_err(|error| self.raised(&error, statement))
    }

    /// Sends statements of one text, which have no guards, one after the other.
    pub(crate) fn execute_many(
        &mut self,
        statements: &[Statement],
        reporter: &mut dyn Reporter,
    ) -> Result<Rows, HostError> {
        let Some(first) = statements.first() else { return Ok(Rows::default()) };
        statements.iter().try_for_each(refuse_stand_ins)?;
        if self.is_described(&first.sql)? {
            return Ok(Rows::default());
        }
        let answer = self.taped(
            &first.sql,
            statements.len() as u64,
            reporter,
            |connection| connection.execute_many(statements),
            |answer| answer.as_ref().map(|rows| rows.affected).map_err(|refused| &refused.error),
        )?;
        answer.map_err(|refused| self.raised(&refused.error, statements.get(refused.index).unwrap_or(first)))
    }

    /// Whether a statement of a step is only to be read: then it is kept and not sent.
    fn is_described(&mut self, sql: &str) -> Result<bool, HostError> {
        let tape = self.tape.clone().filter(|tape| tape.describes() && tape.is_in_step());
        let Some(tape) = tape else { return Ok(false) };
        self.begin_now()?;
        tape.describe(sql, self.is_in_real_transaction());
        Ok(true)
    }

    /// Whether what is sent now stands or falls with other statements.
    pub(super) fn is_in_real_transaction(&self) -> bool {
        self.in_transaction && !self.autocommit
    }

    /// Sends that many executions of a statement, and keeps what came of them where a tape runs.
    fn taped<Answer>(
        &mut self,
        sql: &str,
        times: u64,
        reporter: &mut dyn Reporter,
        act: impl FnOnce(&mut dyn Connection) -> Answer,
        result: impl FnOnce(&Answer) -> Result<Option<u64>, &DatabaseError>,
    ) -> Result<Answer, HostError> {
        let Some(tape) = self.tape.clone().filter(|tape| tape.is_in_step()) else {
            return self.watched(sql, reporter, act);
        };
        self.begin_now()?;
        let in_transaction = self.is_in_real_transaction();
        if !in_transaction {
            tape.count_transaction();
        }
        let watch = tape.watch(sql, self.dialect, self.connection.as_mut());
        let answer = self.watched(sql, reporter, act)?;
        let answered = Answered { sql, times, in_transaction, answer: result(&answer) };
        tape.answered(watch, answered, self.dialect, self.connection.as_mut());
        Ok(answer)
    }

    /// Does something that Ctrl-C can cancel.
    fn watched<Answer>(
        &mut self,
        sql: &str,
        reporter: &mut dyn Reporter,
        act: impl FnOnce(&mut dyn Connection) -> Answer,
    ) -> Result<Answer, HostError> {
        if self.interrupt.is_requested() {
            return Err(interrupted());
        }
        self.begin_now()?;
        reporter.report(Event::Statement(sql));
        self.interrupt.watch_statement(self.connection.cancel_handle());
        let answer = self.timed(sql, act);
        self.interrupt.forget_statement();
        reporter.report(Event::Answered);
        Ok(answer)
    }

    /// Does something within the limits of a statement.
    pub(super) fn timed<Answer>(&mut self, sql: &str, act: impl FnOnce(&mut dyn Connection) -> Answer) -> Answer {
        let watched = self.timing.begin(sql, self.connection.as_ref());
        let answer = act(self.connection.as_mut());
        self.timing.end(watched);
        answer
    }

    fn inspect(&mut self, scope: &Scope) -> Inspected {
        self.dialect.inspect(self.connection.as_mut(), scope)
    }

    pub(super) fn raised(&mut self, error: &DatabaseError, statement: &Statement) -> HostError {
        if error.cancelled && self.interrupt.is_requested() {
            return interrupted();
        }
        self.timing.note_error(error);
        database_error(error, &self.driver, Some(statement))
            .with_hint(self.hint_of_dry_run(error))
            .with_hint(self.timing.hint(error))
    }

    /// Limits what is sent from now on.
    pub(super) fn limit(&mut self, limits: TimeLimits) -> Result<(), HostError> {
        self.timing.limit(limits);
        self.connection.limit(limits).map_err(|error| database_error(&error, &self.driver, None))
    }

    /// Reads the texts in the first column of what a query gives; a transaction that waits for its first statement need
    /// not begin before it.
    pub(crate) fn look(
        &mut self,
        statement: &Statement,
        reporter: &mut dyn Reporter,
    ) -> Result<Vec<String>, HostError> {
        let waiting = self.waiting.take();
        let answer = self.watched(&statement.sql, reporter, |connection| connection.texts(statement));
        self.waiting = waiting;
        answer?.map_err(|error| self.raised(&error, statement))
    }

    /// Lets a transaction begin with its first statement: a run with nothing to do needs none.
    pub(crate) fn begin_later(&mut self, intent: Transactional) {
        if !self.in_transaction {
            self.in_transaction = true;
            self.waiting = Some(intent);
        }
    }

    /// Begins the transaction that waits for its first statement.
    pub(crate) fn begin_now(&mut self) -> Result<(), HostError> {
        let Some(intent) = self.waiting.take() else { return Ok(()) };
        let begun = self.begin_real(intent);
        if begun.is_err() {
            // It may be tried again.
            self.waiting = Some(intent);
        }
        begun
    }

    /// Begins the transaction that waits for its first statement, for nothing but reading.
    pub(crate) fn begin_reading(&mut self) -> Result<(), HostError> {
        self.waiting = self.waiting.map(|_| Transactional::Reading);
        self.begin_now()
    }

    fn hint_of_dry_run(&self, error: &DatabaseError) -> Option<String> {
        let waited = self.tape.as_ref().is_some_and(|tape| tape.takes_back()) && is_lock_timeout(error);
        waited.then(|| {
            "a dry run waits two seconds for a lock, so that nobody has to wait behind it; try again when the table is \
             not in use, or read the plan of a copy (`rehearse`)"
                .into()
        })
    }

    /// Begins a transaction; `Writing` takes SQLite's write lock at once. Without effect under AUTOCOMMIT.
    pub(crate) fn begin(&mut self, intent: Transactional) -> Result<(), HostError> {
        if self.in_transaction { Ok(()) } else { self.begin_real(intent) }
    }

    /// Opens what holds the lock of a version table; `None`: there is nobody to lock out.
    pub(super) fn run_lock(&mut self, table: &TableName) -> Option<Result<Box<dyn RunLock>, DatabaseError>> {
        let Way { address, connect_args } = &self.way;
        self.dialect.run_lock(self.connection.as_mut(), address, connect_args, table)
    }

    /// Opens what holds the lock of whole deploys, by a way to the server; `None`: there is nobody to lock out.
    pub(super) fn deploy_lock(&mut self, way: &Way) -> Option<Result<Box<dyn RunLock>, DatabaseError>> {
        let Way { address, connect_args } = way;
        self.dialect.deploy_lock(self.connection.as_mut(), address, connect_args)
    }

    /// Returns the way past a pooler, where the settings know the server's own address.
    pub(super) fn way_to_server(&mut self, direct: Option<&Url>) -> Result<Way, HostError> {
        let Some(direct) = direct.filter(|_| self.dialect.facts().name == "postgresql") else {
            return Ok(self.way.clone());
        };
        let place = Place { url: self.url.clone(), connect_args: self.way.connect_args.clone(), dialect: self.dialect };
        let place = place.direct(self.connection.as_mut(), direct)?;
        Ok(Way { address: address(&place.url)?, connect_args: place.connect_args })
    }

    /// Works under a lock from now on; a transaction that is open already is claimed for it.
    pub(super) fn guard(&mut self, mut guard: Guard) -> Result<(), HostError> {
        if self.connection.in_transaction() {
            guard.enter_open(self.connection.as_mut(), &self.driver, &self.interrupt)?;
        }
        self.guards.push(guard);
        Ok(())
    }

    fn begin_real(&mut self, intent: Transactional) -> Result<(), HostError> {
        let refused = RefCell::new(None);
        let limits = self.timing.limits();
        let Self { connection, driver, isolation, guards, interrupt, .. } = self;
        let begin = |connection: &mut dyn Connection| {
            interrupt.watch_statement(connection.cancel_handle());
            let began = Instant::now();
            let begun = connection.begin(intent);
            interrupt.forget_statement();
            begun.map_err(|error| match error.cancelled && interrupt.is_requested() {
                true => interrupted(),
                false => {
                    refused.replace(Refused::of(&error, began.elapsed(), limits));
                    database_error(&error, driver, None)
                }
            })?;
            let Some(level) = &isolation else { return Ok(()) };
            let statement = Statement::plain(format!("SET TRANSACTION ISOLATION LEVEL {level}"));
            let set = connection.execute(&statement);
            set.map(drop).map_err(|error| database_error(&error, driver, Some(&statement)))
        };
        if !self.autocommit {
            let begun = begin(connection.as_mut());
            if begun.is_err() {
                self.timing.note_refused(refused.take());
            }
            begun?;
            if let Some(tape) = &self.tape {
                tape.count_transaction();
            }
        }
        self.in_transaction = true;
        let guards = guards.iter_mut().filter(|_| !self.autocommit);
        guards.into_iter().try_for_each(|guard| guard.enter(connection.as_mut(), driver, interrupt, &begin))
    }

    pub(crate) fn commit(&mut self) -> Result<(), HostError> {
        let was_open = std::mem::take(&mut self.in_transaction);
        self.waiting = None;
        if was_open && self.connection.in_transaction() {
            self.connection.commit().map_err(|error| database_error(&error, &self.driver, None))?;
        }
        Ok(())
    }

    pub(crate) fn rollback(&mut self) -> Result<(), HostError> {
        let was_open = std::mem::take(&mut self.in_transaction);
        self.waiting = None;
        if was_open && self.connection.in_transaction() {
            self.connection.rollback().map_err(|error| database_error(&error, &self.driver, None))?;
        }
        Ok(())
    }

    /// Does what a script asks of the transaction; savepoints are named by the caller.
    pub(crate) fn transact(
        &mut self,
        action: TransactionAction,
        name: Option<&str>,
        reporter: &mut dyn Reporter,
    ) -> Result<(), HostError> {
        let words = match action {
            TransactionAction::Begin => return self.begin(Transactional::Reading),
            TransactionAction::Commit => return self.commit(),
            TransactionAction::Rollback => return self.rollback(),
            TransactionAction::Savepoint => "SAVEPOINT",
            TransactionAction::Release => "RELEASE SAVEPOINT",
            TransactionAction::RollbackTo => "ROLLBACK TO SAVEPOINT",
        };
        self.begin(Transactional::Reading)?;
        let name = name.unwrap_or("sa_savepoint_1");
        let statement = Statement::plain(format!("{words} {}", quote_name(self.dialect, &name.into())));
        self.execute(&statement, reporter).map(drop)
    }
}

/// All connections of a run. Dropping them rolls back what is open.
pub(crate) struct Connections {
    pub(super) open: BTreeMap<u32, OpenConnection>,
    /// Has one of them for as long as it reads.
    ahead: Option<Ahead<OpenConnection>>,
    /// Has one of them for as long as statements are on their way.
    pub(super) posted: Option<Posted<OpenConnection>>,
    next: u32,
    pub(super) interrupt: Interrupt,
    tape: Option<Arc<Tape>>,
}

impl Connections {
    pub(crate) fn new(interrupt: Interrupt) -> Self {
        Self::taped(interrupt, None)
    }

    /// Those of a run that is kept on a tape; what the tape says of remaining holds for each of them.
    pub(crate) fn taped(interrupt: Interrupt, tape: Option<Arc<Tape>>) -> Self {
        Self { open: BTreeMap::new(), ahead: None, posted: None, next: 1, interrupt, tape }
    }

    pub(crate) fn tape(&self) -> Option<&Arc<Tape>> {
        self.tape.as_ref()
    }

    /// Returns whether somebody asked to stop.
    pub(crate) fn is_interrupted(&self) -> bool {
        self.interrupt.is_requested()
    }

    /// Keeps a connection and returns its number.
    pub(crate) fn add(
        &mut self,
        connection: Box<dyn Connection>,
        dialect: &'static dyn Dialect,
        driver: String,
        url: Url,
        way: Way,
    ) -> u32 {
        self.recall();
        let number = self.next;
        self.next += 1;
        let interrupt = self.interrupt.clone();
        let connection = match &self.tape {
            Some(tape) if tape.takes_back() => Box::new(DryRun::new(connection, dialect, Arc::clone(tape))),
            _ => connection,
        };
        let opened = OpenConnection {
            connection,
            dialect,
            driver,
            url,
            autocommit: false,
            isolation: None,
            in_transaction: false,
            waiting: None,
            guards: Vec::new(),
            way,
            interrupt,
            tape: self.tape.clone(),
            timing: Timing::default(),
        };
        self.open.insert(number, opened);
        number
    }

    /// Returns whether somebody who has a lock is this process.
    pub(super) fn holds(&self, holder: &Holder) -> bool {
        self.open.values().flat_map(|open| &open.guards).any(|guard| guard.is_ours(holder))
    }

    pub(crate) fn interrupt(&self) -> &Interrupt {
        &self.interrupt
    }

    /// Returns a connection. What is read ahead counts no more: the database may be changed now. Statements on their way
    /// are waited for.
    ///
    /// # Errors
    /// There is none, or such a statement failed.
    pub(crate) fn get(&mut self, number: u32) -> Result<&mut OpenConnection, HostError> {
        self.call_back()?;
        self.open
            .get_mut(&number)
            .ok_or_else(|| HostError::new("sqlalchemy.exc.ResourceClosedError", "This Connection is closed"))
    }

    /// Closes a connection; an open transaction is rolled back.
    pub(crate) fn close(&mut self, number: u32) -> Result<(), HostError> {
        self.call_back()?;
        match self.open.remove(&number) {
            Some(mut connection) => connection.rollback(),
            None => Ok(()),
        }
    }

    /// Begins to read the catalogues that a connection sees, while something else is done that wants no connection.
    pub(super) fn inspect_ahead(&mut self, number: u32, scope: &Scope) {
        self.recall();
        self.take_back();
        let Some(ahead) = Ahead::begin(number, scope, OpenConnection::inspect) else { return };
        if let Some(open) = self.open.remove(&number) {
            self.interrupt.watch_statement(open.connection.cancel_handle());
            ahead.give(open);
            self.ahead = Some(ahead);
        }
    }

    /// Returns what the catalogues say: what was read ahead, or what is read now.
    pub(super) fn inspect(&mut self, number: u32, scope: &Scope) -> Result<Inspected, HostError> {
        if self.ahead.as_ref().is_some_and(|ahead| ahead.number == number && ahead.scope == *scope) {
            let inspected = self.recall().flatten();
            return match inspected {
                Some(Err(error)) if error.cancelled && self.interrupt.is_requested() => Err(interrupted()),
                inspected => Ok(inspected),
            };
        }
        let open = self.get(number)?;
        Ok(open.inspect(scope))
    }

    /// Waits for what threads do with connections, and takes them back.
    fn call_back(&mut self) -> Result<(), HostError> {
        self.recall();
        self.settle(&mut Silent)?;
        self.take_back();
        Ok(())
    }

    /// Waits for what is read ahead and takes the connection back.
    fn recall(&mut self) -> Option<Inspected> {
        let ahead = self.ahead.take()?;
        let number = ahead.number;
        let (open, inspected) = ahead.end();
        self.interrupt.forget_statement();
        self.open.insert(number, open);
        Some(inspected)
    }
}

impl Drop for Connections {
    fn drop(&mut self) {
        // The threads must not go on when the run is over.
        self.recall();
        self.take_back();
    }
}

#[cfg(all(test, feature = "sqlite"))]
mod tests {
    use serde_json::Map;

    use super::*;
    use crate::report::Silent;

    /// Connections with one to an empty SQLite database, and its number.
    fn one() -> (Connections, u32) {
        let url = Url::parse("sqlite://").expect("the URL is well formed");
        let dialect = dialect::by_name("sqlite").expect("SQLite is built in");
        let address = dialect::Url { drivername: "sqlite".into(), ..dialect::Url::default() };
        let connection = dialect.connect(&address, &Map::new()).expect("SQLite has a driver").expect("it opens");
        let mut connections = Connections::new(Interrupt::default());
        let way = Way { address, connect_args: Map::new() };
        let number = connections.add(connection, dialect, "pysqlite".into(), url, way);
        (connections, number)
    }

    fn create(connections: &mut Connections, number: u32, table: &str) {
        let statement = Statement::plain(format!("CREATE TABLE {table} (id INTEGER)"));
        let open = connections.get(number).expect("the connection is open");
        open.execute(&statement, &mut Silent).expect("the table is created");
    }

    fn tables(connections: &mut Connections, number: u32) -> Vec<String> {
        let inspected = connections.inspect(number, &Scope::DefaultNamespace).expect("the connection is open");
        let schema = inspected.expect("SQLite is read").expect("it can be read");
        schema.tables.into_iter().map(|table| table.name.name.text).collect()
    }

    #[test]
    fn what_was_read_ahead_is_what_is_there() {
        let (mut connections, number) = one();
        create(&mut connections, number, "a");
        connections.inspect_ahead(number, &Scope::DefaultNamespace);
        assert_eq!(tables(&mut connections, number), ["a"]);
    }

    #[test]
    fn a_table_that_a_model_file_creates_meanwhile_is_seen() {
        let (mut connections, number) = one();
        create(&mut connections, number, "a");
        connections.inspect_ahead(number, &Scope::DefaultNamespace);
        create(&mut connections, number, "b");
        assert_eq!(tables(&mut connections, number), ["a", "b"]);
    }

    #[test]
    fn another_scope_is_read_anew() {
        let (mut connections, number) = one();
        connections.inspect_ahead(number, &Scope::EveryNamespace);
        create(&mut connections, number, "a");
        assert_eq!(tables(&mut connections, number), ["a"]);
    }
}
