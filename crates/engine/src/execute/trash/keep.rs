//! `drop_table` and `drop_column` that lose nothing.

use dialect::{
    Rows, Statement,
    trash::{self, Entry, Kind, Memory, Subject, TrashTable},
};
use operation::{DropColumn, DropTable, Operation};
use pyruntime::{Conversation, HostError};
use schema::TableName;

use crate::{
    config::person,
    execute::{
        Run,
        journal::{self, Unit},
        raise::{NO_RIGHT, database_error, sqlstate, unsupported},
    },
    report::Event,
};

impl Run<'_> {
    /// Carries out what drops something, and keeps that. `false`: it is for the caller to carry out.
    pub(in crate::execute) fn drop_and_keep(
        &mut self,
        number: u32,
        operation: &Operation,
        python: &mut Conversation<'_>,
    ) -> Result<bool, HostError> {
        if !self.keeps_dropped(number) {
            return Ok(false);
        }
        let columns = match operation {
            Operation::DropTable(_) => Vec::new(),
            Operation::DropColumn(drop) => vec![drop.clone()],
            Operation::Batch(batch) => batch.operations.iter().filter_map(dropped_column).collect(),
            _ => return Ok(false),
        };
        if columns.is_empty() && !matches!(operation, Operation::DropTable(_)) {
            return Ok(false);
        }
        let description = format!("kept: {operation:?}");
        let done = self.carried_out(number, &Unit::Batch(&description), |run| {
            run.as_a_whole(number, |run| {
                run.undoing_errors(number, |run| match operation {
                    Operation::DropTable(drop) => run.drop_table(number, drop, operation),
                    Operation::Batch(batch) => {
                        let unseen = run.keep_columns(number, &columns)?;
                        run.perform_batch(batch.clone(), python)?;
                        unseen.map_or(Ok(()), Err)
                    }
                    _ => {
                        let unseen = run.keep_columns(number, &columns)?;
                        let statements = run.statements_of(number, operation)?;
                        run.tell_trash(number, &statements)?;
                        unseen.map_or(Ok(()), Err)
                    }
                })
            })
            .map(|()| Rows::default())
        });
        done.map(|_| true)
    }

    fn statements_of(&mut self, number: u32, operation: &Operation) -> Result<Vec<Statement>, HostError> {
        let dialect = self.connections.get(number)?.dialect;
        let context = self.context()?;
        let statements = operation.sql(dialect, &context.wording).map_err(unsupported)?;
        statements.iter().for_each(|statement| context.wording.created_types.forget_dropped(&statement.sql));
        Ok(statements)
    }

    fn drop_table(&mut self, number: u32, drop: &DropTable, operation: &Operation) -> Result<(), HostError> {
        let statements = self.statements_of(number, operation)?;
        let found = self.subject(number, &drop.table)?;
        let (Some(subject), Some((first, rest))) = (found, statements.split_first()) else {
            return self.tell_trash(number, &statements).map(std::mem::drop);
        };
        if let Some(obstacle) = &subject.obstacle {
            return Err(not_kept(&format!("table {}", drop.table), obstacle));
        }
        let memory = Memory {
            columns: subject.columns.clone(),
            key: subject.key.clone(),
            parts: subject.parts.clone(),
            creation: subject.creation.clone(),
            counted_to: subject.counted_to,
        };
        let entry =
            Entry { kind: Kind::Table, rows: subject.rows, bytes: subject.bytes, memory, ..self.new_entry(&subject)? };
        let (entry, kept) = self.register(number, entry)?;
        let (_, trash) = self.trash_of(number)?;
        self.tell_trash(number, &trash.try_drop(first))?;
        let moved = self.tell_trash(number, &trash.keep_table(&subject, &kept, first));
        moved.map_err(|error| not_moved(error, &format!("table {}", drop.table)))?;
        self.tell_trash(number, rest)?;
        self.say_kept(number, &entry)
    }

    /// Keeps the values of columns that are about to be dropped; gives the error that it is if a drop without IF EXISTS
    /// finds one all the same that is not there by its name.
    fn keep_columns(&mut self, number: u32, columns: &[DropColumn]) -> Result<Option<HostError>, HostError> {
        let mut unseen = None;
        for drop in columns {
            if !self.keep_column(number, drop)? && drop.if_exists != Some(true) {
                let what = format!("column {}.{}", drop.table, drop.column);
                unseen.get_or_insert_with(|| {
                    not_kept(&what, "the table has no column of just that name before the drop")
                });
            }
        }
        Ok(unseen)
    }

    /// Keeps the values of a column that is about to be dropped; `false`: its table has none of that name.
    fn keep_column(&mut self, number: u32, drop: &DropColumn) -> Result<bool, HostError> {
        let (dialect, _) = self.trash_of(number)?;
        let Some(subject) = self.subject(number, &drop.table)? else { return Ok(true) };
        let Some(column) = subject.column(&drop.column.text, dialect).cloned() else { return Ok(false) };
        if column.is_generated {
            return Ok(true);
        }
        let what = format!("column {}.{}", drop.table, drop.column);
        if let Some(reason) = &subject.hidden_rows {
            return Err(not_kept(&what, reason));
        }
        if !self.finds(number, trash::has_something(dialect, &subject.name, Some(&column.name)))? {
            return Ok(true);
        }
        let is_in_key = subject.key.contains(&column.name);
        let without_key = match (subject.key.is_empty(), is_in_key) {
            (true, _) => Some("its table has no primary key, so that its rows could not be found again"),
            (false, true) => Some("it is part of the primary key, so that its rows could not be found again"),
            (false, false) => None,
        };
        if let Some(reason) = without_key {
            return Err(not_kept(&what, reason));
        }
        if self.finds(number, trash::has_unfindable(dialect, &subject, &column.name))? {
            return Err(not_kept(&what, "rows of it have NULL in their primary key and could not be found again"));
        }
        let keys = subject.key.iter().filter_map(|key| subject.column(key, dialect));
        let memory =
            Memory { columns: keys.chain([&column]).cloned().collect(), key: subject.key.clone(), ..Memory::default() };
        let entry =
            Entry { kind: Kind::Column, column: Some(column.name.clone()), memory, ..self.new_entry(&subject)? };
        let (mut entry, kept) = self.register(number, entry)?;
        let (_, trash) = self.trash_of(number)?;
        self.tell_trash(number, &[trash::keep_column(dialect, trash, &subject, &column, &kept)])?;
        entry.rows = self.tell_trash(number, &[trash::count(dialect, &kept)])?.first_number();
        self.say_kept(number, &entry)?;
        Ok(true)
    }

    fn new_entry(&mut self, subject: &Subject) -> Result<Entry, HostError> {
        let who = person(self.project.process_environment());
        let context = self.context()?;
        let version_table = journal::full_name(&context.settings.version_table().name);
        let step = context.trash.step.as_ref();
        Ok(Entry {
            format: trash::FORMAT,
            version_table,
            revision: step.map(|step| step.revision.clone()).unwrap_or_default(),
            direction: step.map_or("", |step| step.direction).to_owned(),
            namespace: subject.name.namespace.as_ref().map(|namespace| namespace.text.clone()),
            table: subject.name.name.text.clone(),
            dropped: journal::now(),
            who,
            tool: env!("CARGO_PKG_VERSION").to_owned(),
            ..Entry::default()
        })
    }

    /// Enters something in the registry, and returns under which name it is to be kept.
    fn register(&mut self, number: u32, mut entry: Entry) -> Result<(Entry, TableName), HostError> {
        self.make_trash(number)?;
        let (dialect, trash) = self.trash_of(number)?;
        let registry = TrashTable::of(dialect, trash);
        let answer = self.tell_trash(number, &[registry.insert(&entry)]).map_err(explained)?;
        let Some(id) = answer.first_number() else {
            return Err(HostError::new("SystemError", "the registry of the trash gave no number"));
        };
        entry.id = id;
        let name = entry.column.as_ref().map_or(entry.table.clone(), |column| format!("{}_{column}", entry.table));
        entry.kept_as = trash.kept_name(entry.id, &entry.revision, &name);
        let kept = registry.beside(&entry.kept_as);
        Ok((entry, kept))
    }

    fn make_trash(&mut self, number: u32) -> Result<(), HostError> {
        let (dialect, trash) = self.trash_of(number)?;
        let registry = TrashTable::of(dialect, trash);
        let open = self.connections.get(number)?;
        let is_there = open.connection.has_table(&registry.name);
        if is_there.map_err(|error| database_error(&error, &open.driver, None))? {
            return Ok(());
        }
        let making: Vec<Statement> = trash.make_place().into_iter().chain([registry.create()]).collect();
        self.tell_trash(number, &making).map(drop).map_err(explained)
    }

    /// Where a transaction goes on behind an error, nothing is left of what failed.
    fn undoing_errors(
        &mut self,
        number: u32,
        act: impl FnOnce(&mut Self) -> Result<(), HostError>,
    ) -> Result<(), HostError> {
        let (_, trash) = self.trash_of(number)?;
        if trash.survives_errors() { self.behind_savepoint(number, act) } else { act(self) }
    }

    /// Notes in the registry what is kept where, and says so.
    fn say_kept(&mut self, number: u32, entry: &Entry) -> Result<(), HostError> {
        let (dialect, trash) = self.trash_of(number)?;
        let place = TrashTable::of(dialect, trash).place(entry.id, &entry.kept_as, entry.rows);
        self.tell_trash(number, &[place])?;
        let url = self.connections.get(number)?.url.with_hidden_password();
        self.settings.safeguards.trail.kept.borrow_mut().insert((url, entry.id));
        let rows = entry.counted().map(|rows| format!(", {rows}")).unwrap_or_default();
        let text = format!("trash: {} is kept as {}{rows} (`limbeck trash list`)", entry.description(), entry.id);
        self.reporter.report(Event::Note(&text));
        Ok(())
    }
}

