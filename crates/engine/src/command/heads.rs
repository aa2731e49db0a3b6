//! `heads`: the current available heads of the script directory.

use crate::{
    Error, Project, Reporter, Verbosity,
    command::listing::{Parts, shown},
    report::Event,
};

/// Options of `heads`.
#[derive(Clone, Copy, Debug, Default)]
pub struct HeadsOptions {
    pub verbosity: Verbosity,
    /// Treat dependencies as down revisions: a head that another revision depends on is none.
    pub resolve_dependencies: bool,
}

impl Project {
    /// Lists the heads; reads neither env.py nor a database.
    pub fn heads(&self, options: HeadsOptions, reporter: &mut dyn Reporter) -> Result<(), Error> {
        // Alembic lets a broken graph's exception escape here, and only here.
        let graph = match options.resolve_dependencies {
            true => self.graph(reporter)?,
            false => self.graph(reporter).map_err(Error::escaping)?,
        };
        let heads = if options.resolve_dependencies { graph.resolve("heads")? } else { graph.heads().to_vec() };
        for id in &heads {
            let text = shown(self, &self.node(id)?, options.verbosity, Parts::HEADS, &[]);
            reporter.report(Event::Output(&format!("{text}\n")));
        }
        Ok(())
    }
}
