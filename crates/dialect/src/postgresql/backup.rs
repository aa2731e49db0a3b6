//! Backups of PostgreSQL: the server's own `pg_dump`, custom format.

use std::path::Path;

use super::{Postgresql, connect::pg_dump};
use crate::Statement;
use crate::backup::{BackupError, Backups, Source, Watch};

impl Backups for Postgresql {
    fn extension(&self) -> &'static str {
        "dump"
    }

    fn database_name(&self, source: &mut Source<'_>) -> Result<String, BackupError> {
        let names = source.connection.texts(&Statement::plain("SELECT current_database()"))?;
        let name = names.into_iter().next();
        name.ok_or_else(|| BackupError::failed("the server does not say what its database is called"))
    }

    fn write(&self, source: &mut Source<'_>, file: &Path, watch: &mut Watch<'_>) -> Result<(), BackupError> {
        let database = self.database_name(source)?;
        pg_dump::write(source, &database, file, watch)
    }

    fn way_back(&self, source: &mut Source<'_>, file: &Path) -> Result<String, BackupError> {
        let database = self.database_name(source)?;
        pg_dump::way_back(source, &database, file)
    }
}
