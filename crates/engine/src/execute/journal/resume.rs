//! A step that an earlier run left half done: what is done of it, and how it goes on.

use dialect::{
    in_flight::{Verdict, makes_temporary},
    journal_table::{FORMAT, JournalRow, Outcome},
    split::first_keyword,
};
use pyruntime::HostError;
use revisions::{Heads, Step};
use schema::Value;

use super::{Keeping, NOT_COUNTED, Unfinished, identity, now, statements::shown};
use crate::{
    execute::{Run, raise::database_error},
    report::{Event, Question},
};

/// How a run goes on with a step that is half done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Resume {
    /// It stops and explains.
    #[default]
    No,
    /// It continues behind the last statement that is done; the catalogue judges the one that was running.
    Judged,
    /// The person says that the statement that was running is done.
    Done,
    /// The person says that it is not done.
    Again,
    /// The step is run again from its first statement.
    All,
}

impl Run<'_> {
    /// Reads what is unfinished. A journal of a later version stops every run that has something to do.
    pub(super) fn meet_unfinished(&mut self, heads: &Heads, steps: &[Step]) -> Result<(), HostError> {
        let context = self.context()?;
        let (dialect, journal) = (context.dialect, &context.journal);
        let Some(table) = journal.table.clone() else { return Ok(()) };
        let (state, unfinished) =
            (table.state(dialect, &journal.version_table), table.unfinished(dialect, &journal.version_table));
        let state = self.ask_journal(&state)?;
        let number = |index: usize| match state.rows.first().and_then(|row| row.get(index)) {
            Some(Value::Int(number)) => *number,
            _ => 0,
        };
        if number(0) > FORMAT {
            return Err(of_later_version(number(0)));
        }
        if number(1) == 0 {
            return Ok(());
        }
        let rows = JournalRow::read(&self.ask_journal(&unfinished)?);
        for of_attempt in rows.chunk_by(|one, next| one.attempt == next.attempt) {
            let Some((step, statements)) = of_attempt.split_first() else { continue };
            self.meet(step, statements, heads, steps)?;
        }
        Ok(())
    }

    fn ask_journal(&mut self, statement: &dialect::Statement) -> Result<dialect::Rows, HostError> {
        let Some(number) = self.context()?.connection else { return Ok(dialect::Rows::default()) };
        self.connections.get(number)?.execute(statement, self.reporter)
    }

    fn meet(
        &mut self,
        step: &JournalRow,
        statements: &[JournalRow],
        heads: &Heads,
        steps: &[Step],
    ) -> Result<(), HostError> {
        let is_applied = self.is_applied(&step.revision, heads);
        // Somebody has finished it: by hand and `stamp`, with another tool, or this one without a transaction.
        if is_applied == (step.direction == "upgrade") {
            return self.close(step, Outcome::Done);
        }
        if self.settings.command == "stamp" {
            return Ok(());
        }
        let verdict = self.judged(statements)?;
        let report = told(step, statements, verdict.as_ref());
        if self.settings.resume == Resume::No {
            return Err(unfinished(step, &report, verdict.as_ref()));
        }
        let is_planned = |planned: &Step| {
            let (revision, direction) = identity(planned);
            revision == step.revision && direction == step.direction
        };
        if !steps.iter().any(is_planned) {
            let hint = format!("`{} {} --resume` finishes it", step.direction, target(step));
            return Err(
                HostError::command(format!("{report}\nand this command does not come to it")).with_hint(Some(hint))
            );
        }
        if self.settings.resume == Resume::All {
            return self.close(step, Outcome::Abandoned);
        }
        self.refuse_what_cannot_go_on(statements)?;
        let verdict = match (verdict, self.settings.resume) {
            (Some(_), Resume::Done) => Some(Verdict::Done),
            (Some(verdict @ Verdict::Half { .. }), Resume::Again) => Some(verdict),
            (Some(_), Resume::Again) => Some(Verdict::NotDone),
            (Some(Verdict::Unknown), _) => Some(self.ask_person(step, statements, &report)?),
            (verdict, _) => verdict,
        };
        self.reporter.report(Event::Note(&format!("resuming: {report}")));
        let unfinished = Unfinished { step: step.clone(), statements: statements.to_vec(), verdict };
        self.context()?.journal.unfinished.push(unfinished);
        Ok(())
    }

    fn is_applied(&self, revision: &str, heads: &Heads) -> bool {
        self.project.graph_of_run().upgrade(heads, revision).is_ok_and(|plan| plan.steps.is_empty())
    }

    fn close(&mut self, step: &JournalRow, outcome: Outcome) -> Result<(), HostError> {
        let context = self.context()?;
        let Some(table) = context.journal.table.clone() else { return Ok(()) };
        let finish = table.finish(context.dialect, &JournalRow { outcome, finished: Some(now()), ..step.clone() });
        self.ask_journal(&finish)?;
        if self.context()?.journal.keeping == Keeping::Unfinished {
            self.drop_journal_if_done(&table, &step.attempt)?;
        }
        Ok(())
    }

    /// Asks the catalogue about the statement that was running, and whether what is done is there.
    fn judged(&mut self, statements: &[JournalRow]) -> Result<Option<Verdict>, HostError> {
        for (index, row) in statements.iter().enumerate().filter(|(_, row)| row.outcome == Outcome::Done) {
            let may_be_undone = statements[index..].iter().any(|later| is_dropping(&later.summary));
            let is_plain = matches!(first_keyword(&row.summary).as_str(), "CREATE" | "ALTER");
            if !is_plain || may_be_undone {
                continue;
            }
            let found = self.judge(row)?;
            if matches!(found, Verdict::NotDone | Verdict::Half { .. }) {
                return Err(not_there(row, &found));
            }
        }
        match statements.iter().find(|row| row.outcome == Outcome::Started) {
            None => Ok(None),
            Some(row) if row.in_transaction => Ok(Some(Verdict::NotDone)),
            Some(row) => self.judge(row).map(Some),
        }
    }

    fn judge(&mut self, row: &JournalRow) -> Result<Verdict, HostError> {
        let dialect = self.context()?.dialect;
        let Some(number) = self.context()?.connection else { return Ok(Verdict::Unknown) };
        let open = self.connections.get(number)?;
        dialect
            .judge(open.connection.as_mut(), &row.summary)
            .map_err(|error| database_error(&error, &open.driver, None))
    }

    /// What ended with the connection of the run that was broken off is not there for the rest of the step.
    fn refuse_what_cannot_go_on(&self, statements: &[JournalRow]) -> Result<(), HostError> {
        let reason = |row: &JournalRow| match row.hash.as_str() {
            NOT_COUNTED => Some("its statements were not counted, because its file does not say that it commits"),
            _ if makes_temporary(&row.summary) => Some("a temporary table of it is gone with its connection"),
            _ => None,
        };
        let Some((row, reason)) = statements.iter().find_map(|row| Some((row, reason(row)?))) else { return Ok(()) };
        let hint = "run the whole step again with `--resume=all` if it bears that, or finish it by hand and `stamp` the \
                    revision";
        Err(HostError::command(format!("Can't resume {}: {reason}: {}", row.revision, shown(row)))
            .with_hint(Some(hint.into())))
    }

    /// What the catalogue does not tell is asked, never guessed.
    fn ask_person(&mut self, step: &JournalRow, statements: &[JournalRow], report: &str) -> Result<Verdict, HostError> {
        let Some(row) = statements.iter().find(|row| row.outcome == Outcome::Started) else {
            return Ok(Verdict::NotDone);
        };
        let text = format!("Was statement {} carried out?", row.statement);
        match self.reporter.ask(Question { evidence: &format!("{}: {}", step.summary, shown(row)), text: &text }) {
            Some(true) => Ok(Verdict::Done),
            Some(false) => Ok(Verdict::NotDone),
            None => Err(unfinished(step, report, Some(&Verdict::Unknown))),
        }
    }
}

