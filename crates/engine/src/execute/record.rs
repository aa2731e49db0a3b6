//! Records what the steps of a plan would do, without a database: their scripts are called, and what they ask for is
//! kept as data.

use std::cell::RefCell;

use dialect::{
    Context, Delivery,
    query::{Mode, Paramstyle, compile},
};
use lint::Recorded;
use pyruntime::{Conversation, Failure, HostError, Noted, Raised, RecordedScript, Request};
use revisions::{RevisionId, Step};
use serde_json::Value as Json;

use crate::execute::{Run, raise::python_failure, statements};

/// What a run has recorded.
#[derive(Debug, Default)]
pub(crate) struct Recording {
    steps: RefCell<Vec<RecordedStep>>,
    dialect: RefCell<Option<&'static str>>,
}

/// A step with a script.
#[derive(Clone, Debug)]
pub(crate) struct RecordedStep {
    pub(crate) revision: RevisionId,
    pub(crate) things: Vec<Recorded>,
    /// Where and why the script could not be followed to its end.
    pub(crate) stopped: Option<Stopped>,
}

/// Why a script could not be followed to its end.
#[derive(Clone, Debug)]
pub(crate) struct Stopped {
    pub(crate) line: Option<u32>,
    pub(crate) why: String,
}

impl Recording {
    /// Returns the steps in order, and the dialect's name.
    pub(crate) fn take(&self) -> (Vec<RecordedStep>, Option<&'static str>) {
        (self.steps.take(), self.dialect.take())
    }
}

impl Run<'_> {
    /// Whether this run only records.
    pub(crate) fn is_recording(&self) -> bool {
        self.settings.recording.is_some()
    }

    /// Records the scripts of the steps for `lint`; nothing is executed, and nothing is printed.
    pub(super) fn record_steps(&mut self, steps: &[Step], python: &mut Conversation<'_>) -> Result<(), HostError> {
        let Some(recording) = self.settings.recording.clone() else { return Ok(()) };
        self.ask_naming_convention(steps, python)?;
        recording.dialect.replace(Some(self.context()?.dialect.facts().name));
        recording.steps.replace(self.recorded_steps(steps, python)?);
        Ok(())
    }

    /// Calls the scripts of the steps, and keeps what they ask for.
    pub(super) fn recorded_steps(
        &mut self,
        steps: &[Step],
        python: &mut Conversation<'_>,
    ) -> Result<Vec<RecordedStep>, HostError> {
        let mut recorded = Vec::new();
        self.record_each(steps, python, |step| {
            recorded.push(step);
            Ok(())
        })?;
        Ok(recorded)
    }

    /// Calls the scripts of the steps, and hands on what each asks for while Python reads the next ones. What is kept of
    /// them for later runs serves this run too, when it carries them out.
    pub(super) fn record_each(
        &mut self,
        steps: &[Step],
        python: &mut Conversation<'_>,
        mut take: impl FnMut(RecordedStep) -> Result<(), HostError>,
    ) -> Result<(), HostError> {
        let context = self.context()?;
        let mut follower = Follower {
            dialect: context.dialect,
            // Values stand in the statements, so that they can be read.
            wording: Context {
                delivery: Delivery::Printed,
                server_version: context.wording.server_version.clone(),
                naming_convention: context.wording.naming_convention.clone(),
                ..Context::default()
            },
            in_transaction: context.dialect.facts().runs_in_transaction,
            transaction: 0,
        };
        let ends_with_step = context.settings.transaction_per_migration;
        let files = steps.iter().filter_map(|step| self.script_of(step)).collect();
        self.compile_ahead(files, steps, python)?;
        self.forget_readings(python)?;
        self.read_ahead(steps, python)?;
        for (index, step) in steps.iter().enumerate() {
            let recorded = self.noted_by(step, &steps[index + 1..], python)?;
            let (Some(revision), Some((noted, outcome))) = (step.revision(), recorded) else { continue };
            let file = self.project.file_of(revision).map(|file| self.project.shown(&file)).unwrap_or_default();
            let mut things = Vec::new();
            for one in noted {
                things.extend(follower.thing(one, &file, revision)?);
            }
            follower.in_transaction = follower.dialect.facts().runs_in_transaction;
            follower.transaction += usize::from(ends_with_step);
            take(RecordedStep { revision: revision.clone(), things, stopped: stopped(outcome) })?;
        }
        self.forget_readings(python)?;
        if let Some(ahead) = &self.ahead {
            ahead.write_readings();
        }
        Ok(())
    }

    /// What the script of a step asks for, which may have been read already; `None`: it has none.
    fn noted_by(
        &mut self,
        step: &Step,
        next: &[Step],
        python: &mut Conversation<'_>,
    ) -> Result<Option<RecordedScript>, HostError> {
        if let Some(noted) = self.take_noted(step, python)? {
            self.read_ahead(next, python)?;
            return Ok(Some((noted, Ok(Json::Null))));
        }
        let Some(arguments) = self.script_arguments(step) else {
            self.read_ahead(next, python)?;
            return Ok(None);
        };
        // What its imports ask for is answered: naming conventions of models, statements as text.
        let recorded = match python.run(self, "import_script", arguments.clone()) {
            Ok(_) => python.record(arguments).map_err(python_failure)?,
            Err(Failure::Raised(raised)) => (Vec::new(), Err(raised)),
            Err(failure) => return Err(python_failure(failure)),
        };
        if let Err(raised) = &recorded.1
            && self.project.would_switch(raised)
        {
            return Err(python_failure(Failure::Raised(raised.clone())));
        }
        self.doubt_readings();
        self.read_ahead(next, python)?;
        Ok(Some(recorded))
    }
}

