//! A project that both programs run.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::database::Database;

/// A folder with alembic.ini, and how it takes its database's URL.
pub struct Project {
    pub name: String,
    pub folder: PathBuf,
    variable: &'static str,
}

impl Project {
    /// A project of the generator reads `BENCH_URL`.
    pub fn generated(name: &str, folder: PathBuf) -> Self {
        Self { name: name.to_owned(), folder, variable: "BENCH_URL" }
    }

    /// A project of a person reads `DATABASE_URL`, as the guide's does.
    pub fn of_a_person(folder: &Path) -> Self {
        let name =
            folder.file_name().map_or_else(|| folder.display().to_string(), |name| name.to_string_lossy().into());
        Self { name, folder: folder.to_owned(), variable: "DATABASE_URL" }
    }

    /// A generated project has a plain env.py; a person's is asynchronous, as the guide's.
    pub fn databases(&self) -> &'static [Database] {
        match self.variable {
            "BENCH_URL" => &[Database::Sqlite, Database::Postgresql],
            _ => &[Database::AsynchronousSqlite, Database::AsynchronousPostgresql],
        }
    }

    pub fn command(&self, program: &Path, url: &str, words: &str) -> Command {
        let mut command = Command::new(program);
        command.args(words.split_whitespace()).current_dir(&self.folder).stdin(Stdio::null());
        // Alembic prints some sets; a fixed seed gives them one order.
        command.env(self.variable, url).env("PYTHONHASHSEED", "0").env("PYTHONDONTWRITEBYTECODE", "1");
        command
    }
}
