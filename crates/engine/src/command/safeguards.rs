//! What a command that writes does so that nothing is lost: from options and `[limbeck]`.

use std::path::PathBuf;

use crate::{
    Error, Project,
    config::own_settings::{BACKUP, KEEP_DROPPED, PG_DUMP},
    execute,
};

/// `--backup` and its relatives. What is not said is taken from the settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SafeguardOptions {
    pub backup: BackupWish,
    /// `--pg-dump`.
    pub pg_dump: Option<PathBuf>,
    /// `--keep-dropped`, `--no-keep-dropped`; nothing means what `[limbeck] keep_dropped` says.
    pub keep_dropped: Option<bool>,
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
        let keeps_dropped = match options.keep_dropped {
            Some(keeps) => keeps,
            None => own.truth(KEEP_DROPPED)?.unwrap_or(false),
        };
        let backup = backup.map(absolute);
        Ok(execute::Safeguards { backup, pg_dump, keeps_dropped, ..execute::Safeguards::default() })
    }
}
