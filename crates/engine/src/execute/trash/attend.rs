//! What the command `trash` does in a context, in the place of migrations.

use std::cell::RefCell;

use dialect::trash::{Entry, FORMAT, Kind};
use pyruntime::{Conversation, HostError};

use crate::execute::{Run, raise::database_error};

/// What is to be done, and what was found: one list for each context that env.py configures.
#[derive(Debug)]
pub(crate) struct Errand {
    pub(crate) task: Task,
    pub(crate) found: RefCell<Vec<(String, Vec<Entry>)>>,
}

#[derive(Clone, Debug)]
pub(crate) enum Task {
    List,
    Restore(i64),
    Purge(Vec<i64>),
}

impl Run<'_> {
    /// Does what is to be done in the trash of the context's version table.
    pub(in crate::execute) fn attend_trash(
        &mut self,
        errand: &Errand,
        python: &mut Conversation<'_>,
    ) -> Result<(), HostError> {
        let Some(number) = self.context()?.connection else { return Ok(()) };
        if !matches!(errand.task, Task::List) {
            self.take_lock(python)?;
            self.limit_run()?;
        }
        let entries = self.entries_of_context(number)?;
        let url = self.connections.get(number)?.url.with_hidden_password();
        let is_meant = |entry: &&Entry| match &errand.task {
            Task::List => true,
            Task::Restore(id) => entry.id == *id,
            Task::Purge(ids) => ids.contains(&entry.id),
        };
        let meant: Vec<Entry> = entries.iter().filter(is_meant).cloned().collect();
        match errand.task {
            Task::List => {}
            Task::Restore(_) => {
                meant.iter().try_for_each(|entry| self.as_a_whole(number, |run| run.restore(number, entry)))?;
            }
            Task::Purge(_) => {
                self.as_a_whole(number, |run| meant.iter().try_for_each(|entry| run.destroy(number, entry)))?
            }
        }
        errand.found.borrow_mut().push((url, meant));
        Ok(())
    }

    fn restore(&mut self, number: u32, entry: &Entry) -> Result<(), HostError> {
        if entry.format > FORMAT {
            let text = format!("{} was kept by a later version of Limbeck ({})", entry.description(), entry.tool);
            return Err(HostError::command(text).with_hint(Some("restore it with that version".into())));
        }
        match entry.kind {
            Kind::Table => self.restore_table(number, entry),
            Kind::Column => self.restore_column(number, entry),
        }
    }

    fn restore_table(&mut self, number: u32, entry: &Entry) -> Result<(), HostError> {
        let (_, trash) = self.trash_of(number)?;
        let table = entry.table_name();
        let open = self.connections.get(number)?;
        let is_taken = open.connection.has_table(&table);
        if is_taken.map_err(|error| database_error(&error, &open.driver, None))? {
            return Err(HostError::command(format!("{} can't be restored: {table} is there", entry.description()))
                .with_hint(Some(format!("rename or drop the {table} that is there, and try again"))));
        }
        let kept = self.kept(number, entry)?;
        let restored = self.tell_trash(number, &trash.restore_table(entry, &kept));
        restored.map_err(|error| not_restored(entry, error.message.lines().next().unwrap_or_default()))?;
        if let Some(query) = trash.broken_references(&table)
            && self.finds(number, query)?
        {
            return Err(not_restored(entry, "its foreign keys lead to rows or tables that are not there"));
        }
        self.forget_entry(number, entry.id)
    }

    fn restore_column(&mut self, number: u32, entry: &Entry) -> Result<(), HostError> {
        let table = entry.table_name();
        let column = entry.column.as_deref().unwrap_or_default();
        let Some(subject) = self.subject(number, &table)? else {
            return Err(HostError::command(format!("{} can't be restored: {table} is not there", entry.description()))
                .with_hint(Some("restore or create the table first (`limbeck trash list`)".into())));
        };
        if !subject.columns.iter().any(|found| found.name == column) {
            let definition = entry.memory.column(column).map(|column| column.kind.as_str()).unwrap_or_default();
            let text = format!("{} can't be restored: {table} has no column {column}", entry.description());
            return Err(HostError::command(text).with_hint(Some(format!(
                "`ALTER TABLE {table} ADD COLUMN {column} {definition}`, and try again; a downgrade past {} adds it and \
                 brings its values back by itself",
                entry.revision
            ))));
        }
        if !self.fill_column(number, entry, &subject)? {
            return Err(not_restored(entry, "the table has another primary key now"));
        }
        if let Some(reason) = self.what_did_not_return(number, entry, &subject)? {
            self.say_it_stays(entry, &reason);
            return Ok(());
        }
        self.destroy(number, entry)
    }
}

fn not_restored(entry: &Entry, reason: &str) -> HostError {
    HostError::command(format!("{} can't be restored: {reason}", entry.description())).with_hint(Some(
        "what it refers to has to be there first: `limbeck trash list` shows what else can be restored".into(),
    ))
}
