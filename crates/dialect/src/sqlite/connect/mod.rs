//! The SQLite driver: opens a database as SQLAlchemy's pysqlite dialect and Python's `sqlite3` do.

mod backup;
mod busy;
mod error;
mod functions;
mod options;
mod run_lock;
mod session;
mod values;

use rusqlite::config::DbConfig;
use serde_json::{Map, Value as Json};

use crate::{Connection, DatabaseError, Statement, Url};
use options::Options;
use session::Session;

pub(in crate::sqlite) use run_lock::{deploy_lock, run_lock};

/// Returns the file of the main database that a connection has open; empty for one in memory.
pub(in crate::sqlite) fn main_file(connection: &mut dyn Connection) -> Result<String, DatabaseError> {
    let query = Statement::plain("SELECT file FROM pragma_database_list WHERE name = 'main'");
    Ok(connection.texts(&query)?.into_iter().next().unwrap_or_default())
}

/// Opens the database that `url` and SQLAlchemy's `connect_args` name; a missing file is created.
pub fn connect(url: &Url, connect_args: &Map<String, Json>) -> Result<Box<dyn Connection>, DatabaseError> {
    let options = Options::read(url, connect_args)?;
    let database = rusqlite::Connection::open_with_flags(&options.filename, options.flags())
        .map_err(|error| error::opening(&error))?;
    // Python's sqlite3 leaves foreign keys to the script's own PRAGMA; the bundled library would enforce them.
    database
        .set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, false)
        .map_err(|error| error::of_statement(&error, ""))?;
    functions::register(&database).map_err(|error| error::of_statement(&error, ""))?;
    let session = Session::new(database, options).map_err(|error| error::of_statement(&error, ""))?;
    Ok(Box::new(session))
}
