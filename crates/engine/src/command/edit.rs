//! `edit`: opens version files in the user's editor.

use pyruntime::HostError;
use revisions::RevisionId;

use crate::{
    Error, Interrupt, Project, Reporter,
    command::editor,
    execute::{Run, RunSettings},
};

impl Project {
    /// Opens the files of a revision in `$EDITOR` or `$VISUAL`; only `current` asks the database.
    pub fn edit(&self, revision: &str, interrupt: &Interrupt, reporter: &mut dyn Reporter) -> Result<(), Error> {
        self.graph(reporter)?;
        if revision != "current" {
            let found = self.graph(reporter)?.resolve(revision)?;
            if found.is_empty() {
                return Err(Error::command(format!("No revision files indicated by symbol '{revision}'")));
            }
            return self.open_all(&found);
        }
        let settings = RunSettings::of("edit");
        Run::env(self, settings, interrupt, reporter, &mut |heads, _| {
            if heads.is_empty() {
                return Err(HostError::command("No current revisions"));
            }
            let open = || self.open_all(&self.resolve_rows(heads)?);
            open().map_err(Error::into_host_error)?;
            Ok(None)
        })
    }

    fn open_all(&self, revisions: &[RevisionId]) -> Result<(), Error> {
        for file in revisions.iter().filter_map(|id| self.file_of(id)) {
            editor::open(&file, self.process_environment())?;
        }
        Ok(())
    }
}
