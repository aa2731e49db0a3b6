//! Backups of SQLite: a copy of the file, made by SQLite itself.

use std::path::Path;

use super::{Sqlite, connect::main_file};
use crate::backup::{BackupError, Backups, Source, Watch, shell_word};

impl Backups for Sqlite {
    fn extension(&self) -> &'static str {
        "sqlite"
    }

    fn database_name(&self, source: &mut Source<'_>) -> Result<String, BackupError> {
        let file = main_file(source.connection)?;
        let stem = Path::new(&file).file_stem().map(|stem| stem.to_string_lossy().into_owned());
        Ok(stem.filter(|stem| !stem.is_empty()).unwrap_or_else(|| "memory".into()))
    }

    fn write(&self, source: &mut Source<'_>, file: &Path, watch: &mut Watch<'_>) -> Result<(), BackupError> {
        match source.connection.copy_to(file, watch) {
            Some(copied) => copied,
            None => Err(BackupError::failed("this connection cannot be copied")),
        }
    }

    fn way_back(&self, source: &mut Source<'_>, file: &Path) -> Result<String, BackupError> {
        let database = main_file(source.connection)?;
        let beside = |suffix: &str| shell_word(&format!("{database}{suffix}"));
        Ok(format!(
            "rm -f {} {} {} && cp {} {}",
            beside("-wal"),
            beside("-shm"),
            beside("-journal"),
            shell_word(&file.display().to_string()),
            shell_word(&database)
        ))
    }
}
