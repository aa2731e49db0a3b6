//! `rehearse` and `test`: the plan on a scratch database, for real.

use std::{path::PathBuf, rc::Rc, sync::Arc, time::Instant};

use revisions::{Heads, Plan, Step};
use serde_json::json;

use crate::{
    Error, ErrorKind, Interrupt, Project, Reporter,
    command::{SafeguardOptions, difference, plan::PlanOptions},
    execute::{Compares, Extras, Keeping, Run, RunSettings, Tape},
    plan::{Basis, PlanReport, RecordedStep, Recording},
    rehearsal::{Models, RehearsalReport, RoundTrip, TripOutcome, would_keep},
    scratch::{Content, Part, Scratches, Traces},
};

/// Where `test` looks for rows to load after a revision: `<revision>.sql`.
const DATA_FOLDER: &str = "tests/migrations";

/// Options of `rehearse`.
#[derive(Clone, Debug)]
pub struct RehearseOptions {
    pub revision: String,
    /// How many rows of each table are copied where the database cannot be cloned.
    pub rows: u64,
    /// Whether each step also goes down and up again.
    pub round_trips: bool,
    /// What `context.get_tag_argument()` returns.
    pub tag: Option<String>,
}

impl RehearseOptions {
    /// How many rows of each table are copied where nobody says otherwise.
    pub const ROWS: u64 = 1000;
}

impl Project {
    /// Runs an upgrade on a scratch copy of the database, measures it, compares the result with the models, and runs
    /// each step down and up again on a second copy.
    ///
    /// # Errors
    /// What keeps the rehearsal from beginning, and Ctrl-C. What goes wrong in it stands in the report.
    pub fn rehearse(
        &self,
        options: &RehearseOptions,
        interrupt: &Interrupt,
        reporter: &mut dyn Reporter,
    ) -> Result<RehearsalReport, Error> {
        let way =
            PlanOptions { revision: options.revision.clone(), tag: options.tag.clone(), ..PlanOptions::upgrade() };
        let rehearsal = Rehearsal { project: self, way, content: Content::Copy { rows: options.rows }, interrupt };
        rehearsal.run("rehearse", options.round_trips, reporter)
    }

    /// Runs all revisions from base on an empty scratch database.
    ///
    /// # Errors
    /// As of [`Project::rehearse`].
    pub fn test(&self, interrupt: &Interrupt, reporter: &mut dyn Reporter) -> Result<RehearsalReport, Error> {
        let way = PlanOptions::upgrade();
        Rehearsal { project: self, way, content: Content::Nothing, interrupt }.run("test", true, reporter)
    }

    /// The rows to load after a revision.
    fn data_of(&self, revision: &str) -> Option<PathBuf> {
        let folder = self.process_environment().absolute(self.config().directory()).join(DATA_FOLDER);
        Some(folder.join(format!("{revision}.sql"))).filter(|file| file.is_file())
    }
}

/// What a rehearsal is of.
struct Rehearsal<'project> {
    project: &'project Project,
    way: PlanOptions,
    content: Content,
    interrupt: &'project Interrupt,
}

