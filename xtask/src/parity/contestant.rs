//! One of the two programs, run in the copy of a project.

use std::{
    collections::BTreeMap,
    path::PathBuf,
    process::{Command, Stdio},
};

use super::{copy::Copy, recording::Answer};
use crate::process::{Outcome, find_program};

/// No command of a project takes longer; one that waits for a terminal or a lock would wait for ever.
const SECONDS: &str = "1200";

/// A program and the world in which it runs.
pub struct Contestant<'copy> {
    pub program: PathBuf,
    pub copy: &'copy Copy,
    /// The Python that ours uses instead of the embedded one.
    pub python: Option<PathBuf>,
    pub environment: BTreeMap<String, String>,
}

impl Contestant<'_> {
    fn command(&self, words: &str) -> Command {
        // Found here: the program's own PATH may be empty.
        let mut command = Command::new(find_program("timeout").unwrap_or_else(|| "timeout".into()));
        command.arg(SECONDS).arg(&self.program).args(["-c", &self.copy.ini]);
        if let Some(python) = &self.python {
            command.arg("--python").arg(python);
        }
        command.args(words.split_whitespace());
        self.fill_in_world(&mut command);
        command
    }

    /// Folder and environment.
    pub fn fill_in_world(&self, command: &mut Command) {
        command.current_dir(&self.copy.folder).stdin(Stdio::null());
        for variable in ["VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME"] {
            command.env_remove(variable);
        }
        // Alembic prints some sets; a fixed seed gives them one order.
        command.env("PYTHONHASHSEED", "0").env("PYTHONDONTWRITEBYTECODE", "1").envs(&self.environment);
    }

    /// The answer, still without a dump. Of several commands those after a failing one are not run.
    pub fn run(&self, words: &str) -> Outcome<Answer> {
        let mut answer = Answer::nothing(words);
        for words in words.split("; ") {
            let output = self.command(words).output()?;
            answer.succeeded = output.status.success();
            answer.stdout += &String::from_utf8_lossy(&output.stdout);
            answer.stderr += &String::from_utf8_lossy(&output.stderr);
            if !answer.succeeded {
                break;
            }
        }
        Ok(answer)
    }
}
