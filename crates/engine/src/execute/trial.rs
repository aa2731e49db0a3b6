//! Version files that are executed before the first step: where it would be too late later.

use pyruntime::{Conversation, Failure, HostError};
use revisions::Step;
use serde_json::{Map, json};

use crate::execute::{Run, raise::python_failure};

impl Run<'_> {
    /// Executes the version files that say how SQL is written. What is wrong with one is told when it is a step.
    pub(super) fn execute_compiling(&mut self, python: &mut Conversation<'_>) -> Result<(), HostError> {
        for file in self.project.compiling_files() {
            let script = Map::from_iter([("file".to_owned(), json!(file))]);
            match python.run(self, "import_script", script) {
                Ok(_) | Err(Failure::Raised(_)) => {}
                Err(failure) => return Err(python_failure(failure)),
            }
        }
        Ok(())
    }

    /// Executes the version files where a step may be committed or printed before others have run: then it could not begin
    /// again in the project's own Python, so it does now. What else is wrong with a file is told in its turn.
    pub(super) fn try_scripts(&mut self, steps: &[Step], python: &mut Conversation<'_>) -> Result<(), HostError> {
        let context = self.context()?;
        let is_left_behind = context.as_sql || context.settings.transaction_per_migration;
        let commits = |step: &Step| step.revision().is_some_and(|id| self.project.commits(id));
        if !(is_left_behind || steps.iter().any(commits)) || !self.project.can_switch() {
            return Ok(());
        }
        for step in steps {
            let Some(script) = self.script_arguments(step) else { continue };
            match python.run(self, "try_script", script) {
                Err(Failure::Raised(raised)) if self.project.would_switch(&raised) => {
                    return Err(python_failure(Failure::Raised(raised)));
                }
                Ok(_) | Err(Failure::Raised(_)) => {}
                Err(failure) => return Err(python_failure(failure)),
            }
        }
        Ok(())
    }
}
