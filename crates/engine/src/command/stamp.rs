//! `stamp`: sets the version table without running migrations.

use std::rc::Rc;

use serde_json::json;

use crate::{
    Error, Interrupt, Limits, Project, Reporter,
    command::SafeguardOptions,
    execute::{Compares, Run, RunSettings},
};

/// Options of `stamp`.
#[derive(Clone, Debug, Default)]
pub struct StampOptions {
    pub revisions: Vec<String>,
    pub sql: bool,
    pub tag: Option<String>,
    /// Empty the version table first.
    pub purge: bool,
    /// How long to wait, for what.
    pub limits: Limits,
    pub safeguards: SafeguardOptions,
}

impl Project {
    /// Stamps the version table with the given revisions.
    pub fn stamp(
        &self,
        options: &StampOptions,
        interrupt: &Interrupt,
        reporter: &mut dyn Reporter,
    ) -> Result<(), Error> {
        self.prepare(reporter)?;
        let (start, targets) =
            if options.sql { one_start(&options.revisions)? } else { (None, options.revisions.clone()) };
        let settings = RunSettings {
            as_sql: options.sql,
            starting_rev: start,
            destination_rev: json!(targets),
            tag: options.tag.clone(),
            purge: options.purge,
            limits: options.limits.clone(),
            safeguards: self.safeguards(&options.safeguards)?,
            compares: if options.sql { Compares::Nothing } else { Compares::Warning },
            ..RunSettings::of("stamp")
        };
        let trail = Rc::clone(&settings.safeguards.trail);
        let targets: Vec<&str> = targets.iter().map(String::as_str).collect();
        let stamped = Run::env(self, settings, interrupt, reporter, &mut |heads, _| {
            self.graph_of_run().stamp(heads, &targets).map(Some).map_err(|error| Error::from(error).into_host_error())
        });
        stamped.map_err(|error| trail.told(error))
    }
}

/// Splits `from:to` targets; all must start at the same revision.
fn one_start(revisions: &[String]) -> Result<(Option<String>, Vec<String>), Error> {
    let mut start: Option<&str> = None;
    let mut targets = Vec::new();
    for revision in revisions {
        let Some((from, to)) = revision.split_once(':') else {
            targets.push(revision.clone());
            continue;
        };
        if start.is_some_and(|start| start != from) {
            return Err(Error::command(
                "Stamp operation with --sql only supports a single starting revision at a time",
            ));
        }
        start = Some(from);
        targets.push(to.to_owned());
    }
    Ok((start.map(str::to_owned), targets))
}
