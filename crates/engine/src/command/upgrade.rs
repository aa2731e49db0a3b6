//! `upgrade` and `downgrade`: run migrations, or print them with `--sql`.

use std::rc::Rc;

use revisions::{Heads, Plan, ResolveError};
use serde_json::json;

use crate::{
    Error, Interrupt, Limits, Project, Reporter,
    command::SafeguardOptions,
    execute::{Judging, Resume, Run, RunSettings},
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
    /// What is done so that nothing is lost.
    pub safeguards: SafeguardOptions,
}

impl MigrateOptions {
    fn run_settings(&self, command: &'static str, from: Option<String>, to: &str) -> RunSettings {
        RunSettings {
            as_sql: self.sql,
            starting_rev: from,
            destination_rev: json!(to),
            tag: self.tag.clone(),
            judging: if self.strict { Judging::Strict } else { Judging::Not },
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
        let settings = self.guarded(options.run_settings("upgrade", from, &to), options)?;
        let trail = Rc::clone(&settings.safeguards.trail);
        let upgraded = self.migrate(settings, interrupt, reporter, |project, heads| {
            project.graph_of_run().upgrade(heads, to.as_str())
        });
        upgraded.map_err(|error| trail.told(error))
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
        let settings = self.guarded(options.run_settings("downgrade", from, &to), options)?;
        let trail = Rc::clone(&settings.safeguards.trail);
        let downgraded = self.migrate(settings, interrupt, reporter, |project, heads| {
            project.graph_of_run().downgrade(heads, to.as_str())
        });
        downgraded.map_err(|error| trail.told(error))
    }

    /// Splits `from:to`, which only `--sql` allows.
    fn ends(&self, options: &MigrateOptions, reporter: &mut dyn Reporter) -> Result<(Option<String>, String), Error> {
        self.prepare(reporter)?;
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

    fn guarded(&self, settings: RunSettings, options: &MigrateOptions) -> Result<RunSettings, Error> {
        let safeguards = self.safeguards(&options.safeguards)?;
        if options.sql && safeguards.keeps_dropped {
            return Err(Error::command("--sql can't keep what is dropped: that depends on what is in the database")
                .with_hint(Some("with `--no-keep-dropped` the script drops it; or run it without --sql".into())));
        }
        Ok(RunSettings { safeguards, ..settings })
    }

    /// Runs what is planned from the heads that the database is at.
    pub(super) fn migrate(
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
