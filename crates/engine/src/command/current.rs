//! `current`: the revisions that a database is at.

use std::collections::BTreeSet;

use pyruntime::HostError;

use crate::{
    Error, Interrupt, Project, Reporter, Verbosity,
    command::listing::{Parts, shown},
    execute::{Run, RunSettings},
    report::Event,
};

/// Options of `current`.
#[derive(Clone, Copy, Debug, Default)]
pub struct CurrentOptions {
    pub verbosity: Verbosity,
    /// Fail if the database is not on all heads.
    pub check_heads: bool,
}

impl Project {
    /// Shows where the database is; never changes it.
    pub fn current(
        &self,
        options: CurrentOptions,
        interrupt: &Interrupt,
        reporter: &mut dyn Reporter,
    ) -> Result<(), Error> {
        self.start_python();
        self.graph(reporter)?;
        let settings = RunSettings { dont_mutate: true, ..RunSettings::of("current") };
        Run::env(self, settings, interrupt, reporter, &mut |heads, view| {
            if options.verbosity == Verbosity::Verbose {
                view.reporter.report(Event::Output(&format!("Current revision(s) for {}:\n", view.url)));
            }
            let graph = self.graph(view.reporter).map_err(Error::into_host_error)?;
            let at: BTreeSet<_> = heads.iter().collect();
            if options.check_heads && at != graph.heads().iter().collect() {
                return Err(HostError::new(
                    "alembic.util.exc.DatabaseNotAtHead",
                    "Database is not on all head revisions",
                ));
            }
            for id in graph.all_current(heads).map_err(|error| Error::from(error).into_host_error())? {
                let node = self.node(&id).map_err(Error::into_host_error)?;
                let text = shown(self, &node, options.verbosity, Parts::CURRENT, &[]);
                view.reporter.report(Event::Output(&format!("{text}\n")));
            }
            Ok(None)
        })
    }
}
