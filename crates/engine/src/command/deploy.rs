//! `deploy`: the production flow as one command. A rehearsal, lint, backup, upgrade, then a look whether all is as it
//! should be; on failure it says where the database is and how to go back.

use std::rc::Rc;

use revisions::Heads;
use serde_json::json;

use crate::{
    CheckOptions, Error, ErrorKind, Interrupt, Limits, Project, RehearseOptions, Reporter, Silent,
    command::{BackupWish, SafeguardOptions},
    config::{
        Url,
        own_settings::{DEPLOY_WITHOUT, SMOKE},
    },
    execute::{Judging, Part, Run, RunSettings, Safeguards, Trail},
    rehearsal::Models,
    report::Event,
};

/// A part of a deploy that can be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeployPart {
    /// The upgrade of a copy.
    Rehearsal,
    /// What `lint` says of the steps that would run.
    Lint,
    /// The backup before the first write.
    Backup,
    /// Whether the database is what the models say.
    Check,
    /// The user's own command.
    Smoke,
}

impl DeployPart {
    const ALL: [Self; 5] = [Self::Rehearsal, Self::Lint, Self::Backup, Self::Check, Self::Smoke];

    /// Returns its word in `deploy_without`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rehearsal => "rehearsal",
            Self::Lint => "lint",
            Self::Backup => "backup",
            Self::Check => "check",
            Self::Smoke => "smoke",
        }
    }
}

/// Options of `deploy`.
#[derive(Clone, Debug, Default)]
pub struct DeployOptions {
    /// Where to; `heads` is all.
    pub target: String,
    pub safeguards: SafeguardOptions,
    /// How long to wait, for what.
    pub limits: Limits,
    /// Refuse the upgrade whatever `lint` finds; otherwise its errors refuse it, and warnings are told.
    pub strict: bool,
    /// What is left out, besides what `[limbeck] deploy_without` says.
    pub without: Vec<DeployPart>,
    /// `--smoke`; nothing means what the settings say.
    pub smoke: Option<String>,
}

/// Options and settings, put together.
struct Wishes {
    target: String,
    rehearses: bool,
    judging: Judging,
    limits: Limits,
    safeguards: Safeguards,
    checks_models: bool,
    smoke: Option<String>,
}

/// What a look at the database shows.
#[derive(Clone, Debug, Default)]
struct Survey {
    database: Option<Url>,
    has_models: bool,
    heads: Heads,
    /// How many revisions are to be applied.
    steps: usize,
    /// Where they end.
    after: Heads,
}

/// What is said of a deploy that stops.
struct Report<'deploy> {
    project: &'deploy Project,
    before: Heads,
    trail: Rc<Trail>,
}

impl Project {
    /// Brings a database to the target as the settings say.
    ///
    /// # Errors
    /// Whatever stops a part. The message says what the database is then and the ways back.
    pub fn deploy(
        &self,
        options: &DeployOptions,
        interrupt: &Interrupt,
        reporter: &mut dyn Reporter,
    ) -> Result<(), Error> {
        let wishes = self.wishes(options)?;
        let first = self.survey(&wishes.target, interrupt, reporter)?;
        reporter.report(Event::Note(&begins(&first, &wishes.target)));
        let trail = Rc::clone(&wishes.safeguards.trail);
        let report = Report { project: self, before: first.heads.clone(), trail };
        if first.steps > 0 && wishes.rehearses {
            self.rehearse_first(&wishes, interrupt, reporter).map_err(|error| report.of("rehearsal", error))?;
        }
        if first.steps > 0 {
            self.apply(&wishes, interrupt, reporter).map_err(|error| report.of_applying(error))?;
        }
        let last = self.verify(&wishes, &first, interrupt, reporter).map_err(|error| report.of("verify", error))?;
        if wishes.checks_models {
            self.check_models(&last, interrupt, reporter).map_err(|error| report.of("check", error))?;
        }
        if let Some(command) = &wishes.smoke {
            self.smoke(command, last.database.as_ref(), interrupt).map_err(|error| report.of("smoke", error))?;
            reporter.report(Event::Note(&format!("deploy: `{command}` is content")));
        }
        reporter.report(Event::Message(&ends(&first, &last)));
        Ok(())
    }

    /// Puts options and settings together; an option that asks for a part goes before the settings that leave it out.
    fn wishes(&self, options: &DeployOptions) -> Result<Wishes, Error> {
        let without = self.left_out(options)?;
        let has = |part: DeployPart| !without.contains(&part);
        let safeguards = match has(DeployPart::Backup) {
            true => self.safeguards(&options.safeguards)?,
            false => Safeguards::default(),
        };
        if has(DeployPart::Backup) && safeguards.backup.is_none() {
            let hint =
                "name a folder with `--backup DIR`, or `backup = DIR` in `[limbeck]`; `--no-backup` goes without";
            let text = "deploy writes a backup first, and nobody said where to";
            return Err(Error::command(text).with_hint(Some(hint.into())));
        }
        let judging = match has(DeployPart::Lint) {
            false => Judging::Not,
            true if options.strict => Judging::Strict,
            true => Judging::ByLevel,
        };
        let smoke = options.smoke.clone().map_or_else(|| self.config().own().text(SMOKE), |smoke| Ok(Some(smoke)))?;
        Ok(Wishes {
            target: options.target.clone(),
            rehearses: has(DeployPart::Rehearsal),
            judging,
            limits: options.limits.clone(),
            safeguards,
            checks_models: has(DeployPart::Check),
            smoke: smoke.filter(|_| has(DeployPart::Smoke)),
        })
    }

