//! `upgrade` and `downgrade`: run migrations, or print them with `--sql`.

use revisions::{Heads, Plan, ResolveError};
use serde_json::json;

use crate::{
    Error, Interrupt, Limits, Project, Reporter,
    execute::{Resume, Run, RunSettings},
};

/// Options of `upgrade` and `downgrade`.
#[derive(Clone, Debug, Default)]
pub struct MigrateOptions {
    /// Target, or `from:to` with `sql`.
    pub revision: String,
    /// Print statements instead of running them.
    pub sql: bool,
    /// What `context.get_tag_argument()` returns.
    pub tag: Option<String>,
    /// Refuse steps in which `lint` finds something, before anything is done.
    pub strict: bool,
    /// How to go on with a step that an earlier run left half done, outside a transaction.
    pub resume: Resume,
    /// How long to wait, for what.
    pub limits: Limits,
}

impl MigrateOptions {
    fn run_settings(&self, command: &'static str, from: Option<String>, to: &str) -> RunSettings {
        RunSettings {
            as_sql: self.sql,
            starting_rev: from,
            destination_rev: json!(to),
            tag: self.tag.clone(),
            strict: self.strict,
            resume: self.resume,
            limits: self.limits.clone(),
            ..RunSettings::of(command)
        }
    }
}

impl Project {
    /// Upgrades to a later version.
    pub fn upgrade(
        &self,
        options: &MigrateOptions,
        interrupt: &Interrupt,
        reporter: &mut dyn Reporter,
    ) -> Result<(), Error> {
        let (from, to) = self.ends(options, reporter)?;
        self.migrate(options.run_settings("upgrade", from, &to), interrupt, reporter, |project, heads| {
            project.graph_of_run().upgrade(heads, to.as_str())
        })
    }

    /// Reverts to a previous version.
    pub fn downgrade(
        &self,
        options: &MigrateOptions,
        interrupt: &Interrupt,
        reporter: &mut dyn Reporter,
    ) -> Result<(), Error> {
        let (from, to) = self.ends(options, reporter)?;
        if options.sql && from.is_none() {
            return Err(Error::command("downgrade with --sql requires <fromrev>:<torev>"));
        }
        self.migrate(options.run_settings("downgrade", from, &to), interrupt, reporter, |project, heads| {
            project.graph_of_run().downgrade(heads, to.as_str())
        })
    }

    /// Splits `from:to`, which only `--sql` allows.
    fn ends(&self, options: &MigrateOptions, reporter: &mut dyn Reporter) -> Result<(Option<String>, String), Error> {
        self.start_python();
        self.graph(reporter)?;
        self.require_whole_graph()?;
        let Some((from, to)) = options.revision.split_once(':') else {
            return Ok((None, options.revision.clone()));
        };
        if !options.sql {
            return Err(Error::command("Range revision not allowed"));
        }
        if to.contains(':') {
            return Err(Error::uncaught("ValueError", "too many values to unpack (expected 2)"));
        }
        Ok((Some(from.to_owned()), to.to_owned()))
    }

    fn migrate(
        &self,
        settings: RunSettings,
        interrupt: &Interrupt,
        reporter: &mut dyn Reporter,
        plan: impl Fn(&Self, &Heads) -> Result<Plan, ResolveError>,
    ) -> Result<(), Error> {
        Run::env(self, settings, interrupt, reporter, &mut |heads, _| {
            plan(self, heads).map(Some).map_err(|error| Error::from(error).into_host_error())
        })
    }
}
