//! A lock that somebody else has was in the way: what was done since the last commit is taken back, and done again.
//!
//! A run waits with no lock on any table, so that nobody has to wait behind it. So the whole transaction is taken back, not
//! the step alone: with `transaction_per_migration` that is the step, else every step of the run so far, back to a savepoint
//! before the first of them (what env.py did before that stays). A step that has committed something cannot be taken back.

use std::time::Duration;

use dialect::{
    LockRefusal, Statement,
    in_flight::Verdict,
    time_limits::{Blocker, time_text},
};
use pyruntime::{Conversation, HostError};
use revisions::Heads;

use crate::{
    execute::{
        Run,
        context::{Level, Scope},
        patience::{Begun, Point},
        raise::{database_error, interrupted},
        timing::Refused,
    },
    report::Event,
};

const SAVEPOINT: &str = "limbeck_steps";

/// The longest pause before the first retry; it doubles each time. The pause itself is anything up to that, so that runs
/// that met once do not meet again.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(15);

/// What is said of a refused lock.
struct Report {
    text: String,
    /// Whether a server has sessions that can be ended, and those that are in the way.
    has_sessions: bool,
    sessions: Vec<i64>,
}

impl Run<'_> {
    /// A step is about to begin, in a transaction or without one.
    pub(super) fn mark_step(&mut self, step: usize, heads: &Heads) -> Result<(), HostError> {
        if !self.takes_limits() {
            return Ok(());
        }
        let done = self.ending.done;
        let context = self.context()?;
        let Some(number) = context.connection else { return Ok(()) };
        let is_alone = context.scope_at(Level::Migration) == Scope::Real;
        let retries = context.limits.now.retries;
        let is_in_transaction = self.connections.has_posted() || {
            let open = self.connections.get(number)?;
            open.in_transaction && !open.autocommit
        };
        let retry = &mut self.context()?.retry;
        retry.begun = Some(Begun { step, heads: heads.clone(), done, is_alone, has_sent: false });
        if retry.point.as_ref().is_some_and(|point| !is_alone || point.first.step == step) {
            return Ok(());
        }
        (retry.point, retry.lost) = (None, None);
        match is_in_transaction {
            true if retries > 0 => self.set_point()?,
            true => {}
            false => retry.lost = Some("its connection commits each statement by itself (AUTOCOMMIT)"),
        }
        Ok(())
    }

    /// Everything from here on can be taken back; without a transaction of its own, back to a savepoint.
    fn set_point(&mut self) -> Result<(), HostError> {
        let Some(first) = self.context()?.retry.begun.clone() else { return Ok(()) };
        if !first.is_alone {
            self.tell_context(&format!("SAVEPOINT {SAVEPOINT}"))?;
        }
        let context = self.context()?;
        let created_types = context.wording.created_types.clone();
        let pending = context.journal.pending();
        context.retry.point = Some(Point { first, pending, created_types, used: 0 });
        Ok(())
    }

    /// A script asks for retries of its own step. Earlier steps of its transaction stay, and so do their locks.
    pub(super) fn may_begin_again_from_here(&mut self) -> Result<(), HostError> {
        let takes_limits = self.takes_limits();
        let context = self.context()?;
        let is_asked_for = takes_limits && context.limits.now.retries > 0;
        let retry = &context.retry;
        let (Some(begun), None, None) = (&retry.begun, &retry.point, retry.lost) else { return Ok(()) };
        let has_sent = begun.has_sent;
        match context.connection {
            Some(_) if is_asked_for && has_sent => self.lose_retry("it set lock_retries behind its first statement"),
            Some(_) if is_asked_for => self.set_point()?,
            _ => {}
        }
        Ok(())
    }

    /// Something else than the context's connection was used, which cannot be taken back.
    pub(super) fn lose_retry(&mut self, why: &'static str) {
        if let Some(context) = &mut self.context {
            context.retry.lose(why);
        }
    }

    /// A step has failed. Returns the step and the heads to go on with, where all is as it was before them.
    pub(super) fn begin_again(
        &mut self,
        error: &HostError,
        python: &mut Conversation<'_>,
    ) -> Result<Option<(usize, Heads)>, HostError> {
        let Some(refused) = self.refused_by(error) else { return Ok(None) };
        let report = self.report(&refused);
        let context = self.context()?;
        let retries = context.limits.now.retries;
        let reason = match (&context.retry.point, context.retry.lost) {
            (Some(point), _) if point.used < retries => None,
            (None, Some(lost)) if retries > 0 => Some(format!("the step is not tried again: {lost}")),
            _ => Some(report.ways_out(retries)),
        };
        if let Some(reason) = reason {
            self.ending.refused = Some((refused.message, format!("{}; {reason}", report.text)));
            return Ok(None);
        }
        let steps_done = self.ending.done;
        let Some((first, used)) = self.take_back()? else { return Ok(None) };
        self.forget_readings(python)?;
        let what = if steps_done > first.done { "the steps since the last commit were" } else { "the step was" };
        self.ending.done = first.done;
        self.pause_before_retry(&format!("{}; {what} rolled back", report.text), used, retries)?;
        Ok(Some((first.step, first.heads)))
    }

    /// Takes back what was done since the point. Returns the step that comes now, and how often it was begun again.
    fn take_back(&mut self) -> Result<Option<(Begun, u32)>, HostError> {
        let context = self.context()?;
        context.scopes.pop();
        let Some(point) = &mut context.retry.point else { return Ok(None) };
        point.used += 1;
        let (first, used) = (point.first.clone(), point.used);
        context.wording.created_types = point.created_types.clone();
        context.journal.rewind(point.pending);
        match (first.is_alone, context.connection) {
            (false, _) => self.tell_context(&format!("ROLLBACK TO SAVEPOINT {SAVEPOINT}"))?,
            (true, Some(number)) => self.connections.get(number)?.rollback()?,
            (true, None) => {}
        }
        Ok(Some((first, used)))
    }

    /// How often what is sent now is tried again.
    fn retries_now(&mut self) -> Result<u32, HostError> {
        Ok(if self.takes_limits() { self.context()?.limits.now.retries } else { 0 })
    }

    fn tell_context(&mut self, sql: &str) -> Result<(), HostError> {
        let Some(number) = self.context()?.connection else { return Ok(()) };
        self.connections.get(number)?.execute(&Statement::plain(sql), self.reporter).map(drop)
    }

    /// Begins a transaction, again and again where somebody else has a lock that it needs: SQLite's.
    pub(super) fn begin_patiently(
        &mut self,
        mut begin: impl FnMut(&mut Self) -> Result<(), HostError>,
    ) -> Result<(), HostError> {
        let retries = self.retries_now()?;
        let mut used = 0;
        loop {
            let Err(error) = begin(self) else { return Ok(()) };
            let Some(refused) = self.refused_by(&error) else { return Err(error) };
            if used == retries {
                if retries > 0 || refused.limit.is_some() {
                    let report = self.report(&refused);
                    let hint = format!("{}; {}", report.text, report.ways_out(retries));
                    self.ending.refused = Some((refused.message, hint));
                }
                return Err(error);
            }
            let report = self.report(&refused);
            used += 1;
            self.pause_before_retry(&report.text, used, retries)?;
        }
    }

    /// Sends a statement outside a transaction, again and again where that can do no harm: it was all in a transaction of
    /// its own, or the catalogue says that nothing of it was done, or what is to be cleared away.
    pub(super) fn send_patiently(
        &mut self,
        sql: &str,
        stands_in_transaction: bool,
        mut send: impl FnMut(&mut Self) -> Result<dialect::Rows, HostError>,
    ) -> Result<dialect::Rows, HostError> {
        let retries = self.retries_now()?;
        let is_known = retries == 0 || stands_in_transaction || self.judged_now(sql)? == Verdict::NotDone;
        let mut clearing = Vec::new();
        let mut used = 0;
        loop {
            let cleared = clearing.iter().try_for_each(|statement: &Statement| self.tell_context(&statement.sql));
            let error = match cleared.and_then(|()| send(self)) {
                Ok(rows) => return Ok(rows),
                Err(error) => error,
            };
            let Some(refused) = self.refused_by(&error) else { return Err(error) };
            let report = self.report(&refused);
            let left = match (stands_in_transaction, is_known && used < retries) {
                (false, true) => self.judged_now(sql)?,
                (true, _) => Verdict::NotDone,
                (false, false) => Verdict::Unknown,
            };
            let reason = match left {
                _ if used == retries => report.ways_out(retries),
                Verdict::Done | Verdict::Unknown => {
                    "it stands outside a transaction, and what a second time would do is not known".into()
                }
                Verdict::NotDone | Verdict::Half { .. } => {
                    used += 1;
                    clearing = if let Verdict::Half { clearing, .. } = left { clearing } else { Vec::new() };
                    self.pause_before_retry(&report.text, used, retries)?;
                    continue;
                }
            };
            self.ending.refused = Some((refused.message, format!("{}; {reason}", report.text)));
            return Err(error);
        }
    }

    /// What the catalogue says of a statement.
    fn judged_now(&mut self, sql: &str) -> Result<Verdict, HostError> {
        let context = self.context()?;
        let (dialect, connection) = (context.dialect, context.connection);
        let Some(number) = connection else { return Ok(Verdict::Unknown) };
        let open = self.connections.get(number)?;
        dialect.judge(open.connection.as_mut(), sql).map_err(|error| database_error(&error, &open.driver, None))
    }

    /// The refusal of a lock that this error is of; it is told once.
    pub(super) fn refused_by(&mut self, error: &HostError) -> Option<Refused> {
        let number = self.context.as_ref()?.connection.filter(|_| self.takes_limits())?;
        let refused = self.connections.get(number).ok()?.timing.take_refused()?;
        error.message.contains(&refused.message).then_some(refused)
    }

    /// What was refused, for how long it waited, and who was in the way.
    fn report(&mut self, refused: &Refused) -> Report {
        let sql = dialect::shown_statement(&refused.sql);
        let mut report = Report { text: String::new(), has_sessions: true, sessions: Vec::new() };
        if refused.refusal == LockRefusal::Deadlock {
            report.text = format!("`{sql}` and another session waited for each other's locks");
            return report;
        }
        let limit = match refused.limit {
            Some(limit) => format!("as lock_timeout is {}", time_text(limit)),
            None => "and nobody set a lock_timeout here: the server, the role, the URL or the script did".to_owned(),
        };
        report.text = format!("`{sql}` waited {} s for a lock, {limit}", seconds(refused.waited));
        match self.blockers(&refused.sql) {
            None => {
                report.has_sessions = false;
                report.text.push_str("; another program has it");
            }
            Some(blockers) if blockers.is_empty() => report.text.push_str("; nobody is seen to have it any more"),
            Some(blockers) => {
                blockers.iter().for_each(|blocker| report.text.push_str(&format!("; {blocker}")));
                report.sessions = blockers.iter().map(|blocker| blocker.session).collect();
            }
        }
        report
    }

    /// Who has locks on what a statement names, asked on a connection of its own. `None`: there are no sessions to ask for.
    fn blockers(&mut self, sql: &str) -> Option<Vec<Blocker>> {
        let number = self.context.as_ref()?.connection?;
        let open = self.connections.get(number).ok()?;
        if !open.dialect.facts().namespaces {
            return None;
        }
        let connected = open.dialect.connect(&open.way.address, &open.way.connect_args)?;
        // The error of the statement is the one to tell.
        Some(connected.and_then(|mut aside| open.dialect.blockers(aside.as_mut(), sql)).unwrap_or_default())
    }

    fn pause_before_retry(&mut self, report: &str, used: u32, retries: u32) -> Result<(), HostError> {
        let pause = pause(used);
        self.reporter.report(Event::Note(&format!("{report}; retry {used} of {retries} in {} s", seconds(pause))));
        let interrupt = self.connections.interrupt().clone();
        if interrupt.pause(pause) { Ok(()) } else { Err(interrupted()) }
    }
}

