//! The renames of a run: what the user wished with `--rename`, and what the models say.

use diff::{Context, Misfit, Renames, find_renames};
use pyruntime::{Conversation, HostError};
use schema::{Pair, Schema};

use super::questions::Questions;
use crate::{Error, execute::Run};

/// What became of the wishes so far. An env.py may compare several databases, of which one has the thing.
#[derive(Debug, Default)]
pub(crate) struct WishedRenames {
    fulfilled: Vec<String>,
    misfits: Vec<Misfit>,
}

impl WishedRenames {
    /// Refuses wishes that fitted no database of the run.
    pub(in crate::execute) fn require_fulfilled(&self) -> Result<(), Error> {
        match self.misfits.iter().find(|misfit| !self.fulfilled.contains(&misfit.wish)) {
            None => Ok(()),
            Some(misfit) => Err(Error::command(misfit.to_string()).with_hint(Some(misfit.hint.clone()))),
        }
    }
}

impl Run<'_> {
    /// Finds what was renamed; on a terminal the person is asked about what merely looks so.
    pub(super) fn find_renames(
        &mut self,
        schemas: Pair<&Schema>,
        python: &mut Conversation<'_>,
    ) -> Result<Renames, HostError> {
        let wishes = self.settings.renames.clone();
        let find = |context: &Context<'_>, questions: &Questions<'_, '_, '_>| {
            find_renames(schemas, context, &wishes, questions)
        };
        let renames = self
            .comparing(schemas.before, python, find)?
            .map_err(|misfit| HostError::command(misfit.to_string()).with_hint(Some(misfit.hint)))?;
        self.renames.fulfilled.extend(renames.fulfilled.iter().cloned());
        self.renames.misfits.extend(renames.misfits.iter().cloned());
        Ok(renames)
    }
}
