//! `show`: the revisions that a symbol denotes.

use revisions::RevisionId;

use crate::{
    Error, Interrupt, Project, Reporter,
    command::listing::block,
    execute::{Run, RunSettings},
    report::Event,
};

impl Project {
    /// Shows revisions; only `current` asks the database.
    pub fn show(&self, revision: &str, interrupt: &Interrupt, reporter: &mut dyn Reporter) -> Result<(), Error> {
        self.graph(reporter)?;
        if revision != "current" {
            let found = self.graph(reporter)?.resolve(revision)?;
            return self.show_all(&found, reporter);
        }
        Run::env(self, RunSettings::of("show"), interrupt, reporter, &mut |heads, view| {
            let found = self.resolve_rows(heads).map_err(Error::into_host_error)?;
            self.show_all(&found, view.reporter).map_err(Error::into_host_error)?;
            Ok(None)
        })
    }

    fn show_all(&self, revisions: &[RevisionId], reporter: &mut dyn Reporter) -> Result<(), Error> {
        for id in revisions {
            let text = block(self, &self.node(id)?, &[]);
            reporter.report(Event::Output(&format!("{text}\n")));
        }
        Ok(())
    }
}
