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
    let thing = thing(difference);
    let revision = difference["revision"].as_str();
    let what = match difference["kind"].as_str().and_then(|kind| kind.split_once('_')) {
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

/// `index ix_users_name of users`, `view active_users`, `row security of users`.
fn thing(difference: &Json) -> String {
    let text = |key: &str| difference[key].as_str();
    let kind = text("kind").and_then(|kind| kind.split_once('_')).map_or("", |(_, kind)| kind);
    match (kind, text("name"), text("table")) {
        ("table", _, Some(table)) => format!("table {table}"),
        ("column", Some(name), Some(table)) => format!("column {table}.{name}"),
        ("constraint" | "fk" | "table_comment", Some(name), Some(table)) => format!("{name} of {table}"),
        (kind, Some(name), Some(table)) => format!("{} {name} of {table}", kind.replace('_', " ")),
        ("row_security", None, Some(table)) => format!("row security of {table}"),
        (_, None, Some(table)) => format!("table {table}"),
        (kind, Some(name), None) => {
            let namespace = text("schema").map(|namespace| format!("{namespace}.")).unwrap_or_default();
            format!("{} {namespace}{name}", kind.replace('_', " "))
        }
        (_, None, None) => "table the database".to_owned(),
    }
}

/// `nullable is true instead of false`.
fn changes(difference: &Json) -> String {
    let changes = difference["changes"].as_object().into_iter().flatten();
    let words: Vec<String> = changes
        .map(|(name, change)| match (name.as_str(), change["before"].as_str(), change["after"].as_str()) {
            ("definition", Some(before), Some(after)) => differing_line(before, after),
            _ => format!("{name} is {} instead of {}", plain(&change["before"]), plain(&change["after"])),
        })
        .collect();
    match words.is_empty() {
        true => difference["alembic"].as_str().unwrap_or_default().to_owned(),
        false => words.join(", "),
    }
}

/// The first line in which two definitions differ: "line 3 is `RETURN 2;` instead of `RETURN 1;`".
fn differing_line(before: &str, after: &str) -> String {
    let (mut of_before, mut of_after) = (before.lines(), after.lines());
    let mut number = 0;
    loop {
        number += 1;
        match (of_before.next(), of_after.next()) {
            (None, None) => return "its blank lines differ".to_owned(),
            (before, after) if before == after => {}
            (Some(before), Some(after)) => {
                let same = before.chars().zip(after.chars()).take_while(|(before, after)| before == after).count();
                return format!("line {number} is {} instead of {}", window(before, same), window(after, same));
            }
            (Some(before), None) => return format!("line {number}, {}, is too much", window(before, 0)),
            (None, Some(after)) => return format!("line {number}, {}, is missing", window(after, 0)),
        }
    }
}

/// A line, or so much of it around a place as fits.
fn window(line: &str, place: usize) -> String {
    const WIDTH: usize = 60;
    let length = line.chars().count();
    let start = if length <= WIDTH { 0 } else { place.saturating_sub(WIDTH / 3) };
    let shown: String = line.chars().skip(start).take(WIDTH).collect();
    let [head, tail] = [start > 0, start + WIDTH < length].map(|is_cut| if is_cut { "…" } else { "" });
    format!("`{head}{}{tail}`", shown.trim())
}

fn plain(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_that_differs_is_shown() {
        assert_eq!(differing_line("a\n  b", "a\n  c"), "line 2 is `b` instead of `c`");
        assert_eq!(differing_line("a\nb", "a"), "line 2, `b`, is too much");
        assert_eq!(differing_line("a", "a\nb"), "line 2, `b`, is missing");
        let [before, after] = ["1", "2"].map(|number| format!("{}{number}{}", "x".repeat(100), "y".repeat(100)));
        let [before_shown, after_shown] =
            ["1", "2"].map(|number| format!("`…{}{number}{}…`", "x".repeat(20), "y".repeat(39)));
        assert_eq!(differing_line(&before, &after), format!("line 1 is {before_shown} instead of {after_shown}"));
    }
}
