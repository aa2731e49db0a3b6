//! `edit`: opens version files in the user's editor.

use std::{path::Path, process::Command};

use pyruntime::HostError;
use revisions::RevisionId;

use crate::{
    Error, Interrupt, Project, Reporter,
    execute::{Run, RunSettings},
};

/// Editors to try where neither `VISUAL` nor `EDITOR` is set; the list is Alembic's.
const USUAL_EDITORS: [&str; 4] = ["sensible-editor", "editor", "nano", "vim"];

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
        let settings = RunSettings { command: "edit", ..RunSettings::default() };
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
            self.open_in_editor(&file)?;
        }
        Ok(())
    }

    fn open_in_editor(&self, file: &Path) -> Result<(), Error> {
        let environment = self.process_environment();
        let wanted = environment.filled_variable("EDITOR").or_else(|| environment.filled_variable("VISUAL"));
        let on_path = |name: &&str| {
            let path = environment.variable("PATH").unwrap_or_default();
            std::env::split_paths(path).any(|folder| folder.join(name).is_file())
        };
        let Some(editor) = wanted.or_else(|| USUAL_EDITORS.iter().find(|name| on_path(name)).copied()) else {
            return Err(Error::command("Error executing editor (no editor found)")
                .with_hint(Some("set the environment variable EDITOR".into())));
        };
        // The variable may hold options (`code --wait`), so a shell reads it; the file is passed as an argument.
        let status = Command::new("sh").arg("-c").arg(format!("{editor} \"$1\"")).arg("sh").arg(file).status();
        match status {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(Error::command(format!("Error executing editor ({status})"))),
            Err(error) => Err(Error::command(format!("Error executing editor ({error})"))),
        }
    }
}
