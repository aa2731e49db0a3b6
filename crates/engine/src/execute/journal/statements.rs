//! The statements of a script: counted while they can be taken back, written down around what cannot.

use std::time::Instant;

use dialect::{
    Rows, Statement, Transactional,
    in_flight::{Nature, Verdict, nature},
    journal_table::{JournalRow, Outcome},
};
use pyruntime::HostError;

use super::{Keeping, NOT_COUNTED, REMEMBERED, file::hash_of, milliseconds, now};
use crate::execute::{
    Run,
    raise::{database_error, sqlstate},
    timing::Refused,
};

/// PostgreSQL's `read_only_sql_transaction`.
const READ_ONLY: &str = "25006";

/// How much of a statement's text is kept, in characters.
const KEPT: usize = 2_000;

/// What is counted as one statement. Nothing is worked out before the journal asks for it.
#[derive(Clone, Copy)]
pub(in crate::execute) enum Unit<'unit> {
    /// One statement of an operation, whose answer nobody sees.
    Unanswered(&'unit Statement),
    /// Executions of one text, whose answer the script gets.
    Answered(&'unit [Statement]),
    /// A batch, by its own description: one transaction of its own, whatever it consists of.
    Batch(&'unit str),
}

impl Unit<'_> {
    fn text(&self) -> &str {
        match self {
            Self::Unanswered(statement) => &statement.sql,
            Self::Answered(alike) => alike.first().map_or("", |first| first.sql.as_str()),
            Self::Batch(description) => description,
        }
    }

    fn nature(&self) -> Nature {
        match (self, nature(self.text())) {
            // Whether its function writes is not known, and that nobody sees its rows is.
            (Self::Unanswered(_), Nature::Question) | (Self::Batch(_), _) => Nature::Work,
            (_, nature) => nature,
        }
    }

    fn hash(&self) -> String {
        let statements = match self {
            Self::Unanswered(statement) => std::slice::from_ref(*statement),
            Self::Answered(alike) => *alike,
            Self::Batch(_) => &[],
        };
        hash_of(self.text(), statements.iter().flat_map(|statement| &statement.binds))
    }

    fn is_answered(&self) -> bool {
        matches!(self, Self::Answered(_))
    }

    fn is_batch(&self) -> bool {
        matches!(self, Self::Batch(_))
    }
}

impl Run<'_> {
    /// Whether the journal does nothing for a unit inside a transaction but count it.
    pub(in crate::execute) fn only_counts(&mut self, unit: &Unit<'_>) -> bool {
        let step = self.context.as_ref().and_then(|context| context.journal.step.as_ref());
        let is_followed = step.is_some_and(|step| step.remembers || !step.earlier.is_empty());
        unit.nature() == Nature::Work && !is_followed
    }

    /// Counts a unit of which nothing else is kept.
    pub(in crate::execute) fn count_posted(&mut self) {
        if let Some(context) = &mut self.context {
            context.retry.note_sent();
        }
        let step = self.context.as_mut().and_then(|context| context.journal.step.as_mut());
        if let Some(step) = step.filter(|step| step.is_in_script) {
            step.next += 1;
        }
    }

    /// Carries out a unit of a script, with what the journal has to say before and after it.
    pub(in crate::execute) fn carried_out(
        &mut self,
        number: u32,
        unit: &Unit<'_>,
        mut act: impl FnMut(&mut Self) -> Result<Rows, HostError>,
    ) -> Result<Rows, HostError> {
        let Some(context) = self.context.as_mut().filter(|context| context.connection == Some(number)) else {
            return act(self);
        };
        context.retry.note_sent();
        let Some(step) = context.journal.step.as_mut().filter(|step| step.is_in_script) else {
            return self.unwritten(number, unit, act);
        };
        let is_inside = self.connections.get(number)?.connection.in_transaction();
        let is_continued = !step.earlier.is_empty();
        match unit.nature() {
            Nature::Session => act(self),
            Nature::Control => {
                if ends_transaction(unit.text()) && is_inside {
                    self.journal_leaving()?;
                }
                act(self)
            }
            Nature::Question if is_continued => self.ask_again(number, act),
            Nature::Question => act(self),
            Nature::Work => {
                let place = step.next;
                step.next += 1;
                if let Some(row) = step.earlier.remove(&place) {
                    return self.repeat(number, row, unit, act);
                }
                if !is_inside {
                    return self.outside(number, place, unit, act);
                }
                if step.remembers && step.unwritten.len() >= REMEMBERED {
                    step.remembers = false;
                    step.unwritten.clear();
                }
                if !step.remembers {
                    return act(self);
                }
                let row = self.row_of(place, unit)?;
                let began = Instant::now();
                let rows = act(self)?;
                if let Some(step) = &mut self.context()?.journal.step {
                    step.unwritten.push(ended(row, began, &rows));
                }
                Ok(rows)
            }
        }
    }

    fn row_of(&mut self, place: i64, unit: &Unit<'_>) -> Result<JournalRow, HostError> {
        let Some(step) = &self.context()?.journal.step else {
            return Err(HostError::new("SystemError", "no step is open in the journal"));
        };
        Ok(JournalRow {
            statement: place,
            outcome: Outcome::Started,
            hash: unit.hash(),
            summary: summary(unit),
            started: now(),
            ..step.row.clone()
        })
    }

    /// A statement outside a transaction: one row before it, and the end of that row after it. What could stand in a
    /// transaction does, together with the end of its row: then no crash can part the two.
    fn outside(
        &mut self,
        number: u32,
        place: i64,
        unit: &Unit<'_>,
        act: impl FnMut(&mut Self) -> Result<Rows, HostError>,
    ) -> Result<Rows, HostError> {
        self.write_step(place)?;
        if self.context()?.journal.keeping == Keeping::Nothing {
            return self.unwritten(number, unit, act);
        }
        let mut row = self.row_of(place, unit)?;
        row.in_transaction = self.fits_in_transaction(unit)?;
        self.insert_into_journal(std::slice::from_ref(&row))?;
        self.run_outside(number, row, unit, act)
    }

    fn fits_in_transaction(&mut self, unit: &Unit<'_>) -> Result<bool, HostError> {
        let dialect = self.context()?.dialect;
        let version = self.journal_connection(|open| open.connection.server_version())?;
        Ok(unit.is_batch() || dialect.fits_in_transaction(unit.text(), &version))
    }

    /// A statement of which no journal is kept.
    fn unwritten(
        &mut self,
        number: u32,
        unit: &Unit<'_>,
        mut act: impl FnMut(&mut Self) -> Result<Rows, HostError>,
    ) -> Result<Rows, HostError> {
        let is_one = !matches!(unit, Unit::Answered(several) if several.len() > 1);
        if unit.is_batch() || !is_one || self.connections.get(number)?.connection.in_transaction() {
            return act(self);
        }
        let is_undone_by_error = self.fits_in_transaction(unit)?;
        self.send_patiently(unit.text(), is_undone_by_error, act)
    }

    fn run_outside(
        &mut self,
        number: u32,
        row: JournalRow,
        unit: &Unit<'_>,
        mut act: impl FnMut(&mut Self) -> Result<Rows, HostError>,
    ) -> Result<Rows, HostError> {
        self.send_patiently(unit.text(), row.in_transaction, |run| run.attempt_outside(number, row.clone(), &mut act))
    }

    fn attempt_outside(
        &mut self,
        number: u32,
        row: JournalRow,
        act: &mut dyn FnMut(&mut Self) -> Result<Rows, HostError>,
    ) -> Result<Rows, HostError> {
        let has_transaction = row.in_transaction && !self.connections.get(number)?.connection.in_transaction();
        if has_transaction {
            self.raw(number, |connection| connection.begin(Transactional::Writing))?;
        }
        let began = Instant::now();
        let done = act(self).and_then(|rows| {
            self.end_row(ended(row, began, &rows))?;
            Ok(rows)
        });
        if has_transaction {
            match &done {
                Ok(_) => self.raw(number, |connection| connection.commit())?,
                // The error of the statement is the one to tell.
                Err(_) => drop(self.raw(number, |connection| connection.rollback())),
            }
        }
        done
    }

    fn raw(
        &mut self,
        number: u32,
        act: impl FnOnce(&mut dyn dialect::Connection) -> Result<(), dialect::DatabaseError>,
    ) -> Result<(), HostError> {
        let open = self.connections.get(number)?;
        let began = Instant::now();
        act(open.connection.as_mut()).map_err(|error| {
            let refused = Refused::of(&error, began.elapsed(), open.timing.limits());
            open.timing.note_refused(refused);
            database_error(&error, &open.driver, None)
        })
    }

    fn end_row(&mut self, row: JournalRow) -> Result<(), HostError> {
        let context = self.context()?;
        let Some(table) = context.journal.table.clone() else { return Ok(()) };
        let finish = table.finish(context.dialect, &row);
        self.tell_journal(&[finish])
    }

    /// A unit that an earlier run has begun: it is not run twice.
    fn repeat(
        &mut self,
        number: u32,
        row: JournalRow,
        unit: &Unit<'_>,
        act: impl FnMut(&mut Self) -> Result<Rows, HostError>,
    ) -> Result<Rows, HostError> {
        if row.hash != unit.hash() {
            return Err(another_statement(&row, unit));
        }
        let verdict = match row.outcome {
            Outcome::Done => Verdict::Done,
            Outcome::Started | Outcome::Abandoned => {
                let context = self.context()?;
                context.journal.step.as_mut().and_then(|step| step.verdict.take()).unwrap_or(Verdict::NotDone)
            }
        };
        match verdict {
            Verdict::Done => {
                if row.returned_rows && unit.is_answered() {
                    return Err(rows_are_gone(&row));
                }
                let known = Rows {
                    affected: row.affected.and_then(|count| u64::try_from(count).ok()),
                    last_insert_id: row.inserted,
                    ..Rows::default()
                };
                if row.outcome != Outcome::Done {
                    self.end_row(JournalRow { outcome: Outcome::Done, finished: Some(now()), ..row })?;
                }
                Ok(known)
            }
            Verdict::Half { clearing, .. } => {
                self.tell_journal(&clearing)?;
                self.run_outside(number, row, unit, act)
            }
            Verdict::NotDone | Verdict::Unknown => self.run_outside(number, row, unit, act),
        }
    }

    /// A question between statements that are not run again: it is asked so that it cannot write.
    fn ask_again(
        &mut self,
        number: u32,
        mut act: impl FnMut(&mut Self) -> Result<Rows, HostError>,
    ) -> Result<Rows, HostError> {
        let Some(forbids) = self.context()?.dialect.forbids_writing() else { return act(self) };
        let is_inside = self.connections.get(number)?.connection.in_transaction();
        let (before, after): (&str, &[&str]) = match is_inside {
            true => (
                "SAVEPOINT limbeck_question",
                &["ROLLBACK TO SAVEPOINT limbeck_question", "RELEASE SAVEPOINT limbeck_question"],
            ),
            false => ("BEGIN", &["ROLLBACK"]),
        };
        self.tell_journal(&[Statement::plain(before), Statement::plain(forbids)])?;
        let answer = act(self);
        let after: Vec<Statement> = after.iter().map(|sql| Statement::plain(*sql)).collect();
        self.tell_journal(&after)?;
        answer.map_err(|error| match sqlstate(&error) {
            Some(READ_ONLY) => question_that_writes(error),
            _ => error,
        })
    }

    /// The transaction is about to be committed in the middle of a step: what it did is written with it.
    pub(in crate::execute) fn journal_leaving(&mut self) -> Result<(), HostError> {
        let context = self.context()?;
        let keeps = context.journal.keeping != Keeping::Nothing;
        let Some(step) = context.journal.step.as_ref().filter(|step| keeps && step.is_in_script) else {
            return Ok(());
        };
        let next = step.next;
        self.write_step(next)
    }

    /// Writes the step's own row, the statements before the one at `place`, and the steps before it.
    fn write_step(&mut self, place: i64) -> Result<(), HostError> {
        let journal = &mut self.context()?.journal;
        let mut rows = std::mem::take(&mut journal.pending);
        if let Some(step) = &mut journal.step {
            if !step.is_written {
                step.is_written = true;
                rows.push(step.row.clone());
            }
            if !step.remembers && place > 1 {
                rows.push(JournalRow {
                    statement: 1,
                    outcome: Outcome::Done,
                    hash: NOT_COUNTED.into(),
                    summary: "statements before the step left its transaction".into(),
                    ..step.row.clone()
                });
            }
            // From here on every statement is counted.
            step.remembers = true;
            rows.append(&mut step.unwritten);
        }
        self.insert_into_journal(&rows)
    }
}

