//! The journal of a run: a row for each step in the step's own transaction, and for what a step does outside of one a row
//! before and after each statement, so that a run that was broken off can be explained and continued.
//!
//! A step that never leaves its transaction cannot be half done: its row is written with the others just before the
//! commit, in one INSERT. Nothing is read or written in a run without steps: a step that is unfinished has not changed the
//! version table, so that whoever heads for it has a step to run.

mod applied;
mod file;
mod resume;
mod statements;

use std::{collections::BTreeMap, path::PathBuf, time::Instant};

use dialect::{
    Statement,
    in_flight::Verdict,
    journal_table::{FORMAT, JournalRow, JournalTable, Outcome},
};
use pyruntime::HostError;
use revisions::Step;

pub(crate) use applied::Applied;
pub use resume::Resume;
pub(super) use statements::Unit;

use crate::{
    config::{
        own_settings::{JOURNAL, Key},
        person,
    },
    execute::{
        Run,
        raise::{NO_RIGHT, database_error, sqlstate},
    },
    report::Event,
};
use file::Script;

/// The hash of statements that nobody counted: the step left its transaction without a word of it in its file.
const NOT_COUNTED: &str = "not counted";

/// How many statements of a transaction are remembered for the case that the step leaves it.
const REMEMBERED: usize = 10_000;

/// What is written into the journal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Keeping {
    /// Nothing: it is switched off, offline, or may not be written.
    #[default]
    Nothing,
    /// Only steps that leave their transaction, and those only until they are done: on SQLite there is no place where
    /// the real Alembic would not propose to drop the table.
    Unfinished,
    Everything,
}

/// The journal of one `run_migrations()`.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    keeping: Keeping,
    table: Option<JournalTable>,
    is_there: bool,
    /// `namespace.name` of the version table.
    version_table: String,
    /// `user@host`.
    who: String,
    /// Rows that are written with the transaction that runs.
    pending: Vec<JournalRow>,
    /// The file of the step that comes next.
    next_script: Option<(Script, PathBuf)>,
    step: Option<OpenStep>,
    /// Steps of earlier runs that this one continues.
    unfinished: Vec<Unfinished>,
}

impl Journal {
    /// How many rows wait for the commit.
    pub(super) fn pending(&self) -> usize {
        self.pending.len()
    }

    /// Forgets the step that runs, and what waits since there were so many rows: all of that will be done again.
    pub(super) fn rewind(&mut self, pending: usize) {
        self.pending.truncate(pending);
        self.step = None;
    }
}

/// The step that runs.
#[derive(Debug)]
struct OpenStep {
    row: JournalRow,
    began: Instant,
    /// The number of the next statement.
    next: i64,
    /// Statements of the transaction that runs.
    unwritten: Vec<JournalRow>,
    /// Whether `unwritten` has all of them.
    remembers: bool,
    /// Whether the step's own row is in the table.
    is_written: bool,
    /// Whether the script runs: bookkeeping is no statement of the step.
    is_in_script: bool,
    /// Statements that an earlier run has begun, by number, and what the catalogue says of the one that was running.
    earlier: BTreeMap<i64, JournalRow>,
    verdict: Option<Verdict>,
}

/// A step that an earlier run left half done.
#[derive(Clone, Debug)]
struct Unfinished {
    step: JournalRow,
    statements: Vec<JournalRow>,
    verdict: Option<Verdict>,
}

