//! What a step dropped comes back with the step that goes the other way.

use std::collections::BTreeSet;

use dialect::{
    Statement,
    trash::{self, Entry, FORMAT, KeptColumn, KeptValues, Kind, Newer, Returned, Subject},
};
use operation::{AddColumn, AlterColumn, Batch, Operation, Recreate};
use pyruntime::{Conversation, HostError};
use schema::{Fill, NamingConvention};

use super::{
    OpenStep,
    returned::{counted, what_stays},
};
use crate::{
    execute::{Run, raise::sqlstate},
    report::Event,
};

/// PostgreSQL's `foreign_key_violation`.
const FOREIGN_KEY: &str = "23503";

/// What became of something that was to come back.
enum Outcome {
    Settled,
    /// Rows that it refers to may be still to come.
    Waits(HostError),
}

impl Run<'_> {
    /// The script has made tables and columns anew: their rows and values come back.
    pub(in crate::execute) fn bring_back(&mut self, python: &mut Conversation<'_>) -> Result<(), HostError> {
        let context = self.context()?;
        let (Some(step), Some(number)) = (&context.trash.step, context.connection) else { return Ok(()) };
        let wanted = context.trash.entries.iter().filter(|entry| step.takes_back(entry) && entry.format <= FORMAT);
        let mut wanted: Vec<Entry> = wanted.cloned().collect();
        if wanted.is_empty() {
            return Ok(());
        }
        // What was dropped last was what others did not refer to any more.
        wanted.reverse();
        let mut seen = BTreeSet::new();
        let (newest, older): (Vec<Entry>, Vec<Entry>) =
            wanted.into_iter().partition(|entry| seen.insert(entry.description()));
        for entry in &older {
            self.say_it_stays(entry, "it is older than what came back");
        }
        let (tables, columns): (Vec<Entry>, Vec<Entry>) =
            newest.into_iter().partition(|entry| entry.kind == Kind::Table);
        self.as_a_whole(number, |run| {
            run.bring_back_tables(number, tables)?;
            columns.iter().try_for_each(|entry| run.bring_back_column(number, entry, python))
        })
    }

    fn bring_back_tables(&mut self, number: u32, tables: Vec<Entry>) -> Result<(), HostError> {
        let mut waiting = tables;
        loop {
            let (count, mut refused, mut later) = (waiting.len(), None, Vec::new());
            for entry in waiting {
                if let Outcome::Waits(error) = self.bring_back_table(number, &entry)? {
                    refused.get_or_insert(explained(error, &entry));
                    later.push(entry);
                }
            }
            match refused {
                None => return Ok(()),
                Some(error) if later.len() == count => return Err(error),
                Some(_) => waiting = later,
            }
        }
    }

    fn bring_back_table(&mut self, number: u32, entry: &Entry) -> Result<Outcome, HostError> {
        let (dialect, trash) = self.trash_of(number)?;
        let kept = self.kept(number, entry)?;
        let Some(subject) = self.subject(number, &entry.table_name())? else {
            self.say_it_stays(entry, "the step did not create its table");
            return Ok(Outcome::Settled);
        };
        if self.finds(number, trash::has_something(dialect, &subject.name, None))? {
            self.say_it_stays(entry, "the table has rows already");
            return Ok(Outcome::Settled);
        }
        let Some(insert) = trash::bring_back_rows(dialect, trash, entry, &kept, &subject) else {
            self.say_it_stays(entry, "the table has none of its columns");
            return Ok(Outcome::Settled);
        };
        match self.behind_savepoint(number, |run| run.without_triggers(number, &subject, &[insert])) {
            Ok(()) => {}
            Err(error) if is_of_foreign_key(&error) => return Ok(Outcome::Waits(error)),
            Err(error) => return Err(explained(error, entry)),
        }
        self.tell_trash(number, &trash.count_on(&subject, entry, &kept))?;
        let lacking = trash::lacking(dialect, entry, &subject);
        if !lacking.is_empty() && self.finds(number, trash::has_values(dialect, &kept, &lacking))? {
            let names: Vec<&str> = lacking.iter().map(|column| column.name.as_str()).collect();
            let reason = format!("its rows came back, but the table has no {} now", names.join(", "));
            self.say_it_stays(entry, &reason);
            return Ok(Outcome::Settled);
        }
        if let Some((changed, query)) = trash::lost_rows(dialect, trash, entry, &kept, &subject)
            && self.finds(number, query)?
        {
            let reason = format!("its rows came back, but other types changed values of {}", changed.join(", "));
            self.say_it_stays(entry, &reason);
            return Ok(Outcome::Settled);
        }
        self.came_back(number, entry, "")?;
        Ok(Outcome::Settled)
    }

    fn bring_back_column(
        &mut self,
        number: u32,
        entry: &Entry,
        python: &mut Conversation<'_>,
    ) -> Result<(), HostError> {
        let Some((subject, column)) = self.column_of(number, entry)? else {
            self.say_it_stays(entry, "the step did not add it");
            return Ok(());
        };
        let step = self.context()?.trash.step.as_ref();
        let is_of = |ids: fn(&OpenStep) -> &BTreeSet<i64>| step.is_some_and(|step| ids(step).contains(&entry.id));
        let (is_relaxed, was_there) = (is_of(|step| &step.relaxed), is_of(|step| &step.there_before));
        // What the step's script has written is told; what stood in a column that was there is not touched.
        let replaced = match was_there || !trash::tells_newer(&column) {
            true => 0,
            false => self.count_newer(number, entry, &subject)?,
        };
        let newer = if was_there { Newer::Stays } else { Newer::IsReplaced };
        let returned = match self.fill_column(number, entry, &subject, newer)? {
            Ok(returned) => returned,
            Err(reason) => {
                self.say_it_stays(entry, reason);
                return Ok(());
            }
        };
        if is_relaxed {
            self.require_values(number, entry, &subject, &column, python)?;
        }
        let over = match replaced {
            0 => String::new(),
            number => format!(", over {} of the step's script", counted(number, "other value")),
        };
        if let Some(reasons) = what_stays(&returned) {
            let values = counted(returned.values, "value");
            self.say_it_stays(entry, &format!("{} of {values} came back{over}; {reasons}", returned.whole()));
            return Ok(());
        }
        self.came_back(number, entry, &over)
    }

    /// The table of a kept column and the column, as they are now.
    pub(super) fn column_of(&mut self, number: u32, entry: &Entry) -> Result<Option<(Subject, KeptColumn)>, HostError> {
        let (dialect, _) = self.trash_of(number)?;
        let Some(subject) = self.subject(number, &entry.table_name())? else { return Ok(None) };
        let column = subject.column(entry.column.as_deref().unwrap_or_default(), dialect).cloned();
        Ok(column.map(|column| (subject, column)))
    }

    /// How many rows have other values by now than the kept ones.
    pub(super) fn count_newer(&mut self, number: u32, entry: &Entry, subject: &Subject) -> Result<i64, HostError> {
        let (dialect, trash) = self.trash_of(number)?;
        let kept = self.kept(number, entry)?;
        let Some(values) = KeptValues::of(dialect, trash, entry, &kept, subject) else { return Ok(0) };
        let answer = self.tell_trash(number, &[values.count_newer()]).map_err(|error| explained(error, entry))?;
        Ok(answer.first_number().unwrap_or_default())
    }

    /// Gives the rows of a table their kept values, or says why that is not possible.
    pub(super) fn fill_column(
        &mut self,
        number: u32,
        entry: &Entry,
        subject: &Subject,
        newer: Newer,
    ) -> Result<Result<Returned, &'static str>, HostError> {
        let (dialect, trash) = self.trash_of(number)?;
        let kept = self.kept(number, entry)?;
        let now = entry.memory.columns.last().and_then(|column| subject.column(&column.name, dialect));
        if now.is_some_and(|column| column.is_generated) {
            return Ok(Err("the table computes the column now"));
        }
        let Some(values) = KeptValues::of(dialect, trash, entry, &kept, subject) else {
            return Ok(Err("the table has another primary key now"));
        };
        let update = self.without_triggers(number, subject, &[values.bring_back(newer)]);
        update.map_err(|error| explained(error, entry))?;
        Ok(Ok(Returned::read(&self.tell_trash(number, &[values.returned()])?)))
    }

    /// A column that was added without its NOT NULL gets it, if each row has a value now.
    fn require_values(
        &mut self,
        number: u32,
        entry: &Entry,
        subject: &Subject,
        column: &KeptColumn,
        python: &mut Conversation<'_>,
    ) -> Result<(), HostError> {
        let (dialect, _) = self.trash_of(number)?;
        let answer = self.tell_trash(number, &[trash::count_missing(dialect, subject, &column.name)])?;
        if let Some(missing @ 1..) = answer.first_number() {
            let rows = counted(missing, "row");
            let have = if missing == 1 { "has" } else { "have" };
            return Err(HostError::command(format!(
                "{} is NOT NULL, and {rows} {have} no kept value for it: added since it was dropped",
                entry.description()
            ))
            .with_hint(Some(format!(
                "let the script of {} give it a server_default, or add it with nullable=True and fill the rest by itself",
                entry.revision
            ))));
        }
        let alter =
            AlterColumn { nullable: Some(false), ..AlterColumn::of(&subject.name, &trash::exact(&column.name)) };
        let batch = Batch {
            table: subject.name.clone(),
            recreate: Recreate::Auto,
            operations: vec![Operation::AlterColumn(alter)],
            naming_convention: NamingConvention::default(),
            copy_from: None,
            reflected: None,
            table_arguments: None,
            partial_reordering: Vec::new(),
        };
        self.perform_batch(batch, python)
    }

    /// Runs statements while no trigger of the table hears of them: the rows were there before.
    fn without_triggers(&mut self, number: u32, subject: &Subject, statements: &[Statement]) -> Result<(), HostError> {
        let is_trigger = |sql: &str| sql.starts_with("DROP TRIGGER");
        let triggers: Vec<_> =
            subject.parts.iter().filter(|part| part.take_off.as_deref().is_some_and(is_trigger)).collect();
        let off: Vec<Statement> =
            triggers.iter().filter_map(|part| part.take_off.clone()).map(Statement::plain).collect();
        let on: Vec<Statement> = triggers.iter().map(|part| Statement::plain(part.put_back.clone())).collect();
        self.tell_trash(number, &off)?;
        self.tell_trash(number, statements)?;
        self.tell_trash(number, &on).map(drop)
    }

    /// It leaves the trash.
    fn came_back(&mut self, number: u32, entry: &Entry, over: &str) -> Result<(), HostError> {
        self.destroy(number, entry)?;
        let rows = entry.counted().map(|rows| format!(" ({rows})")).unwrap_or_default();
        self.reporter.report(Event::Note(&format!("trash: {} came back{rows}{over}", entry.description())));
        Ok(())
    }

    /// Destroys what is kept, for good.
    pub(super) fn destroy(&mut self, number: u32, entry: &Entry) -> Result<(), HostError> {
        let (dialect, _) = self.trash_of(number)?;
        let kept = self.kept(number, entry)?;
        self.tell_trash(number, &[trash::destroy(dialect, &kept)])?;
        self.forget_entry(number, entry.id)
    }

    pub(super) fn say_it_stays(&mut self, entry: &Entry, reason: &str) {
        let text = format!("trash: {} stays in the trash as {}: {reason}", entry.description(), entry.id);
        self.reporter.report(Event::Note(&text));
    }

    /// A column comes back to rows that are there: it is added without its NOT NULL, and gets that when they have their
    /// values.
    pub(in crate::execute) fn relaxed(&mut self, operation: &Operation) -> Result<Option<Operation>, HostError> {
        let context = self.context()?;
        let (Some(step), Some(number)) = (&context.trash.step, context.connection) else { return Ok(None) };
        if !context.trash.entries.iter().any(|entry| entry.kind == Kind::Column && step.takes_back(entry)) {
            return Ok(None);
        }
        match operation {
            Operation::AddColumn(add) => Ok(self.relaxed_column(number, add)?.map(Operation::AddColumn)),
            Operation::Batch(batch) => {
                let mut batch = batch.clone();
                let mut is_changed = false;
                for operation in &mut batch.operations {
                    let Operation::AddColumn(add) = operation else { continue };
                    if let Some(relaxed) = self.relaxed_column(number, add)? {
                        *operation = Operation::AddColumn(relaxed);
                        is_changed = true;
                    }
                }
                Ok(is_changed.then_some(Operation::Batch(batch)))
            }
            _ => Ok(None),
        }
    }

    fn relaxed_column(&mut self, number: u32, add: &AddColumn) -> Result<Option<AddColumn>, HostError> {
        let column = &add.column;
        if column.nullable || column.primary_key || column.fill != Fill::Nothing {
            return Ok(None);
        }
        let (dialect, _) = self.trash_of(number)?;
        let Some(subject) = self.subject(number, &add.table)? else { return Ok(None) };
        if !self.finds(number, trash::has_something(dialect, &subject.name, None))? {
            return Ok(None);
        }
        let of_context = &mut self.context()?.trash;
        let Some(step) = &mut of_context.step else { return Ok(None) };
        let is_it = |entry: &&Entry| {
            step.takes_back(entry)
                && entry.namespace == subject.name.namespace.as_ref().map(|namespace| namespace.text.clone())
                && trash::is_same_name(dialect, &entry.table, &subject.name.name.text)
                && entry.column.as_ref().is_some_and(|name| trash::is_same_name(dialect, name, &column.name.text))
        };
        let Some(entry) = of_context.entries.iter().rev().find(is_it) else { return Ok(None) };
        step.relaxed.insert(entry.id);
        let mut add = add.clone();
        add.column.nullable = true;
        Ok(Some(add))
    }
}

fn is_of_foreign_key(error: &HostError) -> bool {
    sqlstate(error) == Some(FOREIGN_KEY) || error.message.contains("FOREIGN KEY constraint failed")
}

fn explained(error: HostError, entry: &Entry) -> HostError {
    error.with_hint(Some(format!(
        "{} comes back from the trash here; `limbeck trash purge {}` gives it up",
        entry.description(),
        entry.id
    )))
}
