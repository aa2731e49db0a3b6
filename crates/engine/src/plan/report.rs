//! The plan as a value: steps, statements, what each does to the tables, and the verdict.

use lint::{Effect, Lock, Recorded, Server, Situation, Size};
use schema::TableName;
use serde::Serialize;

use super::{
    Blocks, Outcome, PlannedEffect, PlannedStatement, PlannedStep, RecordedRun, RecordedStep, Recording, Sent,
    TableSize, Thing,
    estimate::{self, Work},
    verdict::Verdict,
};
use crate::Error;

/// What a plan knows its statements from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The scripts were read and nothing was executed.
    Description,
    /// Everything was executed in a transaction that was rolled back.
    DryRun,
    /// Everything was executed on a scratch database.
    Rehearsal,
}

/// A plan, for people (`to_text`, `to_markdown`) and programs (`to_json`).
#[derive(Clone, Debug, Serialize)]
pub struct PlanReport {
    /// Counts changes of this shape that a reader would stumble over.
    pub format: u32,
    /// `upgrade` or `downgrade`.
    pub direction: &'static str,
    pub basis: Basis,
    /// One for each database or tenant that env.py migrates.
    pub runs: Vec<RecordedRun>,
    /// Those of all runs; fewer than planned where one failed.
    pub steps: Vec<PlannedStep>,
    pub verdict: Verdict,
    /// What else a reader has to know, a sentence each.
    pub notes: Vec<String>,
}

impl PlanReport {
    /// Makes the plan of what was recorded; `error` is what the steps stopped with.
    pub fn of(direction: &'static str, recording: Recording, basis: Basis, error: Option<&Error>) -> Self {
        let Recording { mut runs, steps } = recording;
        if runs.is_empty() {
            runs.push(RecordedRun::default());
        }
        let mut forecasters: Vec<Forecaster<'_>> = runs.iter().map(|run| Forecaster::of(&run.database)).collect();
        let steps: Vec<PlannedStep> = steps.iter().map(|step| forecasters[step.run].step(step, basis)).collect();
        let dialect = runs[0].database.dialect.clone();
        let notes = notes(basis, &dialect, &steps);
        let verdict = match error {
            Some(error) => Verdict::of_failure(&steps, &error.message),
            None => Verdict::of(&dialect, &steps),
        };
        Self { format: 1, direction, basis, runs, steps, verdict, notes }
    }

    /// Returns how many steps there are to do.
    pub fn planned(&self) -> usize {
        self.runs.iter().map(|run| run.planned).sum()
    }

    /// Returns whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// Returns the plan for programs; docs/plan.md describes the shape.
    pub fn to_json(&self) -> String {
        pretty(self)
    }
}

/// Writes a report for programs.
pub(crate) fn pretty(report: &impl Serialize) -> String {
    match serde_json::to_string_pretty(report) {
        Ok(text) => format!("{text}\n"),
        Err(error) => format!("{{\"error\": {:?}}}\n", error.to_string()),
    }
}

/// Judges one statement after the other in the light of what came before.
struct Forecaster<'database> {
    situation: Situation,
    sizes: &'database [TableSize],
}

impl<'database> Forecaster<'database> {
    fn of(database: &'database super::Database) -> Self {
        let server = Server::of(&database.dialect, Some(&database.server_version));
        let sizes = database.tables.iter().filter_map(|size| {
            let bytes = size.heap_bytes + size.index_bytes;
            Some((size.table.clone(), Size { rows: size.rows?, bytes }))
        });
        let mut situation = Situation::unknown(server).with_sizes(sizes);
        if let Some(dialect) = dialect::by_name(&database.dialect) {
            situation = situation.with_schema(&database.schema, dialect);
        }
        Self { situation, sizes: &database.tables }
    }

    fn step(&mut self, step: &RecordedStep, basis: Basis) -> PlannedStep {
        let revision = step.step.revision().map(ToString::to_string);
        let statements = step.things.iter().flat_map(|thing| self.thing(thing, revision.as_deref(), basis)).collect();
        PlannedStep {
            run: step.run,
            revision: revision.clone(),
            description: step.step.log(),
            file: step.file.clone(),
            statements,
            seconds: (basis != Basis::Description).then_some(step.seconds),
            is_finished: step.is_finished,
        }
    }

