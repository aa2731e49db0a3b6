//! `ensure_version`: creates the version table.

use revisions::Plan;

use crate::{
    Error, Interrupt, Project, Reporter,
    execute::{Run, RunSettings},
};

impl Project {
    /// Creates the version table if it is missing, or prints its definition with `sql`.
    pub fn ensure_version(&self, sql: bool, interrupt: &Interrupt, reporter: &mut dyn Reporter) -> Result<(), Error> {
        self.start_python();
        self.graph(reporter)?;
        let settings = RunSettings { as_sql: sql, ensure_version: true, ..RunSettings::of("ensure_version") };
        Run::env(self, settings, interrupt, reporter, &mut |_, _| Ok(None::<Plan>))
    }
}
