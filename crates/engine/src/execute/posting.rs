//! Which statements are posted, and where one that was posted is waited for (`posted.rs`).

use std::time::Instant;

use dialect::{Statement, split};
use pyruntime::HostError;

use crate::{
    execute::{
        Run,
        connections::{Connections, OpenConnection},
        journal::Unit,
        posted::{Awaited, Outcome, Posted, TellOutcome},
        raise::interrupted,
        stand_ins::refuse_stand_ins,
    },
    report::{Event, Reporter},
};

impl Connections {
    /// Posts a statement that nobody waits for, behind those that are on their way; it must neither begin nor end a
    /// transaction. `false`: it is for the caller to carry out.
    ///
    /// # Errors
    /// One that was posted before failed: this one is not sent.
    pub(super) fn post(
        &mut self,
        number: u32,
        statement: &Statement,
        awaited: Awaited,
        reporter: &mut dyn Reporter,
    ) -> Result<bool, HostError> {
        refuse_stand_ins(statement)?;
        if self.interrupt.is_requested() {
            return Err(interrupted());
        }
        if self.posted.as_ref().is_none_or(|posted| posted.number() != number || !posted.has_connection()) {
            let open = self.get(number)?;
            open.begin_now()?;
            if !open.takes_posts() {
                return Ok(false);
            }
            if self.posted.as_ref().is_none_or(|posted| posted.number() != number) {
                self.posted = Posted::begin(number, OpenConnection::carry_out);
            }
            let Some(posted) = &mut self.posted else { return Ok(false) };
            let Some(open) = self.open.remove(&number) else { return Ok(false) };
            self.interrupt.watch_statement(open.connection.cancel_handle());
            posted.give(open);
        }
        while self.posted.as_ref().is_some_and(Posted::is_full) {
            self.wait_for_one(reporter)?;
        }
        if let Some(posted) = &mut self.posted {
            posted.post(statement.clone(), awaited);
        }
        Ok(true)
    }

    /// Sends off what was posted.
    pub(super) fn send_off(&mut self) {
        if let Some(posted) = &mut self.posted {
            posted.send_off();
        }
    }

    /// Waits for the statements on their way; the thread keeps their connection until somebody wants it.
    ///
    /// # Errors
    /// One of them failed; those behind it were not sent.
    pub(super) fn settle(&mut self, reporter: &mut dyn Reporter) -> Result<(), HostError> {
        while self.posted.as_ref().is_some_and(Posted::is_awaited) {
            self.wait_for_one(reporter)?;
        }
        Ok(())
    }

    /// Whether the thread has a connection: it is in a transaction of ours, and no statement commits by itself.
    pub(super) fn has_posted(&self) -> bool {
        self.posted.as_ref().is_some_and(Posted::has_connection)
    }

    fn wait_for_one(&mut self, reporter: &mut dyn Reporter) -> Result<(), HostError> {
        let Some(posted) = &mut self.posted else { return Ok(()) };
        reporter.report(Event::Statement(posted.first().unwrap_or_default()));
        let outcome = posted.wait(|running| reporter.report(Event::Running(running)));
        reporter.report(Event::Answered);
        if outcome.is_err() {
            self.take_back();
        }
        outcome
    }

    /// Takes the connection back, whatever was on its way.
    pub(super) fn take_back(&mut self) {
        if let Some(posted) = &mut self.posted
            && let Some(open) = posted.take_back()
        {
            self.interrupt.forget_statement();
            self.open.insert(posted.number(), open);
        }
    }
}

impl OpenConnection {
    /// Whether statements may be sent while others are prepared: over a network that saves the waiting, and inside a
    /// transaction a failure takes all back.
    fn takes_posts(&self) -> bool {
        self.connection.is_remote()
            && self.tape.is_none()
            && self.is_in_real_transaction()
            && self.connection.in_transaction()
    }

    /// Sends statements that were posted.
    fn carry_out(&mut self, statements: &[Statement], tell: &mut TellOutcome<'_>) {
        let end_in_time = statements.iter().all(|statement| self.connection.ends_in_time(&statement.sql));
        if end_in_time && !self.interrupt.is_requested() {
            return self.carry_out_together(statements, tell);
        }
        for statement in statements {
            let outcome = self.carry_out_one(statement);
            let is_done = outcome.is_ok();
            tell(outcome);
            if !is_done {
                return;
            }
        }
    }

    fn carry_out_one(&mut self, statement: &Statement) -> Outcome {
        if self.interrupt.is_requested() {
            return Err(interrupted());
        }
        let sent = self.timed(&statement.sql, |connection| connection.execute(statement));
        sent.map(|rows| rows.affected).map_err(|error| self.raised(&error, statement))
    }

    fn carry_out_together(&mut self, statements: &[Statement], tell: &mut TellOutcome<'_>) {
        let mut left = statements.iter();
        let mut began = Instant::now();
        let mut failed = None;
        self.connection.execute_in_turn(statements, &mut |outcome| {
            let statement = left.next();
            match outcome {
                Ok(rows) => tell(Ok(rows.affected)),
                Err(error) => failed = statement.map(|statement| (error, statement, began.elapsed())),
            }
            began = Instant::now();
        });
        if let Some((error, statement, took)) = failed {
            self.timing.note_took(took);
            tell(Err(self.raised(&error, statement)));
        }
    }
}

impl Run<'_> {
    /// Posts a statement of a script that waits for no answer; `false`: it is to be carried out in its turn.
    pub(super) fn post_of_script(
        &mut self,
        number: u32,
        unit: &Unit<'_>,
        statement: &Statement,
    ) -> Result<bool, HostError> {
        let Some(frame) = self.posts_from.clone() else { return Ok(false) };
        let is_alone = matches!(split::statements(&statement.sql).as_slice(), [_]) && statement.guard.is_none();
        if !is_alone || !self.only_counts(unit) {
            return Ok(false);
        }
        let awaited = Awaited { sql: statement.sql.clone(), frame: Some(frame), of_one_row: None };
        let is_on_its_way = self.connections.post(number, statement, awaited, self.reporter)?;
        if is_on_its_way {
            self.count_posted();
        }
        Ok(is_on_its_way)
    }
}