fn dropped_column(operation: &Operation) -> Option<DropColumn> {
    match operation {
        Operation::DropColumn(drop) => Some(drop.clone()),
        _ => None,
    }
}

fn not_kept(what: &str, reason: &str) -> HostError {
    HostError::command(format!("{what} can't be kept: {reason}")).with_hint(Some(
        "`op.get_context().settings.keep_dropped = False` in front of it drops it for good; `--backup DIR` without \
         `--keep-dropped` keeps the whole database"
            .into(),
    ))
}

/// Something that the catalogue does not show is in the way of a table's move, though it could be dropped.
fn not_moved(error: HostError, what: &str) -> HostError {
    const NOT_SUPPORTED: &str = "0A";
    const WRONG_FOR_IT: &str = "42";
    const NEEDED: &str = "2B";
    let class = sqlstate(&error).and_then(|code| code.get(..2));
    if sqlstate(&error) == Some(NO_RIGHT) || !matches!(class, Some(NOT_SUPPORTED | WRONG_FOR_IT | NEEDED)) {
        return error;
    }
    not_kept(what, error.message.lines().next().unwrap_or_default())
}

/// The trash cannot be made or written.
fn explained(error: HostError) -> HostError {
    if sqlstate(&error) != Some(NO_RIGHT) {
        return error;
    }
    let reason = error.message.lines().next().unwrap_or_default();
    HostError::command(format!("nothing is dropped, because the trash can't be written: {reason}")).with_hint(Some(
        "have an administrator run `CREATE SCHEMA limbeck_trash AUTHORIZATION role`, or go without `--keep-dropped`"
            .into(),
    ))
}
