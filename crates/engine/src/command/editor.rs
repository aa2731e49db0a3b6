//! Opens a file in the user's editor and waits until it is closed.

use std::{path::Path, process::Command};

use crate::{Environment, Error};

/// Editors to try where neither `VISUAL` nor `EDITOR` is set; the list is Alembic's.
const USUAL_EDITORS: [&str; 4] = ["sensible-editor", "editor", "nano", "vim"];

pub(super) fn open(file: &Path, environment: &Environment) -> Result<(), Error> {
    let wanted = environment.filled_variable("EDITOR").or_else(|| environment.filled_variable("VISUAL"));
    let Some(editor) = wanted.or_else(|| usual_editor(environment)) else {
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

fn usual_editor(environment: &Environment) -> Option<&'static str> {
    let folders = environment.folders("PATH");
    USUAL_EDITORS.into_iter().find(|name| folders.iter().any(|folder| folder.join(name).is_file()))
}
