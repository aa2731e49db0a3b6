//! `plan`: what an upgrade or a downgrade would do, and `--dry-run`: what it does, taken back.

use std::sync::Arc;

use revisions::{Heads, Plan, ResolveError};
use serde_json::json;

use crate::{
    Error, Interrupt, Project, Reporter,
    command::SafeguardOptions,
    execute::{Judging, Keeping, Run, RunSettings, Safeguards, Tape},
    plan::{Basis, PlanReport},
};

/// Options of `plan` and of `--dry-run`.
#[derive(Clone, Debug)]
pub struct PlanOptions {
    pub direction: Direction,
    pub revision: String,
    /// `--strict`: steps in which a rule of `lint` finds something are refused.
    pub strict: bool,
    /// What `context.get_tag_argument()` returns.
    pub tag: Option<String>,
    /// `--keep-dropped`, `--no-keep-dropped`; nothing means what the settings say.
    pub keep_dropped: Option<bool>,
}

impl PlanOptions {
    /// An upgrade to all heads.
    pub fn upgrade() -> Self {
        Self { direction: Direction::Upgrade, revision: "heads".into(), strict: false, tag: None, keep_dropped: None }
    }
}

/// Which way a plan leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Upgrade,
    Downgrade,
}

impl Direction {
    /// Returns the command's name.
    pub fn command(self) -> &'static str {
        match self {
            Self::Upgrade => "upgrade",
            Self::Downgrade => "downgrade",
        }
    }
}

/// A dry run: what it did, and why it stopped, if it did.
#[derive(Debug)]
pub struct DryRun {
    pub report: PlanReport,
    pub error: Option<Error>,
}

impl Project {
    /// Plans an upgrade or a downgrade from where the database is. Scripts that only describe are read; where one depends
    /// on what is in the database, the steps are executed in a transaction that is rolled back.
    ///
    /// # Errors
    /// Those of the command that is planned.
    pub fn plan(
        &self,
        options: &PlanOptions,
        interrupt: &Interrupt,
        reporter: &mut dyn Reporter,
    ) -> Result<DryRun, Error> {
        self.prepare_plan(options, reporter)?;
        let tape = Arc::new(Tape::new(Keeping::Description));
        let outcome = self.run_on_tape(options, &tape, interrupt, reporter);
        if tape.needs_running() && !interrupt.is_requested() {
            return self.try_out(options, interrupt, reporter);
        }
        outcome?;
        let report = PlanReport::of(options.direction.command(), tape.take(), Basis::Description, None);
        Ok(DryRun { report, error: None })
    }

    /// Executes an upgrade or a downgrade in a transaction that is rolled back.
    ///
    /// # Errors
    /// What comes before the first step; the error of a step stands in the answer.
    pub fn dry_run(
        &self,
        options: &PlanOptions,
        interrupt: &Interrupt,
        reporter: &mut dyn Reporter,
    ) -> Result<DryRun, Error> {
        self.prepare_plan(options, reporter)?;
        self.try_out(options, interrupt, reporter)
    }

    fn try_out(
        &self,
        options: &PlanOptions,
        interrupt: &Interrupt,
        reporter: &mut dyn Reporter,
    ) -> Result<DryRun, Error> {
        let tape = Arc::new(Tape::new(Keeping::DryRun));
        let outcome = self.run_on_tape(options, &tape, interrupt, reporter);
        let recording = tape.take();
        let mut error = outcome.err();
        if recording.steps.is_empty()
            && let Some(error) = error.take()
        {
            return Err(error);
        }
        if let (Some(error), Some((sent, _))) = (&mut error, recording.first_left_out()) {
            let first = sent.sql.lines().next().unwrap_or_default();
            let guess = format!("this may only be because the dry run did not execute `{first}`");
            error.hint = Some(error.hint.take().map_or(guess.clone(), |hint| format!("{hint}; {guess}")));
        }
        let report = PlanReport::of(options.direction.command(), recording, Basis::DryRun, error.as_ref());
        Ok(DryRun { report, error })
    }

    fn prepare_plan(&self, options: &PlanOptions, reporter: &mut dyn Reporter) -> Result<(), Error> {
        self.prepare(reporter)?;
        match options.revision.contains(':') {
            true => Err(Error::command("Range revision not allowed")),
            false => Ok(()),
        }
    }

    pub(crate) fn run_on_tape(
        &self,
        options: &PlanOptions,
        tape: &Arc<Tape>,
        interrupt: &Interrupt,
        reporter: &mut dyn Reporter,
    ) -> Result<(), Error> {
        let wished = SafeguardOptions { keep_dropped: options.keep_dropped, ..SafeguardOptions::default() };
        let keeps_dropped = self.safeguards(&wished)?.keeps_dropped;
        let settings = RunSettings {
            safeguards: Safeguards { keeps_dropped, ..Safeguards::default() },
            destination_rev: json!(options.revision),
            tag: options.tag.clone(),
            judging: if options.strict { Judging::Strict } else { Judging::Not },
            tape: Some(Arc::clone(tape)),
            ..RunSettings::of(options.direction.command())
        };
        Run::env(self, settings, interrupt, reporter, &mut |heads, _| {
            let plan = self.way(options, heads);
            plan.map(Some).map_err(|error| Error::from(error).into_host_error())
        })
    }

    /// The steps from the heads to the target.
    pub(crate) fn way(&self, options: &PlanOptions, heads: &Heads) -> Result<Plan, ResolveError> {
        match options.direction {
            Direction::Upgrade => self.graph_of_run().upgrade(heads, options.revision.as_str()),
            Direction::Downgrade => self.graph_of_run().downgrade(heads, options.revision.as_str()),
        }
    }
}
