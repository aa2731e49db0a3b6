//! `check --drift`: whether the database is what its applied revisions build.

use std::rc::Rc;

use revisions::Bound;
use serde_json::json;

use crate::{
    CheckForm, Error, Interrupt, Project, Reporter, Silent,
    command::difference,
    execute::{Drift, Run, RunSettings, Stage},
    report::Event,
};

const NOTHING: &str = "No drift: the database is what its applied revisions build.";

const ON_SCRATCH: &str = "the scripts ran on a scratch database; the database itself was only read";

impl Project {
    /// Runs the scripts up to the heads of the database on a scratch database and compares the two.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Differs`] where they differ, after the differences have been told; what stops a script; no
    /// right to make a scratch database.
    pub fn drift(&self, form: CheckForm, interrupt: &Interrupt, reporter: &mut dyn Reporter) -> Result<(), Error> {
        self.prepare(reporter)?;
        let drift = Rc::new(Drift::default());
        let settings = |stage| {
            drift.enter(stage);
            let dont_mutate = stage != Stage::Replay;
            let is_hushed = stage != Stage::Heads;
            RunSettings { dont_mutate, is_hushed, drift: Some(Rc::clone(&drift)), ..RunSettings::of("check") }
        };
        Run::env(self, settings(Stage::Heads), interrupt, reporter, &mut |_, _| Ok(None))?;
        let heads: Vec<String> = drift.heads().iter().map(ToString::to_string).collect();
        // Rows that no file has are told before anything is made.
        self.resolve_rows(&drift.heads())?;
        let replayed = Run::env(self, settings(Stage::Replay), interrupt, &mut Silent, &mut |at, _| {
            if heads.is_empty() {
                return Ok(None);
            }
            let plan = self.graph_of_run().upgrade(at, Bound::Several(heads.clone()));
            plan.map(Some).map_err(|error| Error::from(error).into_host_error())
        });
        if let Err(mut error) = replayed {
            error.aftermath = error.aftermath.or_else(|| drift.has_scratch().then(|| ON_SCRATCH.to_owned()));
            return Err(error);
        }
        let compared = Run::env(self, settings(Stage::Compare), interrupt, reporter, &mut |_, _| Ok(None));
        drift.clean_up();
        compared?;
        let differences = drift.differences();
        drift.notes().iter().for_each(|note| reporter.report(Event::Note(note)));
        match form {
            CheckForm::Json => {
                reporter.report(Event::Output(&format!("{:#}\n", json!({"drift": differences}))));
            }
            CheckForm::Sentence | CheckForm::Diff if differences.is_empty() => {
                reporter.report(Event::Message(NOTHING));
            }
            CheckForm::Sentence | CheckForm::Diff => {
                let lines: String = differences
                    .iter()
                    .map(|difference| format!("{}\n", difference::of_revisions(difference)))
                    .collect();
                reporter.report(Event::Output(&lines));
            }
        }
        if differences.is_empty() { Ok(()) } else { Err(Error::differs(differences.len())) }
    }
}
