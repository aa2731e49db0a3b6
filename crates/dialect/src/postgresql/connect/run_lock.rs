//! The lock of a version table: an advisory lock in an open, idle transaction on a connection of its own.
//!
//! A pooler gives a transaction a server connection to itself until it ends, so the lock holds behind PgBouncer in
//! transaction mode, too, where a lock of the session would be left to strangers. The transaction is READ COMMITTED and
//! idle: it has no snapshot and no lock on any table, and `CREATE INDEX CONCURRENTLY` does not wait for it.
//!
//! Every transaction of the work takes a second advisory lock. If the first connection is lost, whoever gets the lock next
//! waits until the last transaction of the former holder has ended.

use schema::{TableName, Value};
use serde_json::{Map, Value as Json};

use crate::postgresql::Postgresql;
use crate::quote::text_literal;
use crate::run_lock::{Attempt, Entry, Holder, Part, RunLock};
use crate::shown_statement::shown_statement;
use crate::{Connection, DatabaseError, Statement, Url};

/// The server finds out within a minute that a client's machine is gone, instead of in two hours.
const KEEPALIVE: &str = "SET LOCAL tcp_keepalives_idle = 30; SET LOCAL tcp_keepalives_interval = 10; \
                         SET LOCAL tcp_keepalives_count = 3; ";

/// The first version with a limit for whole transactions.
const TRANSACTION_TIMEOUT_SINCE: u32 = 17;

/// How many bytes a session's name may have.
const LONGEST_NAME: usize = 63;

pub(super) struct AdvisoryLock {
    url: Url,
    connect_args: Map<String, Json>,
    run: Key,
    work: Key,
    /// What holds the lock, as long as it does.
    held: Option<Held>,
}

struct Held {
    connection: Box<dyn Connection>,
    /// The server's number of the session.
    session: i64,
}

/// Returns the lock of `table`; `work` says what an unqualified name means.
pub(in crate::postgresql) fn run_lock(
    work: &mut dyn Connection,
    url: &Url,
    connect_args: &Map<String, Json>,
    table: &TableName,
) -> Result<Box<dyn RunLock>, DatabaseError> {
    let namespace = match &table.namespace {
        Some(namespace) => namespace.text.clone(),
        None => namespace_of(work, &table.name.text)?,
    };
    let of = |purpose| Key::of(&[purpose, &namespace, &table.name.text]);
    let (url, connect_args) = (url.clone(), connect_args.clone());
    Ok(Box::new(AdvisoryLock { url, connect_args, run: of("run"), work: of("work"), held: None }))
}

/// Where an unqualified table is, or would be created.
fn namespace_of(work: &mut dyn Connection, table: &str) -> Result<String, DatabaseError> {
    let sql = include_str!("namespace_of_version_table.sql").replace("$1", &text_literal(&Postgresql, table));
    Ok(work.texts(&Statement::plain(sql))?.into_iter().next().unwrap_or_default())
}

impl AdvisoryLock {
    /// The lock of the deploys of the database of that name, held where `url` leads.
    pub(super) fn of_deploys(url: Url, connect_args: Map<String, Json>, name: &str) -> Self {
        let of = |purpose| Key::of(&[purpose, name]);
        Self { url, connect_args, run: of("deploy"), work: of("deployed"), held: None }
    }

    /// Tries to take the lock on a connection of its own, which ends if somebody else was faster.
    fn take(&self, who: &str) -> Result<Option<Held>, DatabaseError> {
        let mut connection = super::connect(&self.url, &self.connect_args)?;
        let has_limit = connection.server_version().first().is_some_and(|major| *major >= TRANSACTION_TIMEOUT_SINCE);
        let limit = if has_limit { "SET LOCAL transaction_timeout = 0; " } else { "" };
        let sql = format!(
            "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL application_name = {}; \
             SET LOCAL idle_in_transaction_session_timeout = 0; {limit}{KEEPALIVE}\
             SELECT pg_catalog.pg_try_advisory_xact_lock({}), pg_catalog.pg_backend_pid()",
            quoted(who),
            self.run.0
        );
        let answer = connection.execute(&Statement::plain(sql))?;
        let row = answer.rows.first().filter(|row| is_true(row.first()));
        let session = row.and_then(|row| text(row.get(1))?.parse().ok());
        if session.is_none() {
            connection.rollback()?;
        }
        Ok(session.map(|session| Held { connection, session }))
    }

    fn holders_of(&mut self, part: Part, work: &mut dyn Connection) -> Result<Vec<Holder>, DatabaseError> {
        let holders = self.holders(work)?;
        Ok(holders.into_iter().filter(|holder| holder.part == part).collect())
    }
}

impl RunLock for AdvisoryLock {
    fn attempt(&mut self, work: &mut dyn Connection, who: &str) -> Result<Attempt, DatabaseError> {
        // Of many runs that wait, each has one connection.
        let holders = self.holders_of(Part::Lock, work)?;
        if !holders.is_empty() {
            return Ok(Attempt::Held(holders));
        }
        self.held = self.take(who)?;
        match self.held {
            Some(_) => Ok(Attempt::Taken),
            None => Ok(Attempt::Held(self.holders_of(Part::Lock, work)?)),
        }
    }

