//! Data migrations over very many rows: read and written by a script, and copied by a batch.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use super::{
    Contest,
    measure::{self, Sample},
    table::{Row, Target},
};
use crate::{process::Outcome, venv::Venv};

const DATABASE: &str = "bench_data";
const MOVED: u32 = 1_000_000;
const COPIED: u32 = 2_000_000;
const MOST_RUNS: u32 = 3;

/// A project whose database is filled; each run begins with a copy of it.
struct Project {
    folder: PathBuf,
    rows: u32,
    database: Filled,
}

enum Filled {
    Sqlite,
    Postgresql { url: String },
}

/// Times the scripts with ours, with Alembic and, for the batch, with SQLite alone.
pub fn time_all(contest: &Contest, venv: &Venv, folder: &Path) -> Outcome<Vec<Row>> {
    let mut rows = Vec::new();
    let on_postgresql = Filled::Postgresql { url: contest.server.sqlalchemy_url(DATABASE, "psycopg2") };
    for (database, name) in [(Filled::Sqlite, "SQLite"), (on_postgresql, "PostgreSQL")] {
        let project = Project::make(contest, folder.join(format!("move-{name}")), MOVED, database)?;
        rows.push(project.time(contest, format!("{MOVED} rows read and written, {name}"), "upgrade move", None)?);
    }
    let project = Project::make(contest, folder.join("copy"), COPIED, Filled::Sqlite)?;
    let alone: &dyn Fn() -> Outcome<Sample> = &|| {
        project.refill(contest)?;
        let run = "import sqlite3, sys; sqlite3.connect(sys.argv[1], isolation_level=None).executescript(sys.argv[2])";
        let mut sqlite = Command::new(venv.python());
        Sample::take(sqlite.args(["-c", run]).arg(project.file("app.db")).arg(include_str!("copy.sql")))
    };
    let name = format!("a batch copies {COPIED} rows, SQLite (instead of psql: SQLite alone)");
    rows.push(project.time(contest, name, "upgrade copy", Some(alone))?);
    Ok(rows)
}

impl Project {
    fn make(contest: &Contest, folder: PathBuf, rows: u32, database: Filled) -> Outcome<Self> {
        let project = Self { folder, rows, database };
        fs::create_dir_all(project.file("m/versions"))?;
        let url = match &project.database {
            Filled::Sqlite => format!("sqlite:///{}", project.file("app.db").display()),
            Filled::Postgresql { url } => {
                contest.server.renew(DATABASE)?;
                url.clone()
            }
        };
        fs::write(project.file("alembic.ini"), format!("[alembic]\nscript_location = m\nsqlalchemy.url = {url}\n"))?;
        fs::write(project.file("m/env.py"), include_str!("env.py"))?;
        fs::write(project.file("m/versions/a1.py"), include_str!("fill.py"))?;
        fs::write(project.file("m/versions/b1.py"), include_str!("move.py"))?;
        fs::write(project.file("m/versions/c1.py"), include_str!("copy.py"))?;
        Sample::take(&mut project.command(&contest.ours, "upgrade a1"))?;
        if matches!(project.database, Filled::Sqlite) {
            fs::rename(project.file("app.db"), project.file("filled.db"))?;
        }
        Ok(project)
    }

    fn file(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }

    fn command(&self, program: &Path, words: &str) -> Command {
        let mut command = Command::new(program);
        command.args(words.split_whitespace()).current_dir(&self.folder).stdin(Stdio::null());
        command.env("BENCH_ROWS", self.rows.to_string());
        command
    }

    /// The database as it is before the script.
    fn refill(&self, contest: &Contest) -> Outcome {
        match self.database {
            Filled::Sqlite => fs::copy(self.file("filled.db"), self.file("app.db")).map(drop).map_err(Into::into),
            Filled::Postgresql { .. } => {
                contest.server.psql(DATABASE, "TRUNCATE new; UPDATE alembic_version SET version_num = 'a1'").map(drop)
            }
        }
    }

    fn time(
        &self,
        contest: &Contest,
        name: String,
        words: &str,
        alone: Option<&dyn Fn() -> Outcome<Sample>>,
    ) -> Outcome<Row> {
        contest.announce(&name)?;
        let runs = contest.runs_of_others.min(MOST_RUNS);
        let of = |program: &Path| {
            measure::repeated(runs, || {
                self.refill(contest)?;
                Sample::take(&mut self.command(program, words))
            })
        };
        let (ours, alembic) = (of(&contest.ours)?, of(&contest.alembic)?);
        let psql = alone.map(|alone| measure::repeated(runs, alone)).transpose()?;
        Ok(Row { name, ours, alembic, psql, target: Target::None })
    }
}
