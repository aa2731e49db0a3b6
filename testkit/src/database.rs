//! A database of either kind, for tests that are the same on both.

use crate::{PostgresqlDatabase, SqliteFile};

/// Where a project's URL leads.
pub enum Database {
    Sqlite(SqliteFile),
    Postgresql(Box<PostgresqlDatabase>),
}

impl Database {
    /// Runs statements, several if need be.
    #[track_caller]
    pub fn execute(&self, sql: &str) {
        match self {
            Self::Sqlite(file) => file.execute(sql),
            Self::Postgresql(database) => database.execute(sql),
        }
    }

    /// Every row as one text, the fields parted by `|`.
    #[track_caller]
    pub fn rows(&self, sql: &str) -> Vec<String> {
        match self {
            Self::Sqlite(file) => file.rows(sql),
            Self::Postgresql(database) => database.rows(sql),
        }
    }

    /// The names of all tables, on PostgreSQL those in `public`, sorted.
    pub fn tables(&self) -> Vec<String> {
        match self {
            Self::Sqlite(file) => file.tables(),
            Self::Postgresql(database) => database.tables(),
        }
    }

    /// What the version table holds, sorted.
    pub fn versions(&self) -> Vec<String> {
        self.rows("SELECT version_num FROM alembic_version ORDER BY 1")
    }
}