impl Rehearsal<'_> {
    fn run(
        &self,
        command: &'static str,
        round_trips: bool,
        reporter: &mut dyn Reporter,
    ) -> Result<RehearsalReport, Error> {
        let began = Instant::now();
        self.project.prepare(reporter)?;
        let heads: Vec<String> = self.project.graph_of_run().heads().iter().map(ToString::to_string).collect();
        let scratches = Arc::new(Scratches::new(self.content, self.project.direct_url()?, self.interrupt));
        let (recording, error) = self.upgrade(&scratches, reporter)?;
        let mut steps: Vec<Step> = Vec::new();
        for RecordedStep { step, .. } in &recording.steps {
            // Several databases or tenants go up and down together.
            if steps.iter().all(|known| known.log() != step.log()) {
                steps.push(step.clone());
            }
        }
        let models = match (&error, self.end_at(&recording, &heads)) {
            (Some(_), _) => Models::NotCompared { reason: "the upgrade stopped".into() },
            (None, false) => {
                Models::NotCompared { reason: "they describe the heads, and the target is another".into() }
            }
            (None, true) => self.compare(&scratches, reporter)?,
        };
        let made = scratches.how();
        drop(scratches);
        let round_trips = match round_trips && !steps.is_empty() {
            true => self.round_trips(&steps, reporter)?,
            false => Vec::new(),
        };
        let keeps = command == "rehearse" && self.project.safeguards(&SafeguardOptions::default())?.keeps_dropped;
        let report = RehearsalReport {
            format: 1,
            passed: false,
            command,
            scratches: made,
            would_keep: if keeps { would_keep(&recording) } else { Vec::new() },
            plan: PlanReport::of("upgrade", recording, Basis::Rehearsal, error.as_ref()),
            error: error.map(|error| error.to_string()),
            heads,
            models,
            untried: steps.iter().skip(round_trips.len()).map(Step::log).filter(|_| !round_trips.is_empty()).collect(),
            round_trips,
            seconds: began.elapsed().as_secs_f64(),
        };
        Ok(report.judged())
    }

    /// Runs the steps as they would be run, and keeps what they did; the error is that of a step.
    fn upgrade(
        &self,
        scratches: &Arc<Scratches>,
        reporter: &mut dyn Reporter,
    ) -> Result<(Recording, Option<Error>), Error> {
        let tape = Arc::new(Tape::on_scratches(Keeping::Rehearsal, scratches));
        let outcome = self.project.run_on_tape(&self.way, &tape, self.interrupt, reporter);
        let recording = tape.take();
        match outcome {
            Ok(()) => Ok((recording, None)),
            Err(error) if error.kind == ErrorKind::Interrupted || recording.steps.is_empty() => Err(error),
            Err(error) => Ok((recording, Some(error))),
        }
    }

    /// Whether every run ends at all heads.
    fn end_at(&self, recording: &Recording, heads: &[String]) -> bool {
        let heads: Heads = heads.iter().cloned().collect();
        recording.runs.iter().enumerate().all(|(index, run)| {
            let begun: Heads = run.heads.iter().cloned().collect();
            let steps = recording.steps.iter().filter(|step| step.run == index).map(|step| &step.step);
            begun.after(steps).has_same_rows(&heads)
        })
    }

    /// Compares the result with the models, as `check` does.
    fn compare(&self, scratches: &Arc<Scratches>, reporter: &mut dyn Reporter) -> Result<Models, Error> {
        let id = self.project.new_id(None)?;
        let extras = Rc::new(Extras::with_directive(json!({"rev_id": id, "head": "head"})));
        let settings = RunSettings {
            compares: Compares::Description,
            extras: Some(Rc::clone(&extras)),
            is_hushed: true,
            tape: Some(Arc::new(Tape::on_scratches(Keeping::RoundTrip, scratches))),
            ..RunSettings::of("check")
        };
        match Run::env(self.project, settings, self.interrupt, reporter, &mut |_, _| Ok(None)) {
            Ok(()) => {}
            Err(error) if error.kind == ErrorKind::Interrupted => return Err(error),
            Err(error) if error.message.contains("does not provide a MetaData object") => {
                return Ok(Models::NotCompared { reason: "env.py gives no target_metadata".into() });
            }
            Err(error) => return Ok(Models::Differ { differences: vec![format!("comparing failed: {error}")] }),
        }
        let differences: Vec<String> = extras.description().differences.iter().map(difference::of_models).collect();
        Ok(if differences.is_empty() { Models::Equal } else { Models::Differ { differences } })
    }

    fn round_trips(&self, steps: &[Step], reporter: &mut dyn Reporter) -> Result<Vec<RoundTrip>, Error> {
        let scratches = Arc::new(Scratches::new(self.content, self.project.direct_url()?, self.interrupt));
        let settings = RunSettings { ensure_version: true, ..self.settings(&scratches) };
        Run::env(self.project, settings, self.interrupt, reporter, &mut |_, _| Ok(None))?;
        let mut trips = Vec::new();
        for step in steps {
            let began = Instant::now();
            let (outcome, goes_on) = self.round_trip(step, &scratches, reporter)?;
            let revision = step.revision().map(ToString::to_string).unwrap_or_default();
            let data = self.project.data_of(&revision).filter(|_| self.content == Content::Nothing && goes_on);
            let mut trip = RoundTrip {
                revision,
                description: step.log(),
                outcome,
                data: data.as_ref().map(|file| self.project.shown(file)),
                seconds: 0.0,
            };
            if let Some(file) = data {
                self.load(&file, &scratches, &mut trip);
            }
            trip.seconds = began.elapsed().as_secs_f64();
            trips.push(trip);
            if !goes_on {
                break;
            }
        }
        Ok(trips)
    }

    /// Loads rows that later steps have to live with.
    fn load(&self, file: &std::path::Path, scratches: &Scratches, trip: &mut RoundTrip) {
        let loaded = match crate::config::read_text(file) {
            Ok(sql) => scratches.execute(&sql).map_err(|error| error.message),
            Err(error) => Err(error.to_string()),
        };
        if let Err(error) = loaded {
            trip.outcome = TripOutcome::Failed { leg: "data", error };
        }
    }

    /// One step up, down, and up again; `false`: the next one cannot be tried.
    fn round_trip(
        &self,
        step: &Step,
        scratches: &Arc<Scratches>,
        reporter: &mut dyn Reporter,
    ) -> Result<(TripOutcome, bool), Error> {
        let before = scratches.schema()?;
        if let Err(error) = self.go(step, scratches, reporter) {
            return Ok((failed("upgrade", error)?, false));
        }
        let after = scratches.schema()?;
        if let Err(error) = self.go(&step.reversed(), scratches, reporter) {
            let is_meant = error.raised.as_ref().is_some_and(|raised| raised.class_name == "NotImplementedError");
            let reason =
                if error.message.is_empty() { "its downgrade raises NotImplementedError" } else { &error.message };
            return match is_meant {
                true => Ok((TripOutcome::Irreversible { reason: reason.to_owned() }, true)),
                false => Ok((failed("downgrade", error)?, true)),
            };
        }
        let back = scratches.schema()?;
        let traces_of_downgrade = traces("downgrade", &before, &back);
        if let Err(error) = self.go(step, scratches, reporter) {
            // What the downgrade has left is why, more often than not.
            let failed = failed("second upgrade", error)?;
            return Ok((traces_of_downgrade.unwrap_or(failed), false));
        }
        let again = scratches.schema()?;
        let outcome =
            traces_of_downgrade.or_else(|| traces("second upgrade", &after, &again)).unwrap_or(TripOutcome::Passed);
        Ok((outcome, true))
    }

    /// Runs one step alone.
    fn go(&self, step: &Step, scratches: &Arc<Scratches>, reporter: &mut dyn Reporter) -> Result<(), Error> {
        let settings = self.settings(scratches);
        Run::env(self.project, settings, self.interrupt, reporter, &mut |heads, _| {
            let plan: Result<Plan, _> = self.project.graph_of_run().only(heads, step.clone());
            plan.map(Some).map_err(|error| Error::from(error).into_host_error())
        })
    }

    fn settings(&self, scratches: &Arc<Scratches>) -> RunSettings {
        RunSettings {
            destination_rev: json!(self.way.revision),
            tag: self.way.tag.clone(),
            is_hushed: true,
            tape: Some(Arc::new(Tape::on_scratches(Keeping::RoundTrip, scratches))),
            ..RunSettings::of("upgrade")
        }
    }
}

/// A leg that failed; Ctrl-C ends the rehearsal.
fn failed(leg: &'static str, error: Error) -> Result<TripOutcome, Error> {
    match error.kind {
        ErrorKind::Interrupted => Err(error),
        _ => Ok(TripOutcome::Failed { leg, error: error.to_string() }),
    }
}

/// What differs between two schemas that ought to be the same.
fn traces(leg: &'static str, wanted: &[Part], found: &[Part]) -> Option<TripOutcome> {
    let traces = Traces::between(wanted, found);
    let Traces { left, missing, changed } = traces.clone();
    (!traces.is_empty()).then_some(TripOutcome::LeavesTraces { leg, left, missing, changed })
}
