//! Plain scripts are read while the database works, or not at all where an earlier run has kept what they ask for.

use std::path::PathBuf;

use pyruntime::{Conversation, Host as _, HostError, Noted, Reading, Readings};
use revisions::Step;
use serde_json::Map;

use crate::execute::{
    Run,
    raise::{interrupted, python_failure},
};

/// Whether what scripts ask for is kept between runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum KeepsReadings {
    #[default]
    No,
    Yes,
    /// A script has run in its turn: it may have changed what the next ones ask for.
    IsToBeAsked,
}

/// How many scripts may be read that are not carried out yet: one that is slow to read then keeps no database waiting.
const LEAD: usize = 8;

/// The smallest plan for which it pays to look at the files that env.py has imported.
const WORTHWHILE: usize = 16;

impl Run<'_> {
    /// Has the files of the steps compiled on another thread, but for those of which an earlier run has kept enough.
    pub(super) fn compile_ahead(
        &mut self,
        files: Vec<PathBuf>,
        steps: &[Step],
        python: &mut Conversation<'_>,
    ) -> Result<(), HostError> {
        self.readings = KeepsReadings::No;
        let Some(ahead) = self.ahead.clone() else { return Ok(()) };
        let readings = if files.len() < WORTHWHILE { None } else { self.earlier_readings(steps, python)? };
        if readings.is_some() {
            self.readings = KeepsReadings::Yes;
        }
        ahead.start(files, readings);
        Ok(())
    }

    /// Where what the scripts ask for is kept, for all that it depends on besides their files.
    fn earlier_readings(
        &mut self,
        steps: &[Step],
        python: &mut Conversation<'_>,
    ) -> Result<Option<Readings>, HostError> {
        let Some(directory) = self.project.cache_directory() else { return Ok(None) };
        let Some(scope) = self.reading_scope(python)? else { return Ok(None) };
        let is_upgrade = steps.iter().find(|step| step.revision().is_some()).is_some_and(Step::is_upgrade);
        let context = self.context()?;
        let function = if is_upgrade { "upgrade" } else { "downgrade" };
        let ending = if context.as_sql { "printed" } else { "executed" };
        let dialect = context.dialect.facts().name;
        let place = self.project.env_file();
        Ok(Some(Readings::open(directory, &[function, dialect, ending, &scope, &place.to_string_lossy()])))
    }

    /// `None`: user code may change what scripts ask for.
    fn reading_scope(&mut self, python: &mut Conversation<'_>) -> Result<Option<String>, HostError> {
        let scope = self.have_python(python, "reading_scope", Map::new())?;
        Ok(scope.as_str().map(str::to_owned))
    }

    /// A script has run in its turn.
    pub(super) fn doubt_readings(&mut self) {
        if self.readings == KeepsReadings::Yes {
            self.readings = KeepsReadings::IsToBeAsked;
        }
    }

    /// Has Python read the scripts of the next steps while the database works on the one before them, as far as they are
    /// plain.
    pub(super) fn read_ahead(&mut self, next: &[Step], python: &mut Conversation<'_>) -> Result<(), HostError> {
        // A listener of env.py's may do anything between two steps.
        if self.context()?.settings.on_version_apply.is_some() {
            return Ok(());
        }
        for step in next.iter().take(LEAD).skip(self.read_ahead) {
            self.read_ahead += 1;
            match (self.read_earlier(step, python)?, self.script_arguments(step)) {
                (None, Some(arguments)) => {
                    let keeps_messages = self.readings != KeepsReadings::No;
                    python.start_reading(arguments, keeps_messages).map_err(python_failure)?;
                }
                (noted, _) => python.read_earlier(noted),
            }
        }
        Ok(())
    }

    /// Takes what the script of the step asks for whose turn it is, and keeps it for later runs; `None`: it is to be run,
    /// and nothing is read ahead.
    ///
    /// # Errors
    /// The run was interrupted.
    pub(super) fn take_noted(
        &mut self,
        step: &Step,
        python: &mut Conversation<'_>,
    ) -> Result<Option<Vec<Noted>>, HostError> {
        if let Some(mut reading) = self.take_reading(python)? {
            self.keep_reading(step, &mut reading, python)?;
            return Ok(Some(reading.noted));
        }
        self.forget_readings(python)?;
        if self.connections.is_interrupted() {
            // The interrupt may have been raised in a script that was read ahead.
            return Err(interrupted());
        }
        Ok(None)
    }

    fn take_reading(&mut self, python: &mut Conversation<'_>) -> Result<Option<Reading>, HostError> {
        if let Some(reading) = self.next_reading.take() {
            return Ok(Some(reading));
        }
        self.read_ahead = self.read_ahead.saturating_sub(1);
        python.take_reading().map_err(python_failure)
    }

    /// Waits for what the script of the next step asks for, while statements of this one are on their way.
    pub(super) fn take_next_reading(&mut self, next: &[Step], python: &mut Conversation<'_>) -> Result<(), HostError> {
        if self.read_ahead > 0 && !next.is_empty() {
            self.next_reading = self.take_reading(python)?;
            if self.next_reading.is_none() {
                // It is taken anew in its turn, and found to be none.
                self.forget_readings(python)?;
            }
        }
        Ok(())
    }

    /// Forgets what was read: what comes now may change it.
    pub(super) fn forget_readings(&mut self, python: &mut Conversation<'_>) -> Result<(), HostError> {
        self.read_ahead = 0;
        self.next_reading = None;
        python.forget_readings().map_err(python_failure)
    }

    /// What the script of a step asked for in an earlier run, if it would ask for the same now.
    fn read_earlier(&mut self, step: &Step, python: &mut Conversation<'_>) -> Result<Option<Vec<Noted>>, HostError> {
        if self.readings == KeepsReadings::No {
            return Ok(None);
        }
        let kept = match (&self.ahead, self.script_of(step)) {
            (Some(ahead), Some(file)) => ahead.kept(&file),
            _ => None,
        };
        Ok(if kept.is_some() && self.keeps_readings(python)? { kept } else { None })
    }

    /// Keeps what a script asked for, for later runs.
    fn keep_reading(
        &mut self,
        step: &Step,
        reading: &mut Reading,
        python: &mut Conversation<'_>,
    ) -> Result<(), HostError> {
        let Some(messages) = reading.messages.take() else { return Ok(()) };
        let Some(file) = self.script_of(step) else { return Ok(()) };
        if self.keeps_readings(python)?
            && let Some(ahead) = &self.ahead
        {
            ahead.keep(&file, messages);
        }
        Ok(())
    }

    /// Whether what scripts ask for depends on their files and our packages alone.
    fn keeps_readings(&mut self, python: &mut Conversation<'_>) -> Result<bool, HostError> {
        if self.readings == KeepsReadings::IsToBeAsked {
            let is_untouched = self.reading_scope(python)?.is_some();
            self.readings = if is_untouched { KeepsReadings::Yes } else { KeepsReadings::No };
        }
        Ok(self.readings == KeepsReadings::Yes)
    }

    /// Carries out what a script asked for when it was read. Nobody waits for the answers: statements may still be on
    /// their way at the end.
    pub(super) fn carry_out(&mut self, noted: Vec<Noted>, python: &mut Conversation<'_>) -> Result<(), HostError> {
        for Noted { request, frame } in noted {
            python.stand_at(&frame);
            self.posts_from = Some(frame.clone());
            let answered = self.answer(request, python);
            self.posts_from = None;
            answered.map_err(|error| error.risen_from(&frame))?;
        }
        Ok(())
    }
}
