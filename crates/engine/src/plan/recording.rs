//! What the steps of a plan send to the database, kept as it happened: the matter of `plan`, dry runs and rehearsals.

use operation::Operation;
use revisions::Step;
use schema::TableName;
use serde::Serialize;

use super::Measured;

/// Everything that steps sent.
#[derive(Clone, Debug, Default)]
pub struct Recording {
    /// One for each `run_migrations` of env.py, which may call it for each of several databases or tenants.
    pub runs: Vec<RecordedRun>,
    pub steps: Vec<RecordedStep>,
}

/// One `run_migrations`, before its first step.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RecordedRun {
    pub database: Database,
    /// The rows of the version table; none at base.
    pub heads: Vec<String>,
    /// How many steps there were to do; fewer are recorded where one failed.
    pub planned: usize,
}

/// The database that a run worked on.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Database {
    /// With the password masked.
    pub url: String,
    /// SQLAlchemy's name of the dialect.
    pub dialect: String,
    pub server_version: Vec<u32>,
    #[serde(skip)]
    pub tables: Vec<TableSize>,
    #[serde(skip)]
    pub schema: schema::Schema,
}

/// A table's size before the first step.
#[derive(Clone, Debug, PartialEq)]
pub struct TableSize {
    pub table: TableName,
    /// The server's estimate; `None` where it has none (never analysed).
    pub rows: Option<u64>,
    /// Of the table itself and what it stores beside (TOAST).
    pub heap_bytes: u64,
    pub index_bytes: u64,
    /// Columns whose order the rows lie in, by the server's statistics: an index of them is sorted already.
    pub in_order_of: Vec<String>,
}

/// One step and what it sent.
#[derive(Clone, Debug)]
pub struct RecordedStep {
    /// The place of its run among the runs.
    pub run: usize,
    pub step: Step,
    /// The version file, as a person in the working directory would write it.
    pub file: Option<String>,
    pub things: Vec<Thing>,
    pub seconds: f64,
    pub is_finished: bool,
}

/// One thing that a step did: a directive with its statements, or statements of the script's own.
#[derive(Clone, Debug, Default)]
pub struct Thing {
    pub operation: Option<Operation>,
    /// The line of the user's file that asked.
    pub place: Option<Place>,
    pub sent: Vec<Sent>,
}

/// A line of a file, as a person in the working directory would write it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    pub file: String,
    pub line: u32,
}

/// One statement, or the same one sent again and again.
#[derive(Clone, Debug)]
pub struct Sent {
    pub sql: String,
    /// How often it was sent at this place, with whatever values.
    pub times: u64,
    /// Rows that it inserted, changed or deleted, of all times; `None`: the statement counts none, or was not executed.
    pub rows: Option<u64>,
    pub seconds: f64,
    pub outcome: Outcome,
    /// Whether a transaction would be open around it.
    pub in_transaction: bool,
    /// Counts the transactions of the run: those with one number stand or fall together.
    pub transaction: usize,
    /// What a rehearsal saw of it.
    pub measured: Option<Measured>,
}

/// What became of a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was only read, from a script that cannot notice that.
    Described,
    Executed,
    /// A dry run did not execute it, for that reason.
    LeftOut(String),
    Failed(String),
}

impl Recording {
    /// Everything that was sent, in order.
    pub fn sent(&self) -> impl Iterator<Item = &Sent> {
        self.steps.iter().flat_map(|step| &step.things).flat_map(|thing| &thing.sent)
    }

    /// The first statement that a dry run could not execute: what comes after it is a guess.
    pub fn first_left_out(&self) -> Option<(&Sent, &str)> {
        self.sent().find_map(|sent| match &sent.outcome {
            Outcome::LeftOut(reason) => Some((sent, reason.as_str())),
            _ => None,
        })
    }
}
