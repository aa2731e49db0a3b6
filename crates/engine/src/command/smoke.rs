//! `--smoke`: the user's own command that says whether the application works with the database.

use std::{
    io,
    process::{Command, Stdio},
};

use crate::{Error, Interrupt, Project, command::DeployForm, config::Url};

impl Project {
    /// Runs the command in a shell, in the working directory, with the database's URL as `DATABASE_URL`. What it prints
    /// goes where our own output goes; beside JSON, to standard error.
    ///
    /// # Errors
    /// It does not start, or ends with another exit code than 0.
    pub(super) fn smoke(
        &self,
        command: &str,
        database: Option<&Url>,
        form: DeployForm,
        interrupt: &Interrupt,
    ) -> Result<(), Error> {
        let mut shell = Command::new("/bin/sh");
        shell.args(["-c", command]).stdin(Stdio::null()).current_dir(&self.process_environment().working_directory);
        if form == DeployForm::Json {
            shell.stdout(io::stderr());
        }
        if let Some(database) = database {
            shell.env("DATABASE_URL", database.with_password());
        }
        let status = shell.status().map_err(|error| Error::command(format!("`{command}` does not start: {error}")))?;
        match status.success() {
            _ if interrupt.is_requested() => Err(Error::interrupted()),
            true => Ok(()),
            false => Err(Error::command(format!("`{command}` failed: {status}"))),
        }
    }
}