/// Whether a statement may take back what another one made.
fn is_dropping(sql: &str) -> bool {
    let sql = sql.to_ascii_uppercase();
    sql.contains("DROP") || sql.contains("RENAME")
}

fn target(step: &JournalRow) -> String {
    if step.direction == "upgrade" { step.revision.clone() } else { format!("{}-1", step.revision) }
}

/// Which statements are done, one a line.
fn told(step: &JournalRow, statements: &[JournalRow], verdict: Option<&Verdict>) -> String {
    let mut text = format!(
        "{} is unfinished: it left its transaction and was broken off (begun {} by {})",
        step.summary, step.started, step.who
    );
    for row in statements {
        let state = match (row.outcome, verdict) {
            (Outcome::Done, _) => "is done".to_owned(),
            (_, Some(Verdict::Done)) => "was running and is done, the catalogue says".to_owned(),
            (_, Some(Verdict::NotDone)) => "was running and is not done".to_owned(),
            (_, Some(Verdict::Half { what, .. })) => {
                format!("was running and is half done: {what}; it will be cleared away and run again")
            }
            (_, Some(Verdict::Unknown) | None) => "was running, and the catalogue does not tell its end".to_owned(),
        };
        text.push_str(&format!("\n  statement {} {state}: {}", row.statement, shown(row)));
    }
    if statements.is_empty() {
        text.push_str("\n  none of its statements is done");
    }
    text
}

fn unfinished(step: &JournalRow, report: &str, verdict: Option<&Verdict>) -> HostError {
    let target = target(step);
    let hint = match verdict {
        Some(Verdict::Unknown) => format!(
            "look whether the statement that was running was carried out, and say so: `{0} {target} --resume=done` or \
             `--resume=again`",
            step.direction
        ),
        _ => format!(
            "`{0} {target} --resume` goes on behind the last statement that is done; `--resume=all` runs the step again \
             from its first statement; or finish it by hand and `stamp` the revision",
            step.direction
        ),
    };
    HostError::command(report.to_owned()).with_hint(Some(hint))
}

fn not_there(row: &JournalRow, found: &Verdict) -> HostError {
    let what = match found {
        Verdict::Half { what, .. } => what.clone(),
        _ => "the catalogue does not have it".to_owned(),
    };
    HostError::command(format!(
        "{} is unfinished, and the database is not as the journal says: statement {} is done, but {what}: {}",
        row.revision,
        row.statement,
        shown(row)
    ))
    .with_hint(Some(
        "somebody changed the database since; bring it to where the journal says it is, or finish the step by hand and \
         `stamp` the revision"
            .into(),
    ))
}

pub(super) fn of_later_version(format: i64) -> HostError {
    HostError::command(format!(
        "The journal of this database is of format {format}, written by a later version of Limbeck; this one knows format \
         {FORMAT}. Nothing was changed"
    ))
    .with_hint(Some("use that version or a later one; `journal = false` in `[limbeck]` works without the journal".into()))
}
