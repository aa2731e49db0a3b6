//! How long the statements of a connection may take, how long they took, and which locks they were refused.

use std::{
    sync::mpsc::{RecvTimeoutError, Sender, channel},
    thread::{JoinHandle, spawn},
    time::{Duration, Instant},
};

use dialect::{Cancel, Connection, DatabaseError, LockRefusal, TimeLimits, time_limits::time_text};

/// PostgreSQL's `query_canceled`: by hand, or by its own limit.
const QUERY_CANCELED: &str = "57014";

/// The limits of a connection, and how its last statement ended.
#[derive(Debug, Default)]
pub(super) struct Timing {
    limits: TimeLimits,
    took: Duration,
    /// Whether the last statement was cancelled because it took too long.
    ran_out: bool,
    refused: Option<Refused>,
}

/// A lock that a statement was refused.
#[derive(Clone, Debug)]
pub(super) struct Refused {
    pub(super) refusal: LockRefusal,
    /// The first line of the database's message, which is part of what Python makes of it.
    pub(super) message: String,
    pub(super) sql: String,
    pub(super) waited: Duration,
    /// The limit that was set for it, if one was.
    pub(super) limit: Option<Duration>,
}

impl Refused {
    /// `None`: the error is another one.
    pub(super) fn of(error: &DatabaseError, waited: Duration, limits: TimeLimits) -> Option<Self> {
        Some(Self {
            refusal: error.lock_refusal()?,
            message: error.message.lines().next().unwrap_or_default().to_owned(),
            sql: error.sql.clone().unwrap_or_default(),
            waited,
            limit: limits.lock.filter(|limit| !limit.is_zero()),
        })
    }
}

impl Timing {
    pub(super) fn limits(&self) -> TimeLimits {
        self.limits
    }

    /// What is sent from now on may take so long.
    pub(super) fn limit(&mut self, limits: TimeLimits) {
        self.limits = limits;
    }

    /// A statement is sent; where the server does not end it in time, it is cancelled.
    pub(super) fn begin(&mut self, sql: &str, connection: &dyn Connection) -> Watched {
        let limit = self.limits.statement.filter(|limit| !limit.is_zero() && !connection.ends_in_time(sql));
        let watchdog = limit.map(|limit| Watchdog::start(limit, connection.cancel_handle()));
        Watched { began: Instant::now(), watchdog }
    }

    /// It has ended.
    pub(super) fn end(&mut self, watched: Watched) {
        self.took = watched.began.elapsed();
        self.ran_out = watched.watchdog.is_some_and(Watchdog::end);
    }

    /// The last of several statements took so long; the server ends such in time.
    pub(super) fn note_took(&mut self, took: Duration) {
        self.took = took;
        self.ran_out = false;
    }

    /// Keeps what the last statement was refused.
    pub(super) fn note_error(&mut self, error: &DatabaseError) {
        self.refused = Refused::of(error, self.took, self.limits);
    }

    /// Keeps a refusal that came another way.
    pub(super) fn note_refused(&mut self, refused: Option<Refused>) {
        self.refused = refused;
    }

    /// Takes the refusal of a lock that came last.
    pub(super) fn take_refused(&mut self) -> Option<Refused> {
        self.refused.take()
    }

    /// Says which limit the last statement ran into.
    pub(super) fn hint(&self, error: &DatabaseError) -> Option<String> {
        let limit = self.limits.statement.filter(|limit| !limit.is_zero())?;
        let was_ended_by_server = error.code.as_deref() == Some(QUERY_CANCELED) && self.took >= limit;
        (self.ran_out || was_ended_by_server).then(|| {
            format!(
                "the statement was ended because statement_timeout is {}; `--statement-timeout` or, for one step, \
                 `op.get_context().settings.statement_timeout` lets it run longer",
                time_text(limit)
            )
        })
    }
}

/// A statement on its way.
pub(super) struct Watched {
    began: Instant,
    watchdog: Option<Watchdog>,
}

/// Watches one statement on a thread of its own.
struct Watchdog {
    statement: Sender<()>,
    watches: JoinHandle<bool>,
}

impl Watchdog {
    fn start(limit: Duration, cancel: Box<dyn Cancel>) -> Self {
        let (statement, runs) = channel::<()>();
        let watches = spawn(move || {
            let has_run_out = runs.recv_timeout(limit) == Err(RecvTimeoutError::Timeout);
            if has_run_out {
                cancel.cancel();
            }
            has_run_out
        });
        Self { statement, watches }
    }

    /// The statement has ended; returns whether it was cancelled.
    fn end(self) -> bool {
        drop(self.statement);
        self.watches.join().unwrap_or_default()
    }
}
