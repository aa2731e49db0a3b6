//! What a command that writes does so that nothing is lost: from options and `[limbeck]`.

use std::path::PathBuf;

use crate::{
    Error, Project,
    config::own_settings::{BACKUP, PG_DUMP},
    execute,
};

/// `--backup` and its relatives. What is not said is taken from the settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SafeguardOptions {
    pub backup: BackupWish,
    /// `--pg-dump`.
    pub pg_dump: Option<PathBuf>,
}

/// Whether a backup is written before the first write.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum BackupWish {
    /// As `[limbeck] backup` says.
    #[default]
    Settings,
    /// Into this folder.
    Into(PathBuf),
    /// `--no-backup`.
    Never,
}

impl Project {
    /// Puts options and settings together.
    pub(crate) fn safeguards(&self, options: &SafeguardOptions) -> Result<execute::Safeguards, Error> {
        let own = self.config().own();
        let backup = match &options.backup {
            BackupWish::Settings => own.path(BACKUP)?,
            BackupWish::Into(folder) => Some(folder.clone()),
            BackupWish::Never => None,
        };
        let absolute = |path: PathBuf| self.process_environment().absolute(path);
        let pg_dump = options.pg_dump.clone().map_or_else(|| own.path(PG_DUMP), |path| Ok(Some(path)))?;
        Ok(execute::Safeguards { backup: backup.map(absolute), pg_dump, ..execute::Safeguards::default() })
    }
}
