//! `deploy`: the production flow as one command. A rehearsal, lint, backup, upgrade, then a look whether all is as it
//! should be; on failure it says where the database is and how to go back.

mod report;
mod stop;
mod too_slow;

use std::{cell::RefCell, rc::Rc};

use dialect::trash::Entry;
use revisions::Heads;
use serde_json::{Value as Json, json};

use crate::{
    CheckOptions, Error, ErrorKind, Interrupt, Limits, Project, RehearseOptions, Reporter,
    command::{BackupWish, SafeguardOptions, trash::told},
    config::{
        Url,
        own_settings::{DEPLOY_WITHOUT, SMOKE},
    },
    execute::{DeployLocks, Judging, Run, RunSettings, Safeguards},
    rehearsal::Models,
    report::Event,
};
use report::{Ledger, VERIFY};
use stop::Stop;
use too_slow::{TooSlow, too_slow};

pub use report::{DeployOutcome, DeployReport, PartOutcome, PartReport, StopReport};

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
    pub const fn name(self) -> &'static str {
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
    pub form: DeployForm,
}

/// How it is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DeployForm {
    /// A sentence at the end.
    #[default]
    Sentence,
    /// A [`DeployReport`], also of a deploy that stops.
    Json,
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
    form: DeployForm,
}

impl Wishes {
    /// The parts that are left out.
    fn left_out(&self) -> Vec<DeployPart> {
        let has = |part: &DeployPart| match part {
            DeployPart::Rehearsal => self.rehearses,
            DeployPart::Lint => self.judging != Judging::Not,
            DeployPart::Backup => self.safeguards.backup.is_some(),
            DeployPart::Check => self.checks_models,
            DeployPart::Smoke => self.smoke.is_some(),
        };
        DeployPart::ALL.into_iter().filter(|part| !has(part)).collect()
    }
}

/// What a look at the database shows.
#[derive(Clone, Debug, Default)]
struct Survey {
    database: Option<Url>,
    has_models: bool,
    heads: Heads,
    /// What is to be applied.
    revisions: Vec<String>,
    /// Where they end.
    after: Heads,
}

