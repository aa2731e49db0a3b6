//! `check`: whether autogenerate would find something.

use std::rc::Rc;

use serde_json::json;

use crate::{
    Error, Interrupt, Project, Reporter,
    execute::{Compares, Extras, Run, RunSettings},
    report::Event,
};

impl Project {
    /// Compares the models with the database.
    ///
    /// # Errors
    /// When they differ: the differences, as Alembic writes them.
    pub fn check(&self, interrupt: &Interrupt, reporter: &mut dyn Reporter) -> Result<(), Error> {
        self.start_python();
        self.graph(reporter)?;
        self.require_whole_graph()?;
        // Alembic's `check` makes a revision that is not written, so that `process_revision_directives` has its say.
        let extras = Rc::new(Extras::with_directive(json!({"rev_id": self.new_id(None)?, "head": "head"})));
        let settings = RunSettings { compares: Compares::Check, extras: Some(extras), ..RunSettings::of("check") };
        Run::env(self, settings, interrupt, reporter, &mut |_, _| Ok(None))?;
        reporter.report(Event::Message("No new upgrade operations detected."));
        Ok(())
    }
}