/// Whether a control statement commits, or may.
fn ends_transaction(sql: &str) -> bool {
    matches!(dialect::split::first_keyword(sql).as_str(), "COMMIT" | "END" | "RELEASE")
}

fn ended(row: JournalRow, began: Instant, rows: &Rows) -> JournalRow {
    JournalRow {
        outcome: Outcome::Done,
        affected: rows.affected.and_then(|count| i64::try_from(count).ok()),
        inserted: rows.last_insert_id,
        returned_rows: rows.columns.is_some(),
        finished: Some(now()),
        milliseconds: Some(milliseconds(began)),
        ..row
    }
}

/// The beginning of a statement. A password in it is not kept.
fn summary(unit: &Unit<'_>) -> String {
    let text = unit.text().trim();
    let lower = text.to_ascii_lowercase();
    let end = lower.find("password").filter(|_| !unit.is_batch()).map_or(text.len(), |start| start + "password".len());
    let kept: String = text[..end].chars().take(KEPT).collect();
    if kept.len() < text.len() { format!("{kept} …") } else { kept }
}

/// A statement in one line of a message.
pub(super) fn shown(row: &JournalRow) -> String {
    let line = row.summary.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = line.chars().take(100).collect();
    if short.len() < line.len() { format!("{short} …") } else { line }
}