    fn left_out(&self, options: &DeployOptions) -> Result<Vec<DeployPart>, Error> {
        let is_asked_for = |part: DeployPart| match part {
            DeployPart::Lint => options.strict,
            DeployPart::Backup => matches!(options.safeguards.backup, BackupWish::Into(_)),
            DeployPart::Rehearsal | DeployPart::Check => false,
            DeployPart::Smoke => options.smoke.is_some(),
        };
        let mut without = options.without.clone();
        for word in self.config().own().list(DEPLOY_WITHOUT)? {
            let Some(part) = DeployPart::ALL.into_iter().find(|part| part.name() == word) else {
                let known = DeployPart::ALL.map(DeployPart::name).join(", ");
                return Err(Error::command(format!("`{}` has no part '{word}' to leave out", DEPLOY_WITHOUT.name()))
                    .with_hint(Some(format!("parts are: {known}"))));
            };
            if !is_asked_for(part) {
                without.push(part);
            }
        }
        if options.safeguards.backup == BackupWish::Never {
            without.push(DeployPart::Backup);
        }
        Ok(without)
    }

    /// Looks where the database is and what would be done; changes nothing.
    fn survey(&self, target: &str, interrupt: &Interrupt, reporter: &mut dyn Reporter) -> Result<Survey, Error> {
        self.prepare(reporter)?;
        let mut survey = Survey::default();
        let settings = RunSettings { dont_mutate: true, is_hushed: true, ..RunSettings::of("upgrade") };
        Run::env(self, settings, interrupt, reporter, &mut |heads, view| {
            let plan = self.graph_of_run().upgrade(heads, target);
            let plan = plan.map_err(|error| Error::from(error).into_host_error())?;
            survey = Survey {
                database: view.database.clone(),
                has_models: view.has_models,
                heads: heads.clone(),
                steps: survey.steps + plan.steps.len(),
                after: heads.after(&plan.steps),
            };
            Ok(None)
        })?;
        Ok(survey)
    }

    /// Runs the steps on a copy, before anything is changed; whether they can go back is not asked.
    fn rehearse_first(&self, wishes: &Wishes, interrupt: &Interrupt, reporter: &mut dyn Reporter) -> Result<(), Error> {
        let options = RehearseOptions {
            revision: wishes.target.clone(),
            rows: RehearseOptions::ROWS,
            round_trips: false,
            tag: None,
        };
        let report = self.rehearse(&options, interrupt, reporter).map_err(|mut error| {
            if error.kind != ErrorKind::Interrupted {
                let own = error.hint.take().map(|hint| format!("{hint}; ")).unwrap_or_default();
                error.hint = Some(format!("{own}`--no-rehearsal` deploys all the same"));
            }
            error
        })?;
        let differences = match &report.models {
            Models::Differ { differences } if wishes.checks_models => Some(differences.join("; ")),
            _ => None,
        };
        match report.error.or(differences.map(|parts| format!("the models differ from the result: {parts}"))) {
            Some(reason) => Err(Error::command(format!("The upgrade of a copy failed: {reason}")).with_hint(Some(
                "`limbeck rehearse` shows how far it came; `--no-rehearsal` deploys all the same".into(),
            ))),
            None => {
                reporter.report(Event::Note(&format!("deploy: rehearsed on a copy, in {:.1} s", report.seconds)));
                Ok(())
            }
        }
    }

    /// Judges the steps, writes the backup and runs them: one run, on one connection.
    fn apply(&self, wishes: &Wishes, interrupt: &Interrupt, reporter: &mut dyn Reporter) -> Result<(), Error> {
        let settings = RunSettings {
            destination_rev: json!(wishes.target),
            judging: wishes.judging,
            limits: wishes.limits.clone(),
            safeguards: wishes.safeguards.clone(),
            ..RunSettings::of("upgrade")
        };
        self.migrate(settings, interrupt, reporter, |project, heads| {
            project.graph_of_run().upgrade(heads, wishes.target.as_str())
        })
    }