    fn enter(&mut self, work: &mut dyn Connection) -> Result<Entry, DatabaseError> {
        let sql = format!("{KEEPALIVE}SELECT pg_catalog.pg_try_advisory_xact_lock({})", self.work.0);
        let answer = work.execute(&Statement::plain(sql))?;
        let is_alone = answer.rows.first().is_some_and(|row| is_true(row.first()));
        // Only now: nobody can have had the lock in between.
        match (self.is_held(), is_alone) {
            (false, _) => Ok(Entry::Lost),
            (true, true) => Ok(Entry::Inside),
            (true, false) => Ok(Entry::Busy(self.holders_of(Part::Work, work)?)),
        }
    }

    fn is_held(&mut self) -> bool {
        // SHOW takes no snapshot, and an answer means that the transaction is still there.
        let show = Statement::plain("SHOW transaction_isolation");
        self.held.as_mut().is_some_and(|held| held.connection.execute(&show).is_ok())
    }

    fn is_ours(&self, holder: &Holder) -> bool {
        self.held.as_ref().is_some_and(|held| held.session == holder.session)
    }

    fn work_keeps_out_others(&self, _: &dyn Connection) -> bool {
        false
    }

    fn holders(&mut self, work: &mut dyn Connection) -> Result<Vec<Holder>, DatabaseError> {
        let query = include_str!("lock_holders.sql");
        let query = query.replace("$1", &self.run.literal()).replace("$2", &self.work.literal());
        // Two statements go without preparation, and in one round trip.
        let found = work.execute(&Statement::plain(format!("SELECT 1; {query}")))?;
        Ok(found.rows.iter().filter_map(|row| holder(row)).collect())
    }

    fn evict(&mut self, work: &mut dyn Connection) -> Result<(), DatabaseError> {
        let mut holders = self.holders(work)?;
        // The work first: nobody else may begin while it goes on.
        holders.sort_by_key(|holder| holder.part == Part::Lock);
        for holder in holders {
            let end = format!("SELECT pg_catalog.pg_terminate_backend({})", holder.session);
            work.execute(&Statement::plain(end))?;
        }
        Ok(())
    }
}

impl Drop for Held {
    /// Ends the transaction, so that a pooler can go on using its server's connection.
    fn drop(&mut self) {
        drop(self.connection.rollback());
    }
}

/// A key of the server's advisory locks, which it keeps apart by database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Key(i64);

impl Key {
    /// FNV-1a with 64 bits, which every version of this program must compute alike.
    fn of(parts: &[&str]) -> Self {
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        for byte in ["limbeck"].iter().chain(parts).flat_map(|part| part.bytes().chain([0])) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        Self(i64::from_ne_bytes(hash.to_ne_bytes()))
    }

    fn literal(self) -> String {
        format!("'{}'", self.0)
    }
}

fn holder(row: &[Value]) -> Option<Holder> {
    let number = |value: Option<&Value>| text(value)?.parse::<i64>().ok();
    Some(Holder {
        part: if text(row.first())? == "lock" { Part::Lock } else { Part::Work },
        session: number(row.get(1))?,
        who: text(row.get(2)).filter(|who| !who.is_empty()).unwrap_or_else(|| "a session without a name".into()),
        user: text(row.get(3)),
        address: text(row.get(4)),
        seconds: number(row.get(5)).and_then(|seconds| u64::try_from(seconds).ok()),
        statement: text(row.get(6)).map(|sql| shown_statement(&sql)).filter(|sql| !sql.is_empty()),
    })
}

fn text(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::Text(text) => Some(text.clone()),
        _ => None,
    }
}

fn is_true(value: Option<&Value>) -> bool {
    matches!(value, Some(Value::Bool(true))) || text(value).as_deref() == Some("t")
}

/// A literal of at most so many bytes that the server does not cut it; the end of it tells pods apart.
fn quoted(who: &str) -> String {
    let mut rest = who;
    if who.len() > LONGEST_NAME {
        let mut start = who.len() - LONGEST_NAME;
        while !who.is_char_boundary(start) {
            start += 1;
        }
        rest = &who[start..];
    }
    text_literal(&Postgresql, &rest.replace('\\', "/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_of_a_version_table_never_changes() {
        assert_eq!(Key::of(&["run", "public", "alembic_version"]), Key(-3_509_253_485_718_086_064));
        assert_ne!(Key::of(&["run", "a", "bc"]), Key::of(&["run", "ab", "c"]));
    }

    #[test]
    fn a_long_name_keeps_its_end() {
        let name = quoted(&format!("limbeck upgrade 1@{}-pod'7", "x".repeat(80)));
        assert!(name.len() <= LONGEST_NAME + 3 && name.ends_with("-pod''7'"), "{name}");
    }
}
