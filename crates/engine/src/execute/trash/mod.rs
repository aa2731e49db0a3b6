//! The trash: what steps drop is kept where `--keep-dropped` asks for it, and comes back with the step that goes the other
//! way, in the same transaction.

mod attend;
mod back;
mod keep;
mod returned;
mod told;

use std::collections::BTreeSet;

use dialect::{
    Rows, Statement, Transactional,
    trash::{Entry, Kind, SAVEPOINT, Subject, Trash, TrashTable},
};
use pyruntime::{Conversation, HostError};
use revisions::Step;
use schema::TableName;
use serde_json::Value as Json;

pub(crate) use attend::{Errand, RestoredColumn, Task};
pub(crate) use returned::{counted, what_stays};

use crate::execute::{Run, journal, raise::database_error};

/// What a context knows of the trash.
#[derive(Debug, Default)]
pub(crate) struct TrashOfContext {
    /// What was in it before the first step.
    entries: Vec<Entry>,
    step: Option<OpenStep>,
    /// Lines of scripts with their statements, of which it was said that what they drop is lost.
    told: BTreeSet<String>,
}

/// The step that runs.
#[derive(Debug)]
struct OpenStep {
    revision: String,
    direction: &'static str,
    /// Whether what it drops is kept.
    keeps: bool,
    /// Columns that were added without their NOT NULL, because their values are still in the trash.
    relaxed: BTreeSet<i64>,
    /// Kept columns that were there again before the step: what stands in them is not the step's.
    there_before: BTreeSet<i64>,
}

impl OpenStep {
    /// Whether something was dropped by the step that goes the other way.
    fn takes_back(&self, entry: &Entry) -> bool {
        let other_way = if self.direction == "upgrade" { "downgrade" } else { "upgrade" };
        entry.revision == self.revision && entry.direction == other_way
    }
}

