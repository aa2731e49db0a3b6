//! Log lines for which nobody waits: the one of each step, and what a comparison finds.

use std::collections::HashMap;

use pyruntime::{Conversation, HostError};
use serde_json::Value as Json;

use crate::execute::{
    Run,
    raise::python_failure,
    run::{INFO, MIGRATION_LOGGER, log_line},
};

/// How many lines may be on their way: their answers wait in a pipe of the project's own Python.
const MOST: usize = 100;

/// What becomes of the next line of a logger, as far as Python has said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum NextLine {
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
        let lines = if self.context()?.as_sql { NextLine::ToBeAsked } else { self.step_lines };
        self.step_lines = self.log_knowing(lines, MIGRATION_LOGGER, message, python)?;
        Ok(())
    }

    /// Logs lines that no code of the user's comes between.
    pub(super) fn log_all<'text>(
        &mut self,
        lines: impl Iterator<Item = (&'static str, &'text str)>,
        python: &mut Conversation<'_>,
    ) -> Result<(), HostError> {
        let mut known: HashMap<&str, NextLine> = HashMap::new();
        for (index, (logger, message)) in lines.enumerate() {
            if index % MOST == 0 {
                python.wait_for_posted().map_err(python_failure)?;
            }
            let next = known.entry(logger).or_default();
            *next = self.log_knowing(*next, logger, message, python)?;
        }
        python.wait_for_posted().map_err(python_failure)
    }

    /// Logs a line of which it is known what becomes of it, and returns what becomes of the next one.
    fn log_knowing(
        &mut self,
        known: NextLine,
        logger: &str,
        message: &str,
        python: &mut Conversation<'_>,
    ) -> Result<NextLine, HostError> {
        match known {
            NextLine::Unheard => {}
            NextLine::Written => python.post("log", log_line(logger, INFO, message)).map_err(python_failure)?,
            NextLine::ToBeAsked => {
                let next = self.have_python(python, "log", log_line(logger, INFO, message))?;
                return Ok(NextLine::of(&next));
            }
        }
        Ok(known)
    }
}

impl NextLine {
    /// What `log` says of the next line.
    fn of(next: &Json) -> Self {
        match next.as_str() {
            Some("nothing") => Self::Unheard,
            Some("a line") => Self::Written,
            _ => Self::ToBeAsked,
        }
    }
}
