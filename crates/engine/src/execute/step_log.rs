//! The log line of each step, for which the database does not wait.

use pyruntime::{Conversation, HostError};
use serde_json::Value as Json;

use crate::execute::{
    Run,
    raise::python_failure,
    run::{INFO, MIGRATION_LOGGER, log_line},
};

/// What becomes of the line of the next step, as far as Python has said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum StepLines {
    /// User code has run, or handles what is logged.
    #[default]
    ToBeAsked,
    /// Nobody would see it.
    Unheard,
    /// Logging's own classes write it.
    Written,
}

impl Run<'_> {
    /// Logs that a step begins. Where no code of the user's handles it, Python writes the line while the database begins
    /// with the step; offline the line keeps its place among what is printed.
    pub(super) fn log_step(&mut self, message: &str, python: &mut Conversation<'_>) -> Result<(), HostError> {
        if self.is_hushed() {
            return Ok(());
        }
        let lines = if self.context()?.as_sql { StepLines::ToBeAsked } else { self.step_lines };
        let line = || log_line(MIGRATION_LOGGER, INFO, message);
        match lines {
            StepLines::Unheard => Ok(()),
            StepLines::Written => python.post("log", line()).map_err(python_failure),
            StepLines::ToBeAsked => {
                let next = self.have_python(python, "log", line())?;
                self.step_lines = StepLines::of(&next);
                Ok(())
            }
        }
    }
}

impl StepLines {
    /// What `log` says of the next line.
    fn of(next: &Json) -> Self {
        match next.as_str() {
            Some("nothing") => Self::Unheard,
            Some("a line") => Self::Written,
            _ => Self::ToBeAsked,
        }
    }
}
