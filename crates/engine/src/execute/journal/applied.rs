//! What the journal knows of the revisions that are applied: for `history --applied`, and for `check`.

use std::collections::BTreeMap;

use dialect::journal_table::{FORMAT, JournalRow, JournalTable};
use pyruntime::HostError;
use revisions::RevisionId;

use super::file::Script;
use crate::{config::own_settings::CHECK_EDITED, execute::Run, report::Event};

/// The last step of each revision that the journal knows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Applied {
    steps: BTreeMap<String, JournalRow>,
}

impl Applied {
    fn of(rows: Vec<JournalRow>) -> Self {
        // Oldest first: the last one counts. A stamp runs no script.
        let scripts = rows.into_iter().filter(|row| row.direction != "stamp");
        Self { steps: scripts.map(|row| (row.revision.clone(), row)).collect() }
    }

    /// Returns when, by whom and how long; nothing of a revision that was applied without the journal.
    pub(crate) fn told(&self, revision: &RevisionId) -> Option<String> {
        let row = self.steps.get(revision.as_str())?;
        let (verb, when) = (if row.direction == "upgrade" { "applied" } else { "reverted" }, row.finished.as_ref()?);
        #[expect(clippy::cast_precision_loss, reason = "shown with a few digits")]
        let seconds = row.milliseconds.unwrap_or_default() as f64 / 1000.0;
        Some(format!("{verb} {when} by {} in {seconds:.3} s (limbeck {})", row.who, row.tool))
    }
}

impl Run<'_> {
    /// Reads the steps of the journal, if there is one that this version can read.
    pub(in crate::execute) fn applied(&mut self) -> Result<Applied, HostError> {
        match self.find_journal()? {
            Some(table) => self.applied_in(&table),
            None => Ok(Applied::default()),
        }
    }

    fn applied_in(&mut self, table: &JournalTable) -> Result<Applied, HostError> {
        let context = self.context()?;
        let (dialect, name) = (context.dialect, context.settings.version_table().name);
        let version_table = super::full_name(&name);
        let Some(number) = context.connection else { return Ok(Applied::default()) };
        let open = self.connections.get(number)?;
        let state = open.execute(&table.state(dialect, &version_table), self.reporter)?;
        let format = state.first_number().unwrap_or(0);
        if format > FORMAT {
            return Err(super::resume::of_later_version(format));
        }
        let rows = open.execute(&table.steps(dialect, &version_table), self.reporter)?;
        Ok(Applied::of(JournalRow::read(&rows)))
    }

    fn may_read(&mut self, table: &JournalTable) -> Result<bool, HostError> {
        let context = self.context()?;
        let (dialect, name) = (context.dialect, context.settings.version_table().name);
        self.permitted(&[table.state(dialect, &super::full_name(&name))])
    }

    /// Says which files were edited after they had been applied.
    pub(in crate::execute) fn tell_edited(&mut self) -> Result<(), HostError> {
        if self.settings.ignores_edited || self.own_switch(CHECK_EDITED)? == Some(false) {
            return Ok(());
        }
        let Some(table) = self.find_journal()? else { return Ok(()) };
        if !self.may_read(&table)? {
            self.reporter.report(Event::Note(
                "whether files were edited after they were applied is not known: the role may not read `limbeck_journal`; \
                 have an administrator grant it USAGE on the schema and SELECT on the table, or set check_edited = false",
            ));
            return Ok(());
        }
        let applied = self.applied_in(&table)?;
        for row in applied.steps.values().filter(|row| row.direction == "upgrade") {
            let Some(file) = self.project.file_of(&RevisionId::from(row.revision.as_str())) else { continue };
            let script = Script::read(&file);
            if script.hash.is_empty() || script.hash == row.hash {
                continue;
            }
            let when = row.finished.as_deref().unwrap_or(&row.started);
            self.warn(&format!("{} was edited after it was applied on {when}", self.project.shown(&file)));
        }
        Ok(())
    }
}