impl Run<'_> {
    /// Finds the journal, and stops a run that meets an unfinished step or a journal of a later version. Changes nothing.
    pub(super) fn open_journal(&mut self, heads: &revisions::Heads, steps: &[Step]) -> Result<(), HostError> {
        self.context()?.journal = Journal::default();
        let is_round_trip = self.settings.tape.as_ref().is_some_and(|tape| !tape.keeps_statements());
        if steps.is_empty() || is_round_trip || self.context()?.connection.is_none() {
            return Ok(());
        }
        let context = self.context()?;
        let (dialect, name) = (context.dialect, context.settings.version_table().name);
        let keeping = match self.own_switch(JOURNAL)? {
            Some(false) => return Ok(()),
            Some(true) => Keeping::Everything,
            None if dialect.facts().namespaces => Keeping::Everything,
            None => Keeping::Unfinished,
        };
        let found = self.find_journal()?;
        let who = person(self.project.process_environment());
        let context = self.context()?;
        context.journal.version_table = full_name(&name);
        context.journal.who = who;
        context.journal.keeping = keeping;
        context.journal.is_there = found.is_some();
        context.journal.table = found.or_else(|| JournalTable::places(dialect, &name).into_iter().next());
        if self.context()?.journal.is_there {
            self.meet_unfinished(heads, steps)?;
        }
        if self.settings.tape.is_some() {
            // What is tried, or done on a scratch database, is no history of this one.
            self.context()?.journal = Journal::default();
        }
        Ok(())
    }

    /// Sees whether the journal that is there may be written, and says so if not. One that is missing is made when there
    /// is a row for it: scripts of the first run do not see it.
    pub(super) fn prepare_journal(&mut self) -> Result<(), HostError> {
        let context = self.context()?;
        let (dialect, journal) = (context.dialect, &context.journal);
        let continues = !journal.unfinished.is_empty();
        let Some(table) = journal.table.clone().filter(|_| journal.is_there) else { return Ok(()) };
        match self.permitted(&[table.try_to_write(dialect)])? {
            true => Ok(()),
            false if continues => Err(HostError::command("Can't resume: the role may not write `limbeck_journal`")),
            false => {
                self.go_without_journal();
                Ok(())
            }
        }
    }

    fn make_journal(&mut self) -> Result<(), HostError> {
        let context = self.context()?;
        let dialect = context.dialect;
        let version_table = context.settings.version_table().name;
        for place in JournalTable::places(dialect, &version_table) {
            if self.permitted(&place.create(dialect))? {
                let journal = &mut self.context()?.journal;
                journal.table = Some(place);
                journal.is_there = true;
                return Ok(());
            }
        }
        self.go_without_journal();
        Ok(())
    }

    fn go_without_journal(&mut self) {
        if let Some(context) = &mut self.context {
            context.journal = Journal::default();
        }
        self.reporter.report(Event::Note(
            "no journal is kept: the role may neither create nor write `limbeck_journal`; have an administrator run \
             `CREATE SCHEMA limbeck AUTHORIZATION role`, or set `journal = false` in `[limbeck]`",
        ));
    }

    /// Runs statements; `false`: the role may not, and the transaction stands as it was.
    fn permitted(&mut self, statements: &[Statement]) -> Result<bool, HostError> {
        const SAVEPOINT: &str = "limbeck_journal";
        let in_transaction = self.journal_connection(|open| open.connection.in_transaction())?;
        if in_transaction {
            self.tell_journal(&[Statement::plain(format!("SAVEPOINT {SAVEPOINT}"))])?;
        }
        let told = self.tell_journal(statements);
        let release = Statement::plain(format!("RELEASE SAVEPOINT {SAVEPOINT}"));
        match told {
            Ok(()) if in_transaction => self.tell_journal(&[release]).map(|()| true),
            Ok(()) => Ok(true),
            Err(error) if sqlstate(&error) == Some(NO_RIGHT) => {
                if in_transaction {
                    let back = Statement::plain(format!("ROLLBACK TO SAVEPOINT {SAVEPOINT}"));
                    self.tell_journal(&[back, release])?;
                }
                Ok(false)
            }
            Err(error) => Err(error),
        }
    }

    /// Returns the journal that is there.
    fn find_journal(&mut self) -> Result<Option<JournalTable>, HostError> {
        let context = self.context()?;
        let places = JournalTable::places(context.dialect, &context.settings.version_table().name);
        let Some(number) = context.connection else { return Ok(None) };
        for place in places {
            let open = self.connections.get(number)?;
            let found = open.connection.has_table(&place.name);
            if found.map_err(|error| database_error(&error, &open.driver, None))? {
                return Ok(Some(place));
            }
        }
        Ok(None)
    }

    /// One of our own settings that is `true` or `false`.
    fn own_switch(&self, key: Key) -> Result<Option<bool>, HostError> {
        self.project.config().own().truth(key).map_err(|error| crate::Error::from(error).into_host_error())
    }

    fn journal_connection<Answer>(
        &mut self,
        act: impl FnOnce(&mut super::connections::OpenConnection) -> Answer,
    ) -> Result<Answer, HostError> {
        let number = self.context()?.connection.ok_or_else(|| HostError::new("TypeError", "there is no connection"))?;
        Ok(act(self.connections.get(number)?))
    }

    fn tell_journal(&mut self, statements: &[Statement]) -> Result<(), HostError> {
        let Some(number) = self.context()?.connection else { return Ok(()) };
        for statement in statements {
            self.connections.get(number)?.execute(statement, self.reporter)?;
        }
        Ok(())
    }

    /// A step begins.
    pub(super) fn begin_journal_step(&mut self, step: &Step) -> Result<(), HostError> {
        let context = self.context()?;
        if context.journal.keeping == Keeping::Nothing {
            return Ok(());
        }
        let script = self.script_of(step).map(|file| self.journal_script(file)).unwrap_or_default();
        let autocommit = !self.connections.has_posted() && self.journal_connection(|open| open.autocommit)?;
        let journal = &mut self.context()?.journal;
        let (revision, direction) = identity(step);
        let row = JournalRow {
            format: FORMAT,
            version_table: journal.version_table.clone(),
            attempt: attempt(),
            revision,
            direction: direction.to_owned(),
            statement: 0,
            outcome: Outcome::Started,
            hash: script.hash,
            summary: step.log(),
            in_transaction: true,
            affected: None,
            inserted: None,
            returned_rows: false,
            started: now(),
            finished: None,
            milliseconds: None,
            who: journal.who.clone(),
            tool: env!("CARGO_PKG_VERSION").to_owned(),
        };
        let same = |one: &Unfinished| one.step.revision == row.revision && one.step.direction == row.direction;
        let earlier = journal.unfinished.iter().position(same).map(|index| journal.unfinished.remove(index));
        let mut open = OpenStep {
            row,
            began: Instant::now(),
            next: 1,
            unwritten: Vec::new(),
            remembers: script.may_leave || autocommit,
            is_written: false,
            is_in_script: true,
            earlier: BTreeMap::new(),
            verdict: None,
        };
        let goes_on = earlier.is_some();
        if let Some(Unfinished { step, statements, verdict }) = earlier {
            open.row.attempt = step.attempt;
            open.row.started = step.started;
            open.is_written = true;
            open.remembers = true;
            open.earlier = statements.into_iter().map(|row| (row.statement, row)).collect();
            open.verdict = verdict;
        }
        journal.step = Some(open);
        if goes_on {
            // From its beginning it would do again what the run before has done.
            self.lose_retry("it goes on with what an earlier run has begun");
        }
        Ok(())
    }

    /// Looks at the file of the step that comes next, while statements are on their way.
    pub(super) fn look_at_next_script(&mut self, step: Option<&Step>) -> Result<(), HostError> {
        let file = step.and_then(|step| self.script_of(step));
        let journal = &mut self.context()?.journal;
        if journal.keeping != Keeping::Nothing {
            journal.next_script = file.map(|file| (Script::read(&file), file));
        }
        Ok(())
    }

    /// What the journal wants to know of a file, which it may have looked at already.
    fn journal_script(&mut self, file: PathBuf) -> Script {
        let seen = self.context.as_mut().and_then(|context| context.journal.next_script.take());
        match seen.filter(|(_, seen)| *seen == file) {
            Some((script, _)) => script,
            None => Script::read(&file),
        }
    }

    /// The script has ended; what follows is bookkeeping.
    pub(super) fn end_journal_script(&mut self) -> Result<(), HostError> {
        let Some(step) = &mut self.context()?.journal.step else { return Ok(()) };
        step.is_in_script = false;
        match step.earlier.values().next() {
            None => Ok(()),
            Some(row) => Err(statements::ended_too_early(row)),
        }
    }

    /// The bookkeeping of a step is done, and so is the step, once its transaction is committed.
    pub(super) fn finish_journal_step(&mut self) -> Result<(), HostError> {
        let context = self.context()?;
        let dialect = context.dialect;
        let Some(mut step) = context.journal.step.take() else { return Ok(()) };
        step.row.outcome = Outcome::Done;
        step.row.finished = Some(now());
        step.row.milliseconds = Some(milliseconds(step.began));
        let journal = &mut context.journal;
        match (step.is_written, journal.keeping, journal.table.clone()) {
            (true, keeping, Some(table)) => {
                self.tell_journal(&[table.finish(dialect, &step.row)])?;
                if keeping == Keeping::Unfinished {
                    self.drop_journal_if_done(&table, &step.row.attempt)
                } else {
                    Ok(())
                }
            }
            (false, Keeping::Everything, _) => {
                journal.pending.push(step.row);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Where a table of ours is in the way, it does not outlive what it is for.
    fn drop_journal_if_done(&mut self, table: &JournalTable, attempt: &str) -> Result<(), HostError> {
        let context = self.context()?;
        let (others, drop) = (table.others(context.dialect, attempt), table.drop(context.dialect));
        let Some(number) = context.connection else { return Ok(()) };
        let found = self.connections.get(number)?.execute(&others, self.reporter)?;
        if !found.rows.is_empty() {
            return Ok(());
        }
        self.context()?.journal.is_there = false;
        self.tell_journal(&[drop])
    }

    /// Writes the rows of a transaction that is about to be committed.
    pub(super) fn write_journal(&mut self) -> Result<(), HostError> {
        let context = self.context()?;
        let rows = std::mem::take(&mut context.journal.pending);
        self.insert_into_journal(&rows)
    }

    fn insert_into_journal(&mut self, rows: &[JournalRow]) -> Result<(), HostError> {
        if rows.is_empty() {
            return Ok(());
        }
        if !self.context()?.journal.is_there {
            self.make_journal()?;
        }
        let context = self.context()?;
        let Some(table) = context.journal.table.clone() else { return Ok(()) };
        let statements = table.insert(context.dialect, rows);
        self.tell_journal(&statements)
    }

    /// A transaction was rolled back, and with it what was to be written.
    pub(super) fn forget_journal(&mut self) {
        if let Some(context) = &mut self.context {
            context.journal.pending.clear();
            self.ending.is_half_done |= context.journal.step.take().is_some_and(|step| step.is_written);
        }
    }
}

/// What the journal calls a version table.
pub(super) fn full_name(table: &schema::TableName) -> String {
    match &table.namespace {
        Some(namespace) => format!("{namespace}.{}", table.name),
        None => table.name.to_string(),
    }
}

/// What the journal calls a step.
fn identity(step: &Step) -> (String, &'static str) {
    let direction = match (step.is_stamp(), step.is_upgrade()) {
        (true, _) => "stamp",
        (false, true) => "upgrade",
        (false, false) => "downgrade",
    };
    let to = || step.to.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    (step.revision().map_or_else(to, ToString::to_string), direction)
}

/// The moment, in UTC.
pub(crate) fn now() -> String {
    moment(jiff::Timestamp::now())
}

/// A moment as the journal and the trash write it.
pub(crate) fn moment(timestamp: jiff::Timestamp) -> String {
    timestamp.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

fn milliseconds(since: Instant) -> i64 {
    i64::try_from(since.elapsed().as_millis()).unwrap_or(i64::MAX)
}

/// A new name for an attempt: random, so that no two runs share one.
fn attempt() -> String {
    let mut bytes = [0; 8];
    // Without random numbers the clock parts the attempts.
    if getrandom::fill(&mut bytes).is_err() {
        bytes = jiff::Timestamp::now().as_nanosecond().to_le_bytes()[..8].try_into().unwrap_or(bytes);
    }
    file::hex(&bytes)
}
