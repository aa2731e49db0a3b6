//! `history`: the revisions in order, newest first.

use revisions::{Bound, RevisionId};

use crate::{
    Error, Interrupt, Project, Reporter, Verbosity,
    command::listing::{Parts, shown},
    execute::{Applied, Run, RunSettings},
    report::Event,
};

/// Options of `history`.
#[derive(Clone, Debug, Default)]
pub struct HistoryOptions {
    /// `[start]:[end]`.
    pub rev_range: Option<String>,
    pub verbosity: Verbosity,
    pub indicate_current: bool,
    /// Say when each revision was applied, by whom, and how long it took, as far as the journal knows.
    pub applied: bool,
}

impl Project {
    /// Lists revisions. Asks the database only for `--indicate-current`, `current` in the range, or where
    /// `revision_environment` is set.
    pub fn history(
        &self,
        options: &HistoryOptions,
        interrupt: &Interrupt,
        reporter: &mut dyn Reporter,
    ) -> Result<(), Error> {
        self.graph(reporter)?;
        let (base, head) = match &options.rev_range {
            None => (String::new(), String::new()),
            Some(range) => {
                let mut ends = range.trim().split(':');
                match (ends.next(), ends.next(), ends.next()) {
                    (Some(base), Some(head), None) => (base.to_owned(), head.to_owned()),
                    (_, Some(_), Some(_)) => {
                        return Err(Error::uncaught("ValueError", "too many values to unpack (expected 2)"));
                    }
                    _ => return Err(Error::command("History range requires [start]:[end], [start]:, or :[end]")),
                }
            }
        };
        let asks_database = options.indicate_current
            || options.applied
            || base == "current"
            || head == "current"
            || self.config().revision_environment()?;
        if !asks_database {
            return self.list(&[base], &[head], &[], options.verbosity, &Applied::default(), reporter);
        }
        let settings = RunSettings { shows_applied: options.applied, ..RunSettings::of("history") };
        Run::env(self, settings, interrupt, reporter, &mut |heads, view| {
            let rows: Vec<String> = heads.iter().map(ToString::to_string).collect();
            let end = |written: &str| if written == "current" { rows.clone() } else { vec![written.to_owned()] };
            let currents = if options.indicate_current { heads.as_slice() } else { &[] };
            self.list(&end(&base), &end(&head), currents, options.verbosity, &view.applied, view.reporter)
                .map_err(Error::into_host_error)?;
            Ok(None)
        })
    }

    fn list(
        &self,
        base: &[String],
        head: &[String],
        currents: &[RevisionId],
        verbosity: Verbosity,
        applied: &Applied,
        reporter: &mut dyn Reporter,
    ) -> Result<(), Error> {
        let graph = self.graph(reporter)?;
        let mut text = String::new();
        for id in graph.history(&bound(base, "base"), &bound(head, "heads"))? {
            text.push_str(&shown(self, &self.node(&id)?, verbosity, Parts::HISTORY, currents));
            if let Some(told) = applied.told(&id) {
                text.push_str(&format!("\n    {told}"));
            }
            text.push('\n');
        }
        reporter.report(Event::Output(&text));
        Ok(())
    }
}

/// An end of the range; an empty one means `otherwise`, several are the rows of the version table.
fn bound(ends: &[String], otherwise: &str) -> Bound {
    match ends {
        [end] if end.is_empty() => Bound::from(otherwise),
        [end] => Bound::from(end.as_str()),
        [] => Bound::from(otherwise),
        ends => Bound::Several(ends.to_vec()),
    }
}