impl Report {
    /// What to type next.
    fn ways_out(&self, retries: u32) -> String {
        let more = match retries {
            0 => "wait longer with `--lock-timeout`, or try again by itself with `--lock-retries 5`".to_owned(),
            1 => "1 retry did not help: `--lock-retries` tries more often, `--lock-timeout` waits longer".to_owned(),
            _ => format!(
                "{retries} retries did not help: `--lock-retries` tries more often, `--lock-timeout` waits longer"
            ),
        };
        match self.sessions.as_slice() {
            _ if !self.has_sessions => format!("{more}; or end the other program"),
            [] => more,
            sessions => {
                let ends = sessions.iter().map(|session| format!("`SELECT pg_terminate_backend({session})`"));
                format!("{more}; or end what is in the way: {}", ends.collect::<Vec<_>>().join(", "))
            }
        }
    }
}

/// Anything up to a longest pause, which doubles each time.
fn pause(used: u32) -> Duration {
    let longest = FIRST_PAUSE.saturating_mul(1 << used.saturating_sub(1).min(10)).min(LONGEST_PAUSE);
    let mut bytes = [0; 4];
    // Without random numbers every run pauses for half of it.
    if getrandom::fill(&mut bytes).is_err() {
        bytes = (u32::MAX / 2).to_le_bytes();
    }
    longest.mul_f64(f64::from(u32::from_le_bytes(bytes)) / f64::from(u32::MAX))
}

fn seconds(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_up_to_the_longest_and_differ() {
        for used in [1, 2, 6, 40] {
            let longest = FIRST_PAUSE.saturating_mul(1 << (used - 1).min(10)).min(LONGEST_PAUSE);
            let pauses: Vec<Duration> = (0..20).map(|_| pause(used)).collect();
            assert!(pauses.iter().all(|pause| *pause <= longest), "{pauses:?}");
            assert!(pauses.iter().any(|pause| *pause != pauses[0]), "{pauses:?}");
        }
    }
}
