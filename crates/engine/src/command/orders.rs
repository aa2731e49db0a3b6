//! `merge --test`: the branches one after the other on a scratch database, and the other way round on another one.

use std::sync::Arc;

use revisions::RevisionId;
use serde_json::json;

use crate::{
    Error, ErrorKind, Interrupt, Project, Reporter, Silent,
    command::listing::listed,
    execute::{Keeping, Run, RunSettings, Tape},
    report::Event,
    scratch::{Content, Part, Scratches, Traces},
};

const NOTHING_WRITTEN: &str = "the scripts ran on scratch databases, and no file was written";

/// How one order went.
enum Ended {
    /// The schema at its end.
    Well(Vec<Part>),
    /// Which of the branches did not run.
    Stopped { branch: usize, error: Error },
}

impl Project {
    /// Runs the branches from an empty database in their order and in the reverse one, and compares the schemas.
    ///
    /// # Errors
    /// An order in which a script fails, schemas that differ, no right to make a scratch database, Ctrl-C.
    pub(super) fn try_orders(
        &self,
        parents: &[RevisionId],
        interrupt: &Interrupt,
        reporter: &mut dyn Reporter,
    ) -> Result<(), Error> {
        let mut tried = Vec::new();
        let mut failed = Vec::new();
        let reversed: Vec<RevisionId> = parents.iter().rev().cloned().collect();
        for order in [parents, &reversed] {
            match self.in_order(order, interrupt).map_err(nothing_written)? {
                Ended::Well(parts) => tried.push(parts),
                Ended::Stopped { branch: 0, error } => {
                    let text = format!("{} does not run on an empty database: {error}", order[0]);
                    let hint = "`limbeck test` shows how far the revisions come; without `--test` nothing is tried";
                    return Err(nothing_written(Error::command(text).with_hint(Some(hint.into()))));
                }
                Ended::Stopped { branch, error } => {
                    failed.push(format!("{} does not run after {}: {error}", order[branch], listed(&order[..branch])));
                }
            }
        }
        let hint = "`limbeck rebase` puts one branch behind the other, so that there is one order; without `--test` the \
                    merge is written all the same";
        let refused = |text: String| Err(nothing_written(Error::command(text).with_hint(Some(hint.into()))));
        if !failed.is_empty() {
            return refused(failed.join("; "));
        }
        let [first, second] = tried.as_slice() else { return Ok(()) };
        let Traces { left, missing, changed } = Traces::between(first, second);
        let beside = format!("{} run before {} and not after it", listed(&reversed[..1]), listed(&reversed[1..]));
        let left = left.iter().map(|label| format!("{label} is there"));
        let missing = missing.iter().map(|label| format!("{label} is missing"));
        let lines: Vec<String> = left.chain(missing).chain(changed).collect();
        if lines.is_empty() {
            let text = format!("both orders give the same schema: {}, and {}", listed(parents), listed(&reversed));
            reporter.report(Event::Note(&text));
            return Ok(());
        }
        lines.iter().for_each(|line| reporter.report(Event::Note(&format!("{beside}: {line}"))));
        refused(format!("the schema depends on the order of {}", listed(parents)))
    }

    /// Runs each branch after the one before it, on a scratch database of its own.
    fn in_order(&self, order: &[RevisionId], interrupt: &Interrupt) -> Result<Ended, Error> {
        let scratches = Arc::new(Scratches::new(Content::Nothing, self.direct_url()?, interrupt));
        for (branch, target) in order.iter().enumerate() {
            let settings = RunSettings {
                destination_rev: json!(target.as_str()),
                tape: Some(Arc::new(Tape::on_scratches(Keeping::RoundTrip, &scratches))),
                ..RunSettings::of("upgrade")
            };
            let run = Run::env(self, settings, interrupt, &mut Silent, &mut |heads, _| {
                let plan = self.graph_of_run().upgrade(heads, target.as_str());
                plan.map(Some).map_err(|error| Error::from(error).into_host_error())
            });
            match run {
                Ok(()) => {}
                Err(error) if error.kind == ErrorKind::Interrupted => return Err(error),
                Err(error) => return Ok(Ended::Stopped { branch, error }),
            }
        }
        Ok(Ended::Well(scratches.schema()?))
    }
}

fn nothing_written(mut error: Error) -> Error {
    error.aftermath = Some(NOTHING_WRITTEN.to_owned());
    error
}
