//! What one run of the program left behind: two texts and an exit code.

use std::{os::unix::process::ExitStatusExt, process::Output};

/// The outcome of one command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub command: String,
    pub stdout: String,
    pub stderr: String,
    pub exit_code: i32,
}

impl Run {
    /// What the program, called with those words, left behind.
    pub fn of(words: &str, output: Output) -> Self {
        Self::new(format!("alembic {words}"), output)
    }

    /// A run that ended by a signal has the exit code a shell gives it: 128 and the signal's number.
    pub(crate) fn new(command: String, output: Output) -> Self {
        let exit_code = output.status.code().or(output.status.signal().map(|signal| 128 + signal));
        Self {
            command,
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
            exit_code: exit_code.expect("a process ends by itself or by a signal"),
        }
    }

    /// Everything a person would have seen, for a message.
    pub fn everything(&self) -> String {
        format!(
            "$ {}\n[stdout]\n{}\n[stderr]\n{}\n[exit] {}\n",
            self.command,
            self.stdout.trim_end(),
            self.stderr.trim_end(),
            self.exit_code
        )
    }
}
