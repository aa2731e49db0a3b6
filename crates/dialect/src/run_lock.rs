//! The lock that keeps two runs from one version table.
//!
//! It is held by something that ends with its holder: an open transaction on PostgreSQL, the operating system's lock on a
//! file for SQLite. No clock decides who has it, and nothing must be cleaned up after a holder that died.

use crate::{Connection, DatabaseError};

/// What came of trying to take the lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attempt {
    Taken,
    /// Somebody else has it; nobody is named if they let go of it meanwhile.
    Held(Vec<Holder>),
}

/// Whether a transaction of the work may go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    Inside,
    /// A transaction of a run that had the lock before has not ended yet.
    Busy(Vec<Holder>),
    /// The lock is not ours any more.
    Lost,
}

/// Who has the lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// `limbeck upgrade 4711@web-1`: command, process and host; of a foreign session its own name.
    pub who: String,
    pub part: Part,
    /// The server's number of the session (PostgreSQL), or of the process (SQLite).
    pub session: i64,
    /// The database's user, and where the session comes from.
    pub user: Option<String>,
    pub address: Option<String>,
    /// For how many seconds, by the server's clock. Only for people to read.
    pub seconds: Option<u64>,
    /// The statement that runs, without its literals.
    pub statement: Option<String>,
}

/// What of a run a session is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It holds the lock.
    Lock,
    /// It does the work under the lock.
    Work,
}

impl std::fmt::Display for Holder {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.who)?;
        let mut more = Vec::new();
        if let Some(user) = &self.user {
            more.push(format!("user {user}"));
        }
        if let Some(address) = &self.address {
            more.push(format!("from {address}"));
        }
        if let Some(seconds) = self.seconds {
            more.push(format!("for {seconds} s"));
        }
        if more.is_empty() { Ok(()) } else { write!(formatter, " ({})", more.join(", ")) }
    }
}

/// The lock of one version table. Dropping it lets go of it.
pub trait RunLock: Send {
    /// Tries once, without waiting; `who` is what others are told. While somebody else has the lock, nothing is open but
    /// `work`.
    fn attempt(&mut self, work: &mut dyn Connection, who: &str) -> Result<Attempt, DatabaseError>;
    /// Claims a transaction of the work that has just begun on `work`.
    fn enter(&mut self, work: &mut dyn Connection) -> Result<Entry, DatabaseError>;
    /// Returns whether the lock is still ours, for work that is in no transaction.
    fn is_held(&mut self) -> bool;
    /// Returns whether that is this very lock.
    fn is_ours(&self, holder: &Holder) -> bool;
    /// Returns whether the transaction that is open on `work` keeps others out by itself, so that waiting inside it
    /// for the lock would wait for ever.
    fn work_keeps_out_others(&self, work: &dyn Connection) -> bool;
    /// Returns every session that has to do with the lock.
    fn holders(&mut self, work: &mut dyn Connection) -> Result<Vec<Holder>, DatabaseError>;
    /// Ends the sessions of whoever has the lock.
    fn evict(&mut self, work: &mut dyn Connection) -> Result<(), DatabaseError>;
}
