//! A backup: a whole database copied into one file, and the words that bring it back.

use std::{ops::ControlFlow, path::Path};

use serde_json::{Map, Value as Json};

use crate::{Connection, DatabaseError, Url};

/// Which database is copied.
pub struct Source<'source> {
    pub connection: &'source mut dyn Connection,
    /// The address that the connection was opened with.
    pub url: &'source Url,
    pub connect_args: &'source Map<String, Json>,
    /// `--pg-dump`: the program that a server's own copies are made with.
    pub program: Option<&'source Path>,
}

/// Which half of a schema: foreign keys, indexes and triggers come after the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    BeforeData,
    AfterData,
}

/// How far a copy has come, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Copying {
    pub done: u64,
    /// How much it will be, where that is known.
    pub whole: Option<u64>,
}

/// Hears of the progress several times a second; `Break` ends the copy.
pub type Watch<'watch> = dyn FnMut(Copying) -> ControlFlow<()> + 'watch;

/// Why there is no backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BackupError {
    /// The watcher said `Break`.
    Stopped,
    /// Something failed: what, and the way out where there is one.
    Failed { message: String, hint: Option<String> },
}

impl BackupError {
    /// A failure without a known way out.
    pub fn failed(message: impl Into<String>) -> Self {
        Self::Failed { message: message.into(), hint: None }
    }

    /// A failure with the way out.
    pub fn with_way_out(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Failed { message: message.into(), hint: Some(hint.into()) }
    }
}

impl From<DatabaseError> for BackupError {
    fn from(error: DatabaseError) -> Self {
        Self::failed(error.message)
    }
}

/// A dialect's way to copy databases.
pub trait Backups: Sync {
    /// Returns how the names of such files end: `dump`.
    fn extension(&self) -> &'static str;

    /// Returns what the database is called, for the name of the file.
    ///
    /// # Errors
    /// The database does not answer.
    fn database_name(&self, source: &mut Source<'_>) -> Result<String, BackupError>;

    /// Writes the copy into a file that exists and is empty, and reads it back.
    ///
    /// # Errors
    /// Nothing that can copy this server, no room, no right, or the watcher's wish. The file may hold a part then.
    fn write(&self, source: &mut Source<'_>, file: &Path, watch: &mut Watch<'_>) -> Result<(), BackupError>;

    /// Returns the shell command that puts the copy into the place of the database, with the password masked.
    ///
    /// # Errors
    /// The database does not answer.
    fn way_back(&self, source: &mut Source<'_>, file: &Path) -> Result<String, BackupError>;
}

/// Returns a word as a shell takes it.
pub fn shell_word(word: &str) -> String {
    let is_plain = |character: char| character.is_ascii_alphanumeric() || "-_./=:@%+,".contains(character);
    match !word.is_empty() && word.chars().all(is_plain) {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', r"'\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::shell_word;

    #[test]
    fn words_are_quoted_where_a_shell_would_split_them() {
        assert_eq!(shell_word("backups/app.dump"), "backups/app.dump");
        assert_eq!(shell_word("it's here"), r"'it'\''s here'");
        assert_eq!(shell_word("postgresql://me:***@db/app"), "'postgresql://me:***@db/app'");
    }
}
