//! The schema of a database by the server's own `pg_dump`.

use dialect::{
    Connection,
    backup::{BackupError, Section, Source},
};
use pyruntime::HostError;

use super::Place;
use crate::execute::address;

/// Returns a part of the schema of a database as SQL; `connection` is one to it.
pub(super) fn schema(original: &Place, connection: &mut dyn Connection, section: Section) -> Result<String, HostError> {
    let url = address(&original.url)?;
    let mut source = Source { connection, url: &url, connect_args: &original.connect_args, program: None };
    match original.dialect.dumped_schema(&mut source, section) {
        Some(Ok(schema)) => Ok(schema),
        Some(Err(BackupError::Failed { message, hint })) => {
            let rehearse = "rehearse while nobody is connected: then the database is cloned";
            let hint = hint.map_or_else(|| rehearse.to_owned(), |hint| format!("{hint}, or {rehearse}"));
            let text = format!("the database is in use, so its schema is copied by pg_dump: {message}");
            Err(HostError::command(text).with_hint(Some(hint)))
        }
        Some(Err(BackupError::Stopped)) => Err(crate::execute::interrupted()),
        None => Err(HostError::command(format!("nothing copies a schema of {}", original.dialect.facts().name))),
    }
}
