//! How a deploy went, part by part: what `deploy --json` prints.

use std::time::Instant;

use dialect::trash::Entry;
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::{DeployPart, Survey};
use crate::{
    Error,
    command::trash::facts,
    config::Url,
    execute::{Part, Trail},
    plan::pretty,
};

const UPGRADE: &str = "upgrade";
pub(super) const VERIFY: &str = "verify";

/// The parts in their order.
const PARTS: [&str; 7] = [
    DeployPart::Rehearsal.name(),
    DeployPart::Lint.name(),
    DeployPart::Backup.name(),
    UPGRADE,
    VERIFY,
    DeployPart::Check.name(),
    DeployPart::Smoke.name(),
];

/// What `deploy --json` prints; docs/deploy.md describes the shape.
#[derive(Clone, Debug, Serialize)]
pub struct DeployReport {
    /// Counts changes of this shape that a reader would stumble over.
    pub format: u32,
    pub outcome: DeployOutcome,
    /// The URL, with its password masked.
    pub database: Option<String>,
    pub target: String,
    /// The heads before and after it; nothing where they could not be read.
    pub before: Option<Vec<String>>,
    pub after: Option<Vec<String>>,
    pub parts: Vec<PartReport>,
    pub error: Option<StopReport>,
    pub seconds: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DeployOutcome {
    Deployed,
    NothingToDo,
    Failed,
}

/// One part.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartReport {
    pub name: &'static str,
    pub outcome: PartOutcome,
    /// How long it took, if it was begun.
    pub seconds: Option<f64>,
    /// What there is to say of it, by its name; `null`: nothing.
    pub details: Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PartOutcome {
    Passed,
    Failed,
    /// Options or settings go without it.
    LeftOut,
    /// Nothing was to be applied.
    NotNeeded,
    /// The deploy stopped before it.
    NotReached,
}

/// Why it stopped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StopReport {
    pub message: String,
    pub hint: Option<String>,
    /// Where the database is, and the ways back.
    pub state: Option<String>,
}

/// The report while the deploy goes on.
pub(super) struct Ledger {
    began: Instant,
    report: DeployReport,
}

impl Ledger {
    /// A deploy that begins now.
    pub(super) fn begin(target: &str, left_out: &[DeployPart]) -> Self {
        let part = |name| {
            let is_left_out = left_out.iter().any(|part| part.name() == name);
            let outcome = if is_left_out { PartOutcome::LeftOut } else { PartOutcome::NotReached };
            PartReport { name, outcome, seconds: None, details: Json::Null }
        };
        let report = DeployReport {
            format: 1,
            outcome: DeployOutcome::Failed,
            database: None,
            target: target.to_owned(),
            before: None,
            after: None,
            parts: PARTS.into_iter().map(part).collect(),
            error: None,
            seconds: 0.0,
        };
        Self { began: Instant::now(), report }
    }

    /// What the first look shows.
    pub(super) fn looked(&mut self, first: &Survey) {
        self.report.database = first.database.as_ref().map(Url::with_hidden_password);
        self.report.before = Some(first.heads.iter().map(ToString::to_string).collect());
        self.report.after.clone_from(&self.report.before);
        if first.steps() > 0 {
            return;
        }
        for part in &mut self.report.parts {
            let is_of_steps = PARTS[..4].contains(&part.name);
            if is_of_steps && part.outcome == PartOutcome::NotReached {
                part.outcome = PartOutcome::NotNeeded;
            }
        }
    }

    /// Where the database is at the end, if that could be read.
    pub(super) fn ended_at<'heads>(&mut self, heads: Option<impl Iterator<Item = &'heads revisions::RevisionId>>) {
        self.report.after = heads.map(|heads| heads.map(ToString::to_string).collect());
    }

    /// Runs a part; what it gives beside its result is told of it.
    pub(super) fn part<Given>(
        &mut self,
        name: &'static str,
        work: impl FnOnce() -> Result<(Given, Json), Error>,
    ) -> Result<Given, Error> {
        let began = Instant::now();
        let outcome = work();
        let part = self.named(name);
        part.seconds = Some(began.elapsed().as_secs_f64());
        match outcome {
            Ok((given, details)) => {
                (part.outcome, part.details) = (PartOutcome::Passed, details);
                Ok(given)
            }
            Err(error) => {
                part.outcome = PartOutcome::Failed;
                Err(error)
            }
        }
    }

    /// Takes over the parts of the run that judges, backs up and upgrades.
    pub(super) fn ran(
        &mut self,
        trail: &Trail,
        first: &Survey,
        kept: Option<&[(String, Entry)]>,
        error: Option<&Error>,
    ) {
        let parts = trail.parts.take();
        let ends = parts.iter().skip(1).map(|(_, began)| *began).chain([Instant::now()]);
        for ((part, began), end) in parts.iter().zip(ends) {
            let part = self.named(name_of(*part));
            part.outcome = PartOutcome::Passed;
            part.seconds = Some(part.seconds.unwrap_or_default() + (end - *began).as_secs_f64());
        }
        if error.is_some() {
            let last = parts.last().map_or(Part::Plan, |(part, _)| *part);
            self.named(name_of(last)).outcome = PartOutcome::Failed;
        }
        let kept = kept.map(|kept| kept.iter().map(|(url, entry)| facts(url, entry)).collect::<Vec<_>>());
        let details = [
            (DeployPart::Lint.name(), json!({"findings": trail.findings.take()})),
            (DeployPart::Backup.name(), json!({"files": trail.written()})),
            (UPGRADE, json!({"revisions": first.revisions, "kept": kept})),
        ];
        for (name, details) in details {
            let part = self.named(name);
            if part.seconds.is_some() {
                part.details = details;
            }
        }
    }

    /// The report of a deploy that has ended.
    pub(super) fn close(mut self, error: Option<&Error>) -> DeployReport {
        let was_needed = self.named(UPGRADE).outcome != PartOutcome::NotNeeded;
        self.report.outcome = match error {
            Some(_) => DeployOutcome::Failed,
            None if was_needed => DeployOutcome::Deployed,
            None => DeployOutcome::NothingToDo,
        };
        self.report.error = error.map(|error| StopReport {
            message: error.to_string(),
            hint: error.hint.clone(),
            state: error.aftermath.clone(),
        });
        self.report.seconds = self.began.elapsed().as_secs_f64();
        self.report
    }

    fn named(&mut self, name: &str) -> &mut PartReport {
        let found = self.report.parts.iter_mut().find(|part| part.name == name);
        found.expect("every part is in the list")
    }
}

impl DeployReport {
    /// Returns the report for programs.
    pub fn to_json(&self) -> String {
        pretty(self)
    }
}

/// The part of a deploy that a part of its run belongs to.
pub(super) fn name_of(part: Part) -> &'static str {
    match part {
        Part::Lint => DeployPart::Lint.name(),
        Part::Backup => DeployPart::Backup.name(),
        Part::Plan | Part::Steps => UPGRADE,
    }
}
