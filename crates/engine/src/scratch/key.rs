//! The key of a scratch database on PostgreSQL: whoever makes or keeps one holds it. A scratch database whose key is free was
//! left behind by a run that was killed.

use dialect::{Connection, Statement};
use pyruntime::HostError;
use schema::Value;

use super::refused;

/// The first of the key's two numbers; the other one is the hash of the database's name.
const KEY: &str = "hashtext('limbeck scratch')";

/// The first version with a limit for whole transactions.
const TRANSACTION_TIMEOUT_SINCE: u32 = 17;

/// Holds one key at a time, in an open and idle transaction on a connection of its own: behind a pooler a lock of the session
/// would be left to strangers.
pub(super) struct ScratchKey {
    connection: Box<dyn Connection>,
}

impl ScratchKey {
    pub(super) fn new(connection: Box<dyn Connection>) -> Self {
        Self { connection }
    }

    /// Takes the key of a database that nobody else knows yet.
    pub(super) fn hold(&mut self, name: &str) -> Result<(), HostError> {
        match self.try_hold(name)? {
            true => Ok(()),
            false => Err(HostError::command(format!("somebody else has a scratch database of the name {name}"))),
        }
    }

    /// Takes the key of a database, unless its maker is still there.
    pub(super) fn try_hold(&mut self, name: &str) -> Result<bool, HostError> {
        let has_limit =
            self.connection.server_version().first().is_some_and(|major| *major >= TRANSACTION_TIMEOUT_SINCE);
        let limit = if has_limit { "SET LOCAL transaction_timeout = 0; " } else { "" };
        let begin =
            format!("BEGIN ISOLATION LEVEL READ COMMITTED; {limit}SET LOCAL idle_in_transaction_session_timeout = 0");
        self.connection.execute(&Statement::plain(begin)).map_err(refused)?;
        let take = Statement {
            sql: format!("SELECT pg_try_advisory_xact_lock({KEY}, hashtext($1))"),
            binds: vec![Value::Text(name.to_owned())],
            guard: None,
        };
        let answer = self.connection.execute(&take).map_err(refused)?;
        Ok(answer.first() == Some(&Value::Bool(true)))
    }

    /// Lets go of it, if it is held.
    pub(super) fn release(&mut self) {
        // With the connection it would go, too.
        drop(self.connection.rollback());
    }
}