/// Says where and why a script ended before its end.
fn stopped(outcome: Result<Json, Box<Raised>>) -> Option<Stopped> {
    match outcome {
        Ok(Json::Null) => None,
        Ok(stopped) => Some(Stopped {
            line: stopped["line"].as_u64().and_then(|line| u32::try_from(line).ok()),
            why: format!("it asks the database ({})", stopped["request"].as_str().unwrap_or("?")),
        }),
        Err(raised) => Some(Stopped {
            line: raised.frames.last().map(|frame| frame.line),
            why: format!("without a database it raises {}: {}", raised.dotted_name(), raised.message),
        }),
    }
}

/// Follows a script through its transactions.
struct Follower {
    dialect: &'static dyn dialect::Dialect,
    wording: Context,
    in_transaction: bool,
    transaction: usize,
}

impl Follower {
    fn thing(&mut self, noted: Noted, file: &str, revision: &RevisionId) -> Result<Option<Recorded>, HostError> {
        let recorded = match noted.request {
            Request::Perform { operation } => {
                let alone = Recorded { operation: Some(operation.clone()), ..Recorded::default() };
                // What the dialect has no words for fails when it runs; here it is only seen.
                Recorded::operation(operation, self.dialect, &self.wording).unwrap_or(alone)
            }
            Request::ContextExecute { statement, parameters } => {
                let parameters = statements::read(parameters)?;
                let literal = compile(self.dialect, &statement, &parameters, Mode::Literal, Paramstyle::Question);
                let bound = || compile(self.dialect, &statement, &parameters, Mode::Bound, Paramstyle::Question);
                let statements = literal.or_else(|_| bound()).unwrap_or_default();
                Recorded { sql: statements.into_iter().map(|statement| statement.sql).collect(), ..Recorded::default() }
            }
            Request::Limits { name: Some(name), value } if name.ends_with("_timeout") && !value.is_null() => {
                // A rule may ask whether a limit is set.
                let value = value.to_string().replace(['\'', '"'], "");
                Recorded { sql: vec![format!("SET LOCAL {name} = '{value}'")], ..Recorded::default() }
            }
            Request::AutocommitBlock { enter, .. } => {
                self.in_transaction = !enter && self.dialect.facts().runs_in_transaction;
                self.transaction += 1;
                return Ok(None);
            }
            _ => return Ok(None),
        };
        let recorded = Recorded {
            in_transaction: self.in_transaction,
            transaction: self.transaction,
            revision: Some(revision.to_string()),
            ..recorded
        };
        Ok(Some(recorded.at(file, noted.frame.line)))
    }
}
