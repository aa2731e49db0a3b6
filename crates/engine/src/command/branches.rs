//! `branches`: the branch points and what they branch into.

use crate::{
    Error, Project, Reporter, Verbosity,
    command::listing::{Parts, line, shown},
    report::Event,
};

impl Project {
    /// Lists the branch points; reads neither env.py nor a database.
    pub fn branches(&self, verbosity: Verbosity, reporter: &mut dyn Reporter) -> Result<(), Error> {
        for id in self.graph(reporter)?.branch_points()? {
            let node = self.node(&id)?;
            let point = Parts { labels: true, doc: false, parents: false, tree: true };
            let child = Parts { doc: verbosity == Verbosity::Verbose, ..point };
            let margin = " ".repeat(id.to_string().chars().count());
            let mut lines = vec![shown(self, &node, verbosity, point, &[])];
            for id in node.children() {
                lines.push(format!("{margin} -> {}", line(&self.node(&id)?, child, &[])));
            }
            reporter.report(Event::Output(&format!("{}\n\n", lines.join("\n"))));
        }
        Ok(())
    }
}
