//! Whether a pooler in transaction mode stands before a server: then what a client sets in its session is left to strangers.

use serde_json::{Map, Value as Json};

use crate::{Connection, DatabaseError, Statement, Transactional, Url};

/// How often it is tried: others may take the server's session that would have told.
const ROUNDS: usize = 3;

/// Returns whether two connections share sessions of the server: one has the session that another had just before, or two at
/// different times.
pub(super) fn shares_sessions(url: &Url, connect_args: &Map<String, Json>) -> Result<bool, DatabaseError> {
    let mut first = super::connect(url, connect_args)?;
    // Where there is no room for another one, whoever needs it will say so.
    let Ok(mut second) = super::connect(url, connect_args) else { return Ok(false) };
    let known = session(first.as_mut())?;
    for _ in 0..ROUNDS {
        second.begin(Transactional::Reading)?;
        let other = session(second.as_mut())?;
        let meanwhile = session(first.as_mut())?;
        second.rollback()?;
        if other == known || meanwhile != known || session(first.as_mut())? != known {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The server's number of the session that answers.
fn session(connection: &mut dyn Connection) -> Result<Vec<String>, DatabaseError> {
    connection.texts(&Statement::plain("SELECT pg_catalog.pg_backend_pid()::text"))
}
