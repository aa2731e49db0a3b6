//! What can go wrong in a command, with the way out and the exit code it means.

use std::fmt;

use pyruntime::{HostError, Raised};

/// How a command ended badly. The exit codes are Alembic's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// Alembic's `CommandError`: one sentence behind `FAILED:`, exit code 255.
    Command,
    /// `check --json` or `--diff` found differences, or `doctor` files that do not run, and has told them: exit code 255
    /// and nothing more to print.
    Differs,
    /// `rehearse` or `test` has told what went wrong: exit code 1 and nothing more to print.
    Rehearsed,
    /// What ends Alembic with a traceback: exit code 1.
    Uncaught,
    /// Ctrl-C: exit code 130.
    Interrupted,
    /// User code called `sys.exit()`: the exit code is what it said.
    Exit,
}

/// An error of a command.
#[derive(Clone, Debug)]
pub struct Error {
    pub kind: ErrorKind,
    pub message: String,
    pub hint: Option<String>,
    /// The exception with the user's frames, where user code was running.
    pub raised: Option<Box<Raised>>,
    /// What the run had done when it stopped: which step, what is committed.
    pub aftermath: Option<String>,
}

impl Error {
    /// An error that Alembic reports as `FAILED: …`.
    pub fn command(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Command, message: message.into(), hint: None, raised: None, aftermath: None }
    }

    /// Ctrl-C.
    pub(crate) fn interrupted() -> Self {
        Self { kind: ErrorKind::Interrupted, ..Self::uncaught("KeyboardInterrupt", "") }
    }

    /// What `check` ends with where it has told that many differences.
    pub(crate) fn differs(count: usize) -> Self {
        Self { kind: ErrorKind::Differs, ..Self::command(format!("New upgrade operations detected: {count}")) }
    }

    /// What `rehearse` and `test` end with where they have told what is wrong.
    pub(crate) fn rehearsed() -> Self {
        Self { kind: ErrorKind::Rehearsed, ..Self::command("the rehearsal did not pass") }
    }

    /// An error that ends Alembic with a traceback; `class` is the dotted name of the exception.
    pub fn uncaught(class: &str, message: impl Into<String>) -> Self {
        let message = message.into();
        let (module, class_name) = class.rsplit_once('.').unwrap_or(("", class));
        let raised = Raised {
            module: module.to_owned(),
            class_name: class_name.to_owned(),
            message: message.clone(),
            ..Raised::default()
        };
        Self { kind: ErrorKind::Uncaught, message, hint: None, raised: Some(Box::new(raised)), aftermath: None }
    }

    #[must_use]
    pub fn with_hint(mut self, hint: Option<String>) -> Self {
        self.hint = hint.or(self.hint);
        self
    }

    /// Returns the exit code of the process.
    pub fn exit_code(&self) -> u8 {
        match self.kind {
            ErrorKind::Command | ErrorKind::Differs => 255,
            ErrorKind::Uncaught | ErrorKind::Rehearsed => 1,
            ErrorKind::Interrupted => 130,
            ErrorKind::Exit => match self.message.as_str() {
                "" | "None" => 0,
                // A process's exit code has eight bits.
                text => text.parse::<i64>().map_or(1, |code| code.rem_euclid(256) as u8),
            },
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.raised {
            Some(raised) if self.kind == ErrorKind::Uncaught && raised.message.is_empty() => {
                formatter.write_str(&raised.dotted_name())
            }
            Some(raised) if self.kind == ErrorKind::Uncaught => {
                write!(formatter, "{}: {}", raised.dotted_name(), raised.message)
            }
            _ => formatter.write_str(&self.message),
        }
    }
}

impl std::error::Error for Error {}

impl From<Raised> for Error {
    fn from(raised: Raised) -> Self {
        let kind = match raised.class_name.as_str() {
            "KeyboardInterrupt" => ErrorKind::Interrupted,
            "SystemExit" => ErrorKind::Exit,
            _ if raised.is_command_error() => ErrorKind::Command,
            _ => ErrorKind::Uncaught,
        };
        let hint = raised.hint.clone();
        Self { kind, message: raised.message.clone(), hint, raised: Some(Box::new(raised)), aftermath: None }
    }
}

impl From<HostError> for Error {
    fn from(error: HostError) -> Self {
        let hint = error.details.get("hint").and_then(|hint| hint.as_str()).map(str::to_owned);
        if error.exception.ends_with(".CommandError") {
            Self::command(error.message).with_hint(hint)
        } else {
            Self::uncaught(&error.exception, error.message).with_hint(hint)
        }
    }
}