impl Survey {
    /// How many revisions are to be applied.
    fn steps(&self) -> usize {
        self.revisions.len()
    }
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
        let mut ledger = Ledger::begin(&wishes.target, &wishes.left_out());
        let outcome = self.warning_once(|| self.deploy_as_wished(&wishes, &mut ledger, interrupt, &mut *reporter));
        if options.form == DeployForm::Json {
            reporter.report(Event::Output(&ledger.close(outcome.as_ref().err()).to_json()));
        }
        outcome
    }

    /// Runs the parts one after the other.
    fn deploy_as_wished(
        &self,
        wishes: &Wishes,
        ledger: &mut Ledger,
        interrupt: &Interrupt,
        reporter: &mut dyn Reporter,
    ) -> Result<(), Error> {
        // Held to the end: another deploy waits before it rehearses, and then finds the work done.
        let locks = Rc::new(DeployLocks::default());
        let mut first = self.survey(wishes, Some(&locks), interrupt, reporter)?;
        if locks.are_held() {
            first = self.survey(wishes, None, interrupt, reporter)?;
        }
        ledger.looked(&first);
        reporter.report(Event::Note(&begins(&first, &wishes.target)));
        let trail = Rc::clone(&wishes.safeguards.trail);
        let stop = Stop { project: self, before: first.heads.clone(), trail, now: RefCell::default() };
        let outcome = self.run_parts(wishes, &first, &stop, ledger, interrupt, reporter);
        match &outcome {
            Ok(last) => ledger.ended_at(Some(last.heads.iter())),
            Err(_) => ledger.ended_at(stop.now.borrow().as_ref().map(Heads::iter)),
        }
        reporter.report(Event::Message(&ends(&first, &outcome?)));
        Ok(())
    }

    /// What is done once it is known where the database is; returns where it is then.
    fn run_parts(
        &self,
        wishes: &Wishes,
        first: &Survey,
        stop: &Stop<'_>,
        ledger: &mut Ledger,
        interrupt: &Interrupt,
        reporter: &mut dyn Reporter,
    ) -> Result<Survey, Error> {
        if first.steps() > 0 && wishes.rehearses {
            let name = DeployPart::Rehearsal.name();
            let rehearsed = ledger.part(name, || Ok(((), self.rehearse_first(wishes, interrupt, &mut *reporter)?)));
            rehearsed.map_err(|error| stop.of(name, error))?;
        }
        if first.steps() > 0 {
            let applied = self.apply(wishes, interrupt, reporter);
            let kept = self.kept_by(&wishes.safeguards.trail);
            ledger.ran(&wishes.safeguards.trail, first, kept.as_deref(), applied.as_ref().err());
            if let Some(kept) = kept.filter(|kept| !kept.is_empty()) {
                reporter.report(Event::Note(&keeps(&kept)));
            }
            applied.map_err(|error| stop.of_applying(error))?;
        }
        let verified = ledger.part(VERIFY, || {
            let last = self.verify(wishes, first, interrupt, &mut *reporter)?;
            let heads: Vec<String> = last.heads.iter().map(ToString::to_string).collect();
            Ok((last, json!({"heads": heads})))
        });
        let last = verified.map_err(|error| stop.of(VERIFY, error))?;
        if wishes.checks_models {
            let name = DeployPart::Check.name();
            let checked = ledger.part(name, || Ok(((), self.check_models(&last, interrupt, &mut *reporter)?)));
            checked.map_err(|error| stop.of(name, error))?;
        }
        if let Some(command) = &wishes.smoke {
            let name = DeployPart::Smoke.name();
            let smoked = ledger.part(name, || {
                self.smoke(command, last.database.as_ref(), wishes.form, interrupt)?;
                Ok(((), json!({"command": command})))
            });
            smoked.map_err(|error| stop.of(name, error))?;
            reporter.report(Event::Note(&format!("deploy: `{command}` is content")));
        }
        Ok(last)
    }

    /// Puts options and settings together; an option that asks for a part goes before the settings that leave it out.
    fn wishes(&self, options: &DeployOptions) -> Result<Wishes, Error> {
        let without = self.left_out(options)?;
        let has = |part: DeployPart| !without.contains(&part);
        let mut safeguards = self.safeguards(&options.safeguards)?;
        if !has(DeployPart::Backup) {
            safeguards.backup = None;
        }
        if has(DeployPart::Backup) && safeguards.backup.is_none() && !safeguards.keeps_dropped {
            let hint = "name a folder with `--backup DIR`, or `backup = DIR` in `[limbeck]`; `--keep-dropped` moves what is \
                        dropped into the trash instead; `--no-backup` goes without";
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
            form: options.form,
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

    /// Looks where the database is and what would be done; changes nothing. With `locks`, it takes the lock of a database where
    /// something is to be done, which may then have been done while it waited.
    fn survey(
        &self,
        wishes: &Wishes,
        locks: Option<&Rc<DeployLocks>>,
        interrupt: &Interrupt,
        reporter: &mut dyn Reporter,
    ) -> Result<Survey, Error> {
        self.prepare(reporter)?;
        let mut survey = Survey::default();
        let settings = RunSettings {
            dont_mutate: true,
            is_hushed: true,
            limits: wishes.limits.clone(),
            deploy_locks: locks.cloned(),
            ..RunSettings::of("upgrade")
        };
        Run::env(self, settings, interrupt, reporter, &mut |heads, view| {
            let plan = self.graph_of_run().upgrade(heads, wishes.target.as_str());
            let plan = plan.map_err(|error| Error::from(error).into_host_error())?;
            locks.iter().for_each(|locks| locks.is_wanted.set(!plan.steps.is_empty()));
            let revisions = plan.steps.iter().map(|step| step.revision().map(ToString::to_string).unwrap_or_default());
            survey = Survey {
                database: view.database.clone(),
                has_models: view.has_models,
                heads: heads.clone(),
                revisions: survey.revisions.drain(..).chain(revisions).collect(),
                after: heads.after(&plan.steps),
            };
            Ok(None)
        })?;
        Ok(survey)
    }

    /// Runs the steps on a copy, before anything is changed; whether they can go back is not asked.
    fn rehearse_first(
        &self,
        wishes: &Wishes,
        interrupt: &Interrupt,
        reporter: &mut dyn Reporter,
    ) -> Result<Json, Error> {
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
                let limit = wishes.limits.clone().or_settings(self.config())?.statement_timeout;
                let slow = too_slow(&report.plan.steps, limit);
                for one in &slow {
                    reporter.report(Event::Note(&one.warning(limit.unwrap_or_default())));
                }
                let slow: Vec<Json> = slow.iter().map(TooSlow::facts).collect();
                Ok(json!({"copies": report.scratches, "models": report.models, "too_slow": slow}))
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
        let last = self.survey(wishes, None, interrupt, reporter)?;
        if !last.heads.has_same_rows(&first.after) {
            let text = format!("the database is at {}, and not at {}", words(&last.heads), words(&first.after));
            return Err(Error::command(text));
        }
        if first.steps() > 0 {
            reporter.report(Event::Note(&format!("deploy: the database is at {}, as planned", words(&last.heads))));
        }
        Ok(last)
    }

    /// Whether the models agree; where they cannot be asked it says why.
    fn check_models(&self, last: &Survey, interrupt: &Interrupt, reporter: &mut dyn Reporter) -> Result<Json, Error> {
        let newest: Heads = self.graph_of_run().heads().iter().cloned().collect();
        let is_newest = last.heads.has_same_rows(&newest);
        let reason = match (last.has_models, is_newest) {
            (true, true) => {
                self.check(&CheckOptions::default(), interrupt, reporter)?;
                return Ok(json!({"models": "equal"}));
            }
            (false, _) => "env.py gives none",
            (true, false) => "the target is not the newest revision",
        };
        reporter.report(Event::Note(&format!("deploy: models not compared, because {reason}")));
        Ok(json!({"models": "not_compared", "reason": reason}))
    }
}

fn begins(survey: &Survey, target: &str) -> String {
    let database = survey.database.as_ref().map(Url::with_hidden_password).unwrap_or_default();
    let at = words(&survey.heads);
    match survey.steps() {
        0 => format!("deploy: {database} is at {at}; nothing is to be applied up to {target}"),
        1 => format!("deploy: {database} is at {at}; 1 revision is to be applied up to {target}"),
        steps => format!("deploy: {database} is at {at}; {steps} revisions are to be applied up to {target}"),
    }
}

fn keeps(kept: &[(String, Entry)]) -> String {
    let kept: Vec<String> = kept.iter().map(|(_, entry)| format!("{} as {}", told(entry), entry.id)).collect();
    format!("deploy: the trash keeps {} (`limbeck trash list`)", kept.join(", "))
}

fn ends(first: &Survey, last: &Survey) -> String {
    let (before, after) = (words(&first.heads), words(&last.heads));
    match first.steps() {
        0 => format!("Nothing to deploy: the database is at {after}."),
        1 => format!("Deployed 1 revision: {before} -> {after}."),
        steps => format!("Deployed {steps} revisions: {before} -> {after}."),
    }
}

fn words(heads: &Heads) -> String {
    let words: Vec<&str> = heads.iter().map(revisions::RevisionId::as_str).collect();
    if words.is_empty() { "base".to_owned() } else { words.join(", ") }
}
