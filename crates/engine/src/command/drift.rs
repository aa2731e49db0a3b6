//! `check --drift`: whether the database is what its applied revisions build.

use std::rc::Rc;

use revisions::Bound;
use serde_json::{Value as Json, json};

use crate::{
    CheckForm, Error, Interrupt, Project, Reporter, Silent,
    execute::{Drift, Run, RunSettings, Stage},
    report::Event,
};

const NOTHING: &str = "No drift: the database is what its applied revisions build.";

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
            error.aftermath.get_or_insert_with(|| {
                "the scripts ran on a scratch database; the database itself was only read".to_owned()
            });
            return Err(error);
        }
        let compared = Run::env(self, settings(Stage::Compare), interrupt, reporter, &mut |_, _| Ok(None));
        drift.clean_up();
        compared?;
        let differences = drift.differences();
        match form {
            CheckForm::Json => {
                reporter.report(Event::Output(&format!("{:#}\n", json!({"drift": differences}))));
            }
            CheckForm::Sentence | CheckForm::Diff if differences.is_empty() => {
                reporter.report(Event::Message(NOTHING));
            }
            CheckForm::Sentence | CheckForm::Diff => {
                let lines: String =
                    differences.iter().map(|difference| format!("{}\n", sentence(difference))).collect();
                reporter.report(Event::Output(&lines));
            }
        }
        if differences.is_empty() { Ok(()) } else { Err(Error::differs(differences.len())) }
    }
}

/// One difference, as seen from the database: `users.nickname is missing; a1 made it`.
fn sentence(difference: &Json) -> String {
    let text = |key: &str| difference[key].as_str();
    let table = text("table").unwrap_or("the database");
    let thing = match (text("kind"), text("name")) {
        (Some("add_table" | "remove_table"), _) | (_, None) => format!("table {table}"),
        (Some("add_index" | "remove_index"), Some(name)) => format!("index {name} of {table}"),
        (Some("add_column" | "remove_column" | "modify_column"), Some(name)) => format!("column {table}.{name}"),
        (_, Some(name)) => format!("{name} of {table}"),
    };
    let revision = text("revision");
    let what = match text("kind").and_then(|kind| kind.split_once('_')) {
        Some(("add", _)) => match revision {
            Some(revision) => format!("is missing; revision {revision} makes it"),
            None => "is missing".to_owned(),
        },
        Some(("remove", _)) => "is in no applied revision".to_owned(),
        _ => match revision {
            Some(revision) => format!("is not what revision {revision} makes: {}", changes(difference)),
            None => format!("differs: {}", changes(difference)),
        },
    };
    format!("{thing} {what}")
}

/// `nullable is true instead of false`.
fn changes(difference: &Json) -> String {
    let changes = difference["changes"].as_object().into_iter().flatten();
    let words: Vec<String> = changes
        .map(|(name, change)| format!("{name} is {} instead of {}", plain(&change["before"]), plain(&change["after"])))
        .collect();
    match words.is_empty() {
        true => difference["alembic"].as_str().unwrap_or_default().to_owned(),
        false => words.join(", "),
    }
}

fn plain(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
