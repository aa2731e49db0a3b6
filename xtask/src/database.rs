//! The databases that are compared: fresh ones for every run, and everything in them as text.

use std::{fs, path::PathBuf, process::Command};

use crate::{
    postgresql::Server,
    process::{self, Outcome},
    root,
};

/// Which server, by which driver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Database {
    Sqlite,
    AsynchronousSqlite,
    Postgresql,
    AsynchronousPostgresql,
}

/// Where databases are made.
pub struct Databases {
    pub server: Server,
    pub python: PathBuf,
    pub folder: PathBuf,
}

impl Database {
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::AsynchronousSqlite => "SQLite (aiosqlite)",
            Self::Postgresql => "PostgreSQL",
            Self::AsynchronousPostgresql => "PostgreSQL (asyncpg)",
        }
    }

    /// The one whose URLs begin so.
    pub fn of_scheme(scheme: &str) -> Option<Self> {
        match scheme {
            "sqlite" => Some(Self::Sqlite),
            "sqlite+aiosqlite" => Some(Self::AsynchronousSqlite),
            "postgresql" => Some(Self::Postgresql),
            "postgresql+asyncpg" => Some(Self::AsynchronousPostgresql),
            _ => None,
        }
    }

    pub fn is_sqlite(self) -> bool {
        matches!(self, Self::Sqlite | Self::AsynchronousSqlite)
    }
}

impl Databases {
    pub fn url(&self, database: Database, name: &str) -> String {
        let file = self.folder.join(name);
        match database {
            Database::Sqlite => format!("sqlite:///{}", file.display()),
            Database::AsynchronousSqlite => format!("sqlite+aiosqlite:///{}", file.display()),
            Database::Postgresql => self.server.sqlalchemy_url(name, "psycopg2"),
            Database::AsynchronousPostgresql => self.server.sqlalchemy_url(name, "asyncpg"),
        }
    }

    /// Makes an empty database and returns its URL.
    pub fn renew(&self, database: Database, name: &str) -> Outcome<String> {
        if database.is_sqlite() {
            let file = self.folder.join(name);
            if file.exists() {
                fs::remove_file(file)?;
            }
        } else {
            self.server.renew(name)?;
        }
        Ok(self.url(database, name))
    }

    /// Schema, rows and version rows as text that is the same for the same content.
    pub fn dump(&self, database: Database, name: &str) -> Outcome<String> {
        if database.is_sqlite() {
            let script = root::root().join("xtask/assets/dump_sqlite.py");
            let dump = process::output(Command::new(&self.python).arg(script).arg(self.folder.join(name)))?;
            return Ok(without_now(&dump, &today()?));
        }
        let mut pg_dump = Command::new(self.server.programs.path("pg_dump"));
        // Our own journal is nothing that the real Alembic makes.
        pg_dump.args(["--no-owner", "--inserts", "--column-inserts", "--exclude-schema=limbeck"]);
        pg_dump.args(["-d", &self.server.url(name)]);
        Ok(without_now(&without_chance(&process::output(&mut pg_dump)?), &today()?))
    }
}

/// Newer versions of `pg_dump` put a random word into two lines.
fn without_chance(dump: &str) -> String {
    let lines = dump.lines().filter(|line| !line.starts_with("\\restrict") && !line.starts_with("\\unrestrict"));
    lines.map(|line| format!("{line}\n")).collect()
}

fn today() -> Outcome<String> {
    Ok(process::output(Command::new("date").args(["-u", "+%Y-%m-%d"]))?.trim().to_owned())
}

/// Replaces the times of day after today's date: what `now()` gave differs between two runs.
fn without_now(dump: &str, today: &str) -> String {
    let mut parts = dump.split(today);
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let time = part.find(|next: char| !(next.is_ascii_digit() || " T:.+".contains(next))).unwrap_or(part.len());
        text.push_str("<NOW>");
        text.push_str(&part[time..]);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{without_chance, without_now};

    #[test]
    fn random_words_of_pg_dump_are_left_out() {
        assert_eq!(without_chance("\\restrict aB3\nCREATE TABLE a;\n\\unrestrict aB3\n"), "CREATE TABLE a;\n");
    }

    #[test]
    fn only_the_time_of_today_is_left_out() {
        let dump = "('2026-11-23 21:48:59.123+00', '2020-01-01 00:00:00')";
        assert_eq!(without_now(dump, "2026-11-23"), "('<NOW>', '2020-01-01 00:00:00')");
    }
}