    /// Looks whether the database is where the first look said that the steps end.
    fn verify(
        &self,
        wishes: &Wishes,
        first: &Survey,
        interrupt: &Interrupt,
        reporter: &mut dyn Reporter,
    ) -> Result<Survey, Error> {
        let last = self.survey(&wishes.target, interrupt, reporter)?;
        if !last.heads.has_same_rows(&first.after) {
            let text = format!("the database is at {}, and not at {}", words(&last.heads), words(&first.after));
            return Err(Error::command(text));
        }
        if first.steps > 0 {
            reporter.report(Event::Note(&format!("deploy: the database is at {}, as planned", words(&last.heads))));
        }
        Ok(last)
    }

    /// Whether the models agree; where they cannot be asked it says why.
    fn check_models(&self, last: &Survey, interrupt: &Interrupt, reporter: &mut dyn Reporter) -> Result<(), Error> {
        let newest: Heads = self.graph_of_run().heads().iter().cloned().collect();
        let is_newest = last.heads.has_same_rows(&newest);
        let reason = match (last.has_models, is_newest) {
            (true, true) => return self.check(&CheckOptions::default(), interrupt, reporter),
            (false, _) => "env.py gives none",
            (true, false) => "the target is not the newest revision",
        };
        reporter.report(Event::Note(&format!("deploy: models not compared, because {reason}")));
        Ok(())
    }

    /// Where the database is after a failure, a Ctrl-C too; nothing where that cannot be said.
    fn heads_now(&self) -> Option<Heads> {
        let mut now = None;
        let settings = RunSettings { dont_mutate: true, is_hushed: true, ..RunSettings::of("current") };
        let looked = Run::env(self, settings, &Interrupt::default(), &mut Silent, &mut |heads, _| {
            now = Some(heads.clone());
            Ok(None)
        });
        looked.ok().and(now)
    }
}

impl Report<'_> {
    /// Adds to an error of the run what it was about when it stopped.
    fn of_applying(&self, error: Error) -> Error {
        let part = match self.trail.ending.borrow().part {
            Part::Lint => DeployPart::Lint.name(),
            Part::Backup => DeployPart::Backup.name(),
            Part::Plan | Part::Steps => "upgrade",
        };
        self.of(part, error)
    }

    /// Adds to an error where the database is and the ways back.
    fn of(&self, part: &str, mut error: Error) -> Error {
        let now = self.project.heads_now();
        let is_back = now.as_ref().is_some_and(|now| now.has_same_rows(&self.before));
        let leaves_something = self.trail.ending.borrow().has_left_something();
        let state = match &now {
            Some(now) if is_back && leaves_something => format!("the version table says {}, as before", words(now)),
            Some(now) if is_back => format!("the database is at {}, as before", words(now)),
            Some(now) => format!("the database is at {}; it was at {}", words(now), words(&self.before)),
            None => format!("where the database is could not be read; it was at {}", words(&self.before)),
        };
        let first = error.aftermath.take().map(|aftermath| format!("{aftermath}; ")).unwrap_or_default();
        let mut aftermath = format!("{first}deploy stopped in {part}: {state}");
        if !is_back || leaves_something {
            let downgrade = now.and_then(|now| self.downgrade(&now));
            let backups = self.trail.ways_back();
            let backup = Some(format!("the backup: {}", backups.join(", and "))).filter(|_| !backups.is_empty());
            let ways: Vec<String> = downgrade.into_iter().chain(backup).collect();
            if !ways.is_empty() {
                aftermath.push_str(&format!("; the way back: {}", ways.join(", or ")));
            }
        }
        error.aftermath = Some(aftermath);
        error
    }

    /// The downgrade that ends where the database was, if one command does.
    fn downgrade(&self, now: &Heads) -> Option<String> {
        let target = match self.before.as_slice() {
            [] => "base",
            [one] => one.as_str(),
            _ => return None,
        };
        let plan = self.project.graph_of_run().downgrade(now, target).ok()?;
        let goes_back = !plan.steps.is_empty() && now.after(&plan.steps).has_same_rows(&self.before);
        goes_back.then(|| format!("`limbeck downgrade {target}`"))
    }
}

fn begins(survey: &Survey, target: &str) -> String {
    let database = survey.database.as_ref().map(Url::with_hidden_password).unwrap_or_default();
    let at = words(&survey.heads);
    match survey.steps {
        0 => format!("deploy: {database} is at {at}; nothing is to be applied up to {target}"),
        1 => format!("deploy: {database} is at {at}; 1 revision is to be applied up to {target}"),
        steps => format!("deploy: {database} is at {at}; {steps} revisions are to be applied up to {target}"),
    }
}

fn ends(first: &Survey, last: &Survey) -> String {
    let (before, after) = (words(&first.heads), words(&last.heads));
    match first.steps {
        0 => format!("Nothing to deploy: the database is at {after}."),
        1 => format!("Deployed 1 revision: {before} -> {after}."),
        steps => format!("Deployed {steps} revisions: {before} -> {after}."),
    }
}

fn words(heads: &Heads) -> String {
    let words: Vec<&str> = heads.iter().map(revisions::RevisionId::as_str).collect();
    if words.is_empty() { "base".to_owned() } else { words.join(", ") }
}
