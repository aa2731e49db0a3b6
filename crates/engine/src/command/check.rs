//! `check`: whether autogenerate would find something.

use std::rc::Rc;

use serde_json::json;

use crate::{
    Error, Interrupt, Project, Reporter,
    execute::{Compares, Description, Extras, Run, RunSettings},
    report::Event,
};

const NOTHING: &str = "No new upgrade operations detected.";

/// Options of `check`.
#[derive(Clone, Debug, Default)]
pub struct CheckOptions {
    pub form: CheckForm,
    /// What counts as renamed: `users.name=users.full_name`, `users=accounts`.
    pub renames: Vec<String>,
    /// Say nothing of files that were edited after they had been applied.
    pub ignores_edited: bool,
}

/// How differences are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CheckForm {
    /// Alembic's sentence.
    #[default]
    Sentence,
    /// `--json`: a list for programs.
    Json,
    /// `--diff`: the SQL of the upgrade, and the tables before and after it.
    Diff,
}

impl Project {
    /// Compares the models with the database.
    ///
    /// # Errors
    /// When they differ: the differences, as Alembic writes them, or [`crate::ErrorKind::Differs`] where they have been
    /// told already.
    pub fn check(
        &self,
        options: &CheckOptions,
        interrupt: &Interrupt,
        reporter: &mut dyn Reporter,
    ) -> Result<(), Error> {
        self.prepare(reporter)?;
        // Alembic's `check` makes a revision that is not written, so that `process_revision_directives` has its say.
        let extras = Rc::new(Extras::with_directive(json!({"rev_id": self.new_id(None)?, "head": "head"})));
        let compares = match options.form {
            CheckForm::Sentence => Compares::Check,
            CheckForm::Json | CheckForm::Diff => Compares::Description,
        };
        let settings = RunSettings {
            compares,
            extras: Some(Rc::clone(&extras)),
            renames: options.renames.clone(),
            ignores_edited: options.ignores_edited,
            ..RunSettings::of("check")
        };
        Run::env(self, settings, interrupt, reporter, &mut |_, _| Ok(None))?;
        let description = extras.description();
        match options.form {
            CheckForm::Sentence => reporter.report(Event::Message(NOTHING)),
            CheckForm::Json => reporter.report(Event::Output(&as_json(&description))),
            CheckForm::Diff if description.differences.is_empty() => reporter.report(Event::Message(NOTHING)),
            CheckForm::Diff => {
                let sql: String = description.sql.iter().map(|statement| format!("{statement}\n")).collect();
                reporter.report(Event::Output(&format!("{sql}\n")));
                reporter.report(Event::Comparison(&description.tables));
            }
        }
        if description.differences.is_empty() { Ok(()) } else { Err(Error::differs(description.differences.len())) }
    }
}

fn as_json(description: &Description) -> String {
    format!("{:#}\n", json!({"differences": description.differences}))
}