    fn thing(&mut self, thing: &Thing, revision: Option<&str>, basis: Basis) -> Vec<PlannedStatement> {
        // A table that SQLite makes anew is understood by its directive, not by the statements that do it.
        let is_whole = self.situation.server == Server::Sqlite && thing.operation.is_some();
        let mut planned = Vec::new();
        for (index, sent) in thing.sent.iter().enumerate() {
            let recorded = Recorded {
                operation: thing.operation.clone().filter(|_| is_whole && index == 0),
                sql: vec![sent.sql.clone()],
                place: thing.place.as_ref().map(|place| lint::Place { file: place.file.clone(), line: place.line }),
                in_transaction: sent.in_transaction,
                transaction: sent.transaction,
                revision: revision.map(str::to_owned),
            };
            let effects = lint::effects(&recorded, &self.situation);
            let work = Work::of(&sent.sql);
            let effects: Vec<PlannedEffect> = effects.iter().map(|effect| self.effect(effect, work)).collect();
            self.situation.learn(&recorded);
            planned.push(statement(thing, sent, effects, work, basis));
        }
        planned
    }

    fn effect(&self, effect: &Effect, work: Work) -> PlannedEffect {
        let size = self.sizes.iter().find(|size| is_same(&size.table, &effect.relation));
        let blocks = match (effect.blocks_reads(), effect.blocks_writes()) {
            (true, _) => Blocks::ReadsAndWrites,
            (false, true) => Blocks::Writes,
            (false, false) => Blocks::Nothing,
        };
        let lock = match effect.lock {
            Lock::Table(level) => level.to_string(),
            Lock::Database => "write lock of the database".into(),
        };
        PlannedEffect {
            table: effect.relation.to_string(),
            lock,
            blocks,
            rewrites: effect.rewrites,
            scans: effect.scans,
            builds_index: effect.builds_index,
            changes_rows: work == Work::Rows,
            is_worst_case: effect.is_worst_case || work == Work::Rows,
            rows: effect.rows.or(size.and_then(|size| size.rows)),
            bytes: effect.bytes.or(size.map(|size| size.heap_bytes + size.index_bytes)).filter(|bytes| *bytes > 0),
            seconds: match work {
                Work::Rows => estimate::seconds_of_all_rows(effect, size),
                Work::Definition | Work::Code => estimate::seconds(effect, size),
            },
        }
    }
}

fn statement(thing: &Thing, sent: &Sent, effects: Vec<PlannedEffect>, work: Work, basis: Basis) -> PlannedStatement {
    let estimated = effects.iter().map(|effect| effect.seconds).sum::<Option<f64>>();
    let estimated = estimated.filter(|_| work != Work::Code).map(|seconds| seconds + 0.0);
    let was_executed = basis != Basis::Description && sent.outcome == Outcome::Executed;
    PlannedStatement {
        sql: sent.sql.clone(),
        operation: thing.operation.as_ref().map(operation::Operation::directive),
        place: thing.place.clone(),
        in_transaction: sent.in_transaction,
        transaction: sent.transaction,
        times: sent.times,
        outcome: sent.outcome.clone(),
        rows: sent.rows,
        seconds: was_executed.then_some(sent.seconds),
        effects,
        estimated_seconds: estimated,
        measured: sent.measured.clone(),
    }
}

fn is_same(one: &TableName, other: &TableName) -> bool {
    let namespace =
        |table: &TableName| table.namespace.as_ref().map(|name| name.text.clone()).filter(|name| name != "public");
    one.name.text == other.name.text && namespace(one) == namespace(other)
}

fn notes(basis: Basis, dialect: &str, steps: &[PlannedStep]) -> Vec<String> {
    let mut notes = Vec::new();
    let statements = || steps.iter().flat_map(|step| &step.statements);
    if basis == Basis::DryRun && !steps.is_empty() {
        let sequences = if dialect == "postgresql" { "; numbers drawn from sequences stay used" } else { "" };
        notes.push(format!(
            "the steps were executed in a transaction that was rolled back: no row, table or version remains{sequences}"
        ));
    }
    let left_out = statements().find_map(|statement| match &statement.outcome {
        Outcome::LeftOut(reason) => Some(reason),
        _ => None,
    });
    if let Some(reason) = left_out {
        notes.push(format!("{reason}: such statements were not executed, and what depends on them is a guess"));
    }
    if statements().any(|statement| !statement.in_transaction) {
        notes.push("what runs outside a transaction stays when a later statement fails".into());
    }
    notes
}
