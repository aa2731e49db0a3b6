//! What the command `trash` does in a context, in the place of migrations.

use std::cell::RefCell;

use dialect::trash::{Entry, FORMAT, Kind, Newer, Returned};
use pyruntime::{Conversation, HostError};

use super::returned::counted;
use crate::{
    command::NewerValues,
    execute::{Run, raise::database_error},
};

/// What is to be done, and what was found: one list for each context that env.py configures.
#[derive(Debug)]
pub(crate) struct Errand {
    pub(crate) task: Task,
    pub(crate) found: RefCell<Vec<(String, Vec<Entry>)>>,
    /// What became of a column that was to be restored.
    pub(crate) restored: RefCell<Option<RestoredColumn>>,
}

/// A column that was restored, as far as that was possible.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RestoredColumn {
    pub(crate) returned: Returned,
    /// How many newer values were written over.
    pub(crate) replaced: i64,
}

#[derive(Clone, Debug)]
pub(crate) enum Task {
    List,
    Restore(i64, NewerValues),
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
            Task::Restore(id, _) => entry.id == *id,
            Task::Purge(ids) => ids.contains(&entry.id),
        };
        let meant: Vec<Entry> = entries.iter().filter(is_meant).cloned().collect();
        match errand.task {
            Task::List => {}
            Task::Restore(_, newer) => {
                for entry in &meant {
                    let restored = self.as_a_whole(number, |run| run.restore(number, entry, newer))?;
                    errand.restored.replace(restored);
                }
            }
            Task::Purge(_) => {
                self.as_a_whole(number, |run| meant.iter().try_for_each(|entry| run.destroy(number, entry)))?
            }
        }
        errand.found.borrow_mut().push((url, meant));
        Ok(())
    }

    fn restore(&mut self, number: u32, entry: &Entry, newer: NewerValues) -> Result<Option<RestoredColumn>, HostError> {
        if entry.format > FORMAT {
            let text = format!("{} was kept by a later version of Limbeck ({})", entry.description(), entry.tool);
            return Err(HostError::command(text).with_hint(Some("restore it with that version".into())));
        }
        match entry.kind {
            Kind::Table => self.restore_table(number, entry).map(|()| None),
            Kind::Column => self.restore_column(number, entry, newer).map(Some),
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

    fn restore_column(&mut self, number: u32, entry: &Entry, newer: NewerValues) -> Result<RestoredColumn, HostError> {
        let table = entry.table_name();
        if self.subject(number, &table)?.is_none() {
            return Err(HostError::command(format!("{} can't be restored: {table} is not there", entry.description()))
                .with_hint(Some("restore or create the table first (`limbeck trash list`)".into())));
        }
        let Some((subject, _)) = self.column_of(number, entry)? else {
            return Err(without_column(entry));
        };
        let (replaced, how) = match newer {
            NewerValues::Refuse | NewerValues::Keep => (0, Newer::Stays),
            NewerValues::Overwrite => (self.count_newer(number, entry, &subject)?, Newer::IsReplaced),
        };
        let filled = self.fill_column(number, entry, &subject, how)?;
        let kept = self.kept(number, entry)?;
        let returned = filled.map_err(|reason| {
            let text = format!("{} can't be restored: {reason}", entry.description());
            HostError::command(text).with_hint(Some(format!("its values can be read in the table {kept}")))
        })?;
        if newer == NewerValues::Refuse && returned.newer > 0 {
            return Err(has_newer(entry, &returned));
        }
        if returned.whole() == returned.values {
            self.destroy(number, entry)?;
        }
        Ok(RestoredColumn { returned, replaced })
    }
}

fn without_column(entry: &Entry) -> HostError {
    let (table, column) = (entry.table_name(), entry.column.as_deref().unwrap_or_default());
    let definition = entry.memory.column(column).map(|column| column.kind.as_str()).unwrap_or_default();
    let text = format!("{} can't be restored: {table} has no column {column}", entry.description());
    HostError::command(text).with_hint(Some(format!(
        "`ALTER TABLE {table} ADD COLUMN {column} {definition}`, and try again; a downgrade past {} adds it and brings its \
         values back by itself",
        entry.revision
    )))
}

fn has_newer(entry: &Entry, returned: &Returned) -> HostError {
    let rows = counted(returned.newer, "row");
    let have = if returned.newer == 1 { "has a newer value" } else { "have newer values" };
    let (id, all) = (entry.id, counted(returned.values, "kept value"));
    let text = format!("{} can't be restored: {rows} {have}, of {all}", entry.description());
    HostError::command(text).with_hint(Some(format!(
        "`limbeck trash restore {id} --keep-newer` fills only rows that are NULL or have the default; \
         `limbeck trash restore {id} --overwrite` writes over the newer values, which are lost then"
    )))
}

fn not_restored(entry: &Entry, reason: &str) -> HostError {
    HostError::command(format!("{} can't be restored: {reason}", entry.description())).with_hint(Some(
        "what it refers to has to be there first: `limbeck trash list` shows what else can be restored".into(),
    ))
}