const WAYS_OUT: &str = "put the file back as it was, or run the whole step again with `--resume=all` if it bears that, or \
                        finish it by hand and `stamp` the revision";

fn another_statement(row: &JournalRow, unit: &Unit<'_>) -> HostError {
    let is_same_text = row.hash.split('.').next() == unit.hash().split('.').next();
    let difference = if is_same_text { "it now has other values" } else { "it is now another one" };
    let now: String = unit.text().split_whitespace().collect::<Vec<_>>().join(" ").chars().take(100).collect();
    HostError::command(format!(
        "Can't resume {}: statement {} is done, and {difference}: {} (done: {})",
        row.revision,
        row.statement,
        now,
        shown(row)
    ))
    .with_hint(Some(WAYS_OUT.into()))
}

fn rows_are_gone(row: &JournalRow) -> HostError {
    HostError::command(format!(
        "Can't resume {}: statement {} is done, and the rows that it returned to the script are not kept: {}",
        row.revision,
        row.statement,
        shown(row)
    ))
    .with_hint(Some(WAYS_OUT.into()))
}

fn question_that_writes(error: HostError) -> HostError {
    HostError::command(format!(
        "Can't resume: a question that comes before the last finished statement writes, and whether it did is not known: {}",
        error.message.lines().next().unwrap_or_default()
    ))
    .with_hint(Some(WAYS_OUT.into()))
}

/// The script ended before it came to a statement that an earlier run has begun.
pub(super) fn ended_too_early(row: &JournalRow) -> HostError {
    HostError::command(format!(
        "Can't resume {}: statement {} was begun, and the script no longer comes to it: {}",
        row.revision,
        row.statement,
        shown(row)
    ))
    .with_hint(Some(WAYS_OUT.into()))
}
