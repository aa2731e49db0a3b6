//! The parts of a plan: steps, their statements, and what those do to tables.

use serde::Serialize;

use super::{Measured, Outcome, Place};

/// One step of a plan.
#[derive(Clone, Debug, Serialize)]
pub struct PlannedStep {
    /// The place of its run among the plan's.
    pub run: usize,
    pub revision: Option<String>,
    /// As in log lines: `upgrade a1 -> b2, add a column`.
    pub description: String,
    pub file: Option<String>,
    pub statements: Vec<PlannedStatement>,
    /// How long it took where it was executed.
    pub seconds: Option<f64>,
    pub is_finished: bool,
}

/// One statement of a plan.
#[derive(Clone, Debug, Serialize)]
pub struct PlannedStatement {
    pub sql: String,
    /// The directive that it comes from, `None` for SQL of the script's own.
    pub operation: Option<&'static str>,
    pub place: Option<Place>,
    pub in_transaction: bool,
    /// Counts the transactions of the run: locks are held to the end of theirs.
    pub transaction: usize,
    pub times: u64,
    pub outcome: Outcome,
    /// Rows that it changed where it was executed.
    pub rows: Option<u64>,
    /// How long it took where it was executed.
    pub seconds: Option<f64>,
    pub effects: Vec<PlannedEffect>,
    /// The forecast; `None` where the work depends on a size that nobody knows.
    pub estimated_seconds: Option<f64>,
    pub measured: Option<Measured>,
}

/// What a statement does to a table that was there before the plan.
#[derive(Clone, Debug, Serialize)]
pub struct PlannedEffect {
    pub table: String,
    /// `ACCESS EXCLUSIVE`, …; SQLite has one for the whole database.
    pub lock: String,
    pub blocks: Blocks,
    pub rewrites: bool,
    pub scans: bool,
    pub builds_index: bool,
    /// Rows are changed by their conditions; a plan that did not execute it reckons with all of them.
    pub changes_rows: bool,
    /// The forecast is the worst case: something is not known.
    pub is_worst_case: bool,
    pub rows: Option<u64>,
    pub bytes: Option<u64>,
    pub seconds: Option<f64>,
}

/// Who has to wait for a lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Blocks {
    Nothing,
    Writes,
    ReadsAndWrites,
}

impl Blocks {
    /// Returns the words behind a table's name.
    pub fn shown(self) -> &'static str {
        match self {
            Self::Nothing => "blocks neither reads nor writes",
            Self::Writes => "blocks writes",
            Self::ReadsAndWrites => "blocks reads and writes",
        }
    }
}
