//! How a rehearsal went: what was measured, whether models and schema agree, and whether each step can go back.

mod html;
mod text;
mod would_keep;

use serde::Serialize;

use crate::{
    Error,
    plan::{PlanReport, pretty},
};

pub(crate) use would_keep::would_keep;

/// The report of `rehearse` and of `test`.
#[derive(Clone, Debug, Serialize)]
pub struct RehearsalReport {
    /// Counts changes of this shape that a reader would stumble over.
    pub format: u32,
    pub passed: bool,
    /// `rehearse` or `test`.
    pub command: &'static str,
    /// How each scratch database was made.
    pub scratches: Vec<String>,
    /// What the trash would keep of it, where the settings say `keep_dropped`.
    pub would_keep: Vec<String>,
    /// The steps with what was measured.
    pub plan: PlanReport,
    /// Why the steps stopped before their end.
    pub error: Option<String>,
    /// The heads of the script directory; `test` demands one.
    pub heads: Vec<String>,
    pub models: Models,
    pub round_trips: Vec<RoundTrip>,
    /// Steps that were to go up and down and could not, because one before them did not get up again.
    pub untried: Vec<String>,
    /// The whole rehearsal, scratch databases included.
    pub seconds: f64,
}

/// Whether the result is what the models say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Models {
    Equal,
    Differ { differences: Vec<String> },
    NotCompared { reason: String },
}

/// One step up, down, and up again.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RoundTrip {
    pub revision: String,
    pub description: String,
    #[serde(flatten)]
    pub outcome: TripOutcome,
    /// The data file that was loaded after it.
    pub data: Option<String>,
    pub seconds: f64,
}

/// How a round trip ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum TripOutcome {
    Passed,
    /// Its downgrade says itself that there is none.
    Irreversible {
        reason: String,
    },
    /// The schema after the downgrade is not that before the upgrade, or the second upgrade makes another one than the
    /// first: parts that are there too much and too little, and what is otherwise.
    LeavesTraces {
        leg: &'static str,
        left: Vec<String>,
        missing: Vec<String>,
        changed: Vec<String>,
    },
    Failed {
        leg: &'static str,
        error: String,
    },
}

impl TripOutcome {
    pub fn is_failure(&self) -> bool {
        matches!(self, Self::LeavesTraces { .. } | Self::Failed { .. })
    }
}

impl RehearsalReport {
    pub(crate) fn judged(mut self) -> Self {
        let one_head = self.command != "test" || self.heads.len() < 2;
        let trips = self.round_trips.iter().any(|trip| trip.outcome.is_failure());
        self.passed = self.error.is_none() && one_head && !trips && !matches!(self.models, Models::Differ { .. });
        self
    }

    /// Returns the report for programs; docs/rehearse.md describes the shape.
    pub fn to_json(&self) -> String {
        pretty(self)
    }

    /// Returns an error with exit code 1 where something did not pass.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Rehearsed`].
    pub fn verdict(&self) -> Result<(), Error> {
        if self.passed { Ok(()) } else { Err(Error::rehearsed()) }
    }
}
