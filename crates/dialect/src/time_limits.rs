//! How long a statement may wait for a lock, and how long it may run; and who keeps it waiting.

use std::fmt;
use std::time::Duration;

/// The limits of each statement; `None` leaves what the server, the role or the session says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TimeLimits {
    /// How long it waits for a lock on a table or a row: PostgreSQL's `lock_timeout`, SQLite's `busy_timeout`. Zero: for
    /// ever.
    pub lock: Option<Duration>,
    /// How long it runs, its waiting included: PostgreSQL's `statement_timeout`. Zero: for ever.
    pub statement: Option<Duration>,
}

impl TimeLimits {
    /// The longest limit that PostgreSQL takes: it counts milliseconds in 31 bits, which is almost 25 days.
    pub const LONGEST: Duration = Duration::from_millis(i32::MAX as u64);

    /// Returns the limits by PostgreSQL's names.
    pub fn by_parameter(&self) -> [(&'static str, Option<Duration>); 2] {
        [("lock_timeout", self.lock), ("statement_timeout", self.statement)]
    }
}

/// Writes a time as people and PostgreSQL read it: `250ms`, `5s`, `10min`, `2h`, and `0`.
pub fn time_text(time: Duration) -> String {
    let milliseconds = time.as_millis();
    let unit = |length: u128| milliseconds.is_multiple_of(length).then_some(milliseconds / length);
    match (unit(3_600_000), unit(60_000), unit(1000)) {
        (Some(0), ..) => "0".into(),
        (Some(hours), ..) => format!("{hours}h"),
        (_, Some(minutes), _) => format!("{minutes}min"),
        (.., Some(seconds)) => format!("{seconds}s"),
        _ => format!("{milliseconds}ms"),
    }
}

/// For how long a printed `SET` holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Up to the end of the transaction that is open.
    Transaction,
    /// As long as whoever runs the script is connected.
    Session,
}

/// A session that holds a lock on something that a statement names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocker {
    /// The server's number of the session.
    pub session: i64,
    /// What the session calls itself: `psql`.
    pub application: Option<String>,
    pub user: Option<String>,
    /// `active`, `idle in transaction`.
    pub state: Option<String>,
    /// For how many seconds its transaction is open, by the server's clock. Only for people to read.
    pub seconds: Option<u64>,
    /// What it runs or has run last, without its literals.
    pub statement: Option<String>,
    /// `ACCESS EXCLUSIVE`, and on which table.
    pub lock: String,
    pub relation: String,
}

impl fmt::Display for Blocker {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut more: Vec<String> = self.application.iter().cloned().collect();
        more.extend(self.user.iter().map(|user| format!("user {user}")));
        match (&self.state, self.seconds) {
            (Some(state), Some(seconds)) => more.push(format!("{state}, for {seconds} s")),
            (Some(state), None) => more.push(state.clone()),
            (None, _) => {}
        }
        write!(formatter, "session {} ({}) has {} on {}", self.session, more.join(", "), self.lock, self.relation)?;
        match &self.statement {
            Some(statement) => write!(formatter, ", last by `{statement}`"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_written_in_its_largest_unit() {
        let check = |milliseconds, text: &str| assert_eq!(time_text(Duration::from_millis(milliseconds)), text);
        check(0, "0");
        check(250, "250ms");
        check(1500, "1500ms");
        check(5000, "5s");
        check(90_000, "90s");
        check(600_000, "10min");
        check(7_200_000, "2h");
    }

    #[test]
    fn a_blocker_says_who_it_is_and_what_it_has() {
        let blocker = Blocker {
            session: 812,
            application: Some("psql".into()),
            user: Some("app".into()),
            state: Some("idle in transaction".into()),
            seconds: Some(40),
            statement: Some("LOCK TABLE users".into()),
            lock: "ACCESS EXCLUSIVE".into(),
            relation: "users".into(),
        };
        assert_eq!(
            blocker.to_string(),
            "session 812 (psql, user app, idle in transaction, for 40 s) has ACCESS EXCLUSIVE on users, last by \
             `LOCK TABLE users`"
        );
    }
}