impl Run<'_> {
    /// Looks what is in the trash before the first step, and says which statements will lose something all the same.
    pub(super) fn open_trash(&mut self, steps: &[Step], python: &mut Conversation<'_>) -> Result<(), HostError> {
        let is_only_tried = self.settings.tape.is_some() || self.is_recording();
        let keeps = self.settings.safeguards.keeps_dropped;
        let runs_scripts = steps.iter().any(|step| step.revision().is_some() && !step.is_stamp());
        let context = self.context()?;
        context.trash = TrashOfContext::default();
        let (dialect, number) = (context.dialect, context.connection);
        let Some(number) = number.filter(|_| !context.as_sql && runs_scripts) else { return Ok(()) };
        if is_only_tried {
            let is_on_scratch = self.settings.tape.as_ref().is_some_and(|tape| tape.scratches().is_some());
            if is_on_scratch {
                return Ok(());
            }
            self.say_what_is_not_tried();
            return Ok(());
        }
        if dialect.trash().is_none() {
            return if keeps { Err(not_supported(dialect.facts().name)) } else { Ok(()) };
        }
        let entries = self.entries_of_context(number)?;
        self.context()?.trash.entries = entries;
        if keeps { self.tell_what_is_lost(steps, python) } else { Ok(()) }
    }

    /// A plan shows the statements of the scripts alone.
    fn say_what_is_not_tried(&mut self) {
        if self.settings.safeguards.keeps_dropped {
            self.reporter.report(crate::report::Event::Note(
                "trash: what op.drop_table and op.drop_column drop here would be kept (`--keep-dropped`)",
            ));
        }
    }

    /// A step begins.
    pub(super) fn begin_trash_step(&mut self, step: &Step) -> Result<(), HostError> {
        let keeps = self.settings.safeguards.keeps_dropped;
        let direction = if step.is_upgrade() { "upgrade" } else { "downgrade" };
        let context = self.context()?;
        let revision = step.revision().filter(|_| !step.is_stamp());
        context.trash.step = revision.map(|revision| OpenStep {
            revision: revision.to_string(),
            direction,
            keeps,
            relaxed: BTreeSet::new(),
            there_before: BTreeSet::new(),
        });
        self.look_for_kept_columns()
    }

    /// Notes which columns are there that the step could bring back.
    fn look_for_kept_columns(&mut self) -> Result<(), HostError> {
        let context = self.context()?;
        let (Some(step), Some(number)) = (&context.trash.step, context.connection) else { return Ok(()) };
        let is_column = |entry: &&Entry| entry.kind == Kind::Column && step.takes_back(entry);
        let columns: Vec<Entry> = context.trash.entries.iter().filter(is_column).cloned().collect();
        for entry in columns {
            if self.column_of(number, &entry)?.is_some()
                && let Some(step) = &mut self.context()?.trash.step
            {
                step.there_before.insert(entry.id);
            }
        }
        Ok(())
    }

    /// `op.get_context().settings.keep_dropped`: what a script says of the rest of its step.
    pub(super) fn keep_in_step(&mut self, value: &Json) -> Result<(), HostError> {
        let Json::Bool(keeps) = value else {
            let text = format!("settings.keep_dropped is {value}, which is neither True nor False");
            return Err(
                HostError::new("ValueError", text).with_hint(Some("write settings.keep_dropped = False".into()))
            );
        };
        if let Some(step) = &mut self.context()?.trash.step {
            step.keeps = *keeps;
        }
        Ok(())
    }

    /// Whether the step that runs keeps what it drops.
    pub(super) fn keeps_in_step(&self) -> bool {
        let step = self.context.as_ref().and_then(|context| context.trash.step.as_ref());
        step.map_or(self.settings.safeguards.keeps_dropped, |step| step.keeps)
    }

    /// Whether what the step drops on a connection is kept.
    pub(super) fn keeps_dropped(&self, number: u32) -> bool {
        let context = self.context.as_ref().filter(|context| context.connection == Some(number) && !context.as_sql);
        let step = context.and_then(|context| context.trash.step.as_ref());
        step.is_some_and(|step| step.keeps) && self.settings.tape.is_none() && !self.is_recording()
    }

    /// Everything that was dropped under the version table of the context; nothing where nothing ever was.
    fn entries_of_context(&mut self, number: u32) -> Result<Vec<Entry>, HostError> {
        let version_table = journal::full_name(&self.context()?.settings.version_table().name);
        let open = self.connections.get(number)?;
        let dialect = open.dialect;
        let Some(trash) = dialect.trash() else { return Ok(Vec::new()) };
        let registry = TrashTable::of(dialect, trash);
        let is_there = open.connection.has_table(&registry.name);
        if !is_there.map_err(|error| database_error(&error, &open.driver, None))? {
            return Ok(Vec::new());
        }
        let rows = open.execute(&registry.entries(), self.reporter)?;
        Ok(TrashTable::read(&rows).into_iter().filter(|entry| entry.version_table == version_table).collect())
    }

    /// Reads a table as it is now.
    fn subject(&mut self, number: u32, table: &TableName) -> Result<Option<Subject>, HostError> {
        let open = self.connections.get(number)?;
        open.begin_now()?;
        let Some(trash) = open.dialect.trash() else { return Ok(None) };
        let found = trash.subject(open.connection.as_mut(), table);
        found.map_err(|error| database_error(&error, &open.driver, None))
    }

    /// Runs statements; gives the last one's rows.
    fn tell_trash(&mut self, number: u32, statements: &[Statement]) -> Result<Rows, HostError> {
        let mut last = Rows::default();
        for statement in statements {
            last = self.connections.get(number)?.execute(statement, self.reporter)?;
        }
        Ok(last)
    }

    /// Whether a query gives a row.
    fn finds(&mut self, number: u32, query: Statement) -> Result<bool, HostError> {
        Ok(!self.tell_trash(number, &[query])?.rows.is_empty())
    }

    /// Does something as a whole: in the transaction that is open, or else in one of its own.
    fn as_a_whole<Answer>(
        &mut self,
        number: u32,
        act: impl FnOnce(&mut Self) -> Result<Answer, HostError>,
    ) -> Result<Answer, HostError> {
        let open = self.connections.get(number)?;
        open.begin_now()?;
        if open.connection.in_transaction() {
            return act(self);
        }
        open.connection.begin(Transactional::Writing).map_err(|error| database_error(&error, &open.driver, None))?;
        let done = act(self);
        let open = self.connections.get(number)?;
        let ended = if done.is_ok() { open.connection.commit() } else { open.connection.rollback() };
        let ended = ended.map_err(|error| database_error(&error, &open.driver, None));
        // The error of the work is the one to tell.
        done.and_then(|answer| ended.map(|()| answer))
    }

    /// Does something of which nothing is left where it fails, and the transaction goes on.
    fn behind_savepoint(
        &mut self,
        number: u32,
        act: impl FnOnce(&mut Self) -> Result<(), HostError>,
    ) -> Result<(), HostError> {
        self.tell_trash(number, &[Statement::plain(format!("SAVEPOINT {SAVEPOINT}"))])?;
        let done = act(self);
        let release = Statement::plain(format!("RELEASE SAVEPOINT {SAVEPOINT}"));
        match done {
            Ok(()) => self.tell_trash(number, &[release]).map(drop),
            Err(error) => {
                let back = Statement::plain(format!("ROLLBACK TO SAVEPOINT {SAVEPOINT}"));
                // A full disk has rolled back the whole transaction already; the first error is the one to tell.
                drop(self.tell_trash(number, &[back, release]));
                Err(error)
            }
        }
    }

    /// The table in which something is kept.
    fn kept(&mut self, number: u32, entry: &Entry) -> Result<TableName, HostError> {
        let (dialect, trash) = self.trash_of(number)?;
        Ok(TrashTable::of(dialect, trash).beside(&entry.kept_as))
    }

    /// Takes something out of the registry, and the registry away where it is in the real Alembic's sight.
    fn forget_entry(&mut self, number: u32, id: i64) -> Result<(), HostError> {
        let (dialect, trash) = self.trash_of(number)?;
        let registry = TrashTable::of(dialect, trash);
        self.tell_trash(number, &[registry.delete(id)])?;
        let is_in_sight = trash.namespace().is_none();
        if is_in_sight && self.tell_trash(number, &[registry.entries()])?.rows.is_empty() {
            self.tell_trash(number, &[registry.drop()])?;
        }
        Ok(())
    }

    fn trash_of(&mut self, number: u32) -> Result<(&'static dyn dialect::Dialect, &'static dyn Trash), HostError> {
        let dialect = self.connections.get(number)?.dialect;
        dialect.trash().map(|trash| (dialect, trash)).ok_or_else(|| not_supported(dialect.facts().name))
    }
}

fn not_supported(dialect: &str) -> HostError {
    HostError::command(format!("there is no trash for {dialect} databases yet, so nothing can be kept"))
        .with_hint(Some("go without `--keep-dropped`, and without `keep_dropped` in `[limbeck]`".into()))
}
