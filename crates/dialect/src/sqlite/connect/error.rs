//! SQLite's errors as Python's `sqlite3` raises them.

use rusqlite::ffi;

use crate::{DatabaseError, ErrorKind};

/// Returns the error of a statement, or of a call for the connection as a whole (`sql` is then empty).
pub(super) fn of_statement(error: &rusqlite::Error, sql: &str) -> DatabaseError {
    let (code, message) = match error {
        rusqlite::Error::SqliteFailure(failure, message) => {
            (failure.extended_code, message.clone().unwrap_or_else(|| failure.to_string()))
        }
        rusqlite::Error::SqlInputError { error, msg, .. } => (error.extended_code, msg.clone()),
        other => return DatabaseError::of_driver(ErrorKind::Interface, other.to_string()).with_sql(sql),
    };
    let primary = code & 0xff;
    DatabaseError {
        sql: (!sql.is_empty()).then(|| sql.to_owned()),
        cancelled: primary == ffi::SQLITE_INTERRUPT,
        ..DatabaseError::of_driver(kind(primary), message)
    }
}

/// Returns the error of opening a file; rusqlite adds the path to the sentence, Python does not.
pub(super) fn opening(error: &rusqlite::Error) -> DatabaseError {
    let mut error = of_statement(error, "");
    if error.message.starts_with("unable to open database file") {
        error.message.truncate("unable to open database file".len());
    }
    error
}

/// Returns Python's class for a primary result code.
fn kind(code: i32) -> ErrorKind {
    match code {
        ffi::SQLITE_INTERNAL | ffi::SQLITE_NOTFOUND => ErrorKind::Internal,
        ffi::SQLITE_ERROR
        | ffi::SQLITE_PERM
        | ffi::SQLITE_ABORT
        | ffi::SQLITE_BUSY
        | ffi::SQLITE_LOCKED
        | ffi::SQLITE_NOMEM
        | ffi::SQLITE_READONLY
        | ffi::SQLITE_INTERRUPT
        | ffi::SQLITE_IOERR
        | ffi::SQLITE_FULL
        | ffi::SQLITE_CANTOPEN
        | ffi::SQLITE_PROTOCOL
        | ffi::SQLITE_EMPTY
        | ffi::SQLITE_SCHEMA => ErrorKind::Operational,
        ffi::SQLITE_TOOBIG => ErrorKind::Data,
        ffi::SQLITE_CONSTRAINT | ffi::SQLITE_MISMATCH => ErrorKind::Integrity,
        ffi::SQLITE_MISUSE | ffi::SQLITE_RANGE => ErrorKind::Interface,
        _ => ErrorKind::Database,
    }
}
