//! `check` of many tables: with nothing kept, with what an earlier run has kept, and by the real Alembic.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use super::{
    Contest,
    measure::{self, Measurement, Sample},
    scenario::gone,
};
use crate::{process::Outcome, venv::Venv};

const DATABASE: &str = "bench_check";

/// How many tables; they come in a few large revisions, as no revision is run while the clock does.
const TABLES: [u32; 2] = [500, 2_000];
const REVISIONS: u32 = 20;

/// What we promised, in times faster than Alembic.
const COLD_TARGET: u32 = 5;
const WARM_TARGET: u32 = 25;

/// One database's measurements.
pub struct Checked {
    name: String,
    cold: Measurement,
    warm: Measurement,
    alembic: Measurement,
}

/// A project whose database is what its models say.
struct Project {
    name: String,
    folder: PathBuf,
    url: String,
    /// Where ours keeps what it may.
    cache: PathBuf,
}

/// Times `check` on both databases, with few and with many tables.
pub fn time_all(contest: &Contest, venv: &Venv, folder: &Path) -> Outcome<Vec<Checked>> {
    let mut rows = Vec::new();
    for tables in TABLES {
        for dialect in ["sqlite", "postgresql"] {
            let project = Project::make(contest, venv, folder, tables, dialect)?;
            contest.announce(&project.name)?;
            rows.push(project.time(contest)?);
        }
    }
    Ok(rows)
}

impl Project {
    fn make(contest: &Contest, venv: &Venv, folder: &Path, tables: u32, dialect: &str) -> Outcome<Self> {
        let project = folder.join(format!("check-{dialect}-{tables}"));
        let words = ["--tables", &tables.to_string(), "--dialect", dialect, "--emit", "alembic"];
        venv.generate_project(&project, REVISIONS, &words)?;
        let (url, shown) = match dialect {
            "sqlite" => (format!("sqlite:///{}", project.join("bench.db").display()), "SQLite"),
            _ => {
                contest.server.renew(DATABASE)?;
                (contest.server.sqlalchemy_url(DATABASE, "psycopg2"), "PostgreSQL")
            }
        };
        let made = Self {
            name: format!("`check`, {tables} tables, {shown}"),
            cache: project.join("cache"),
            folder: project,
            url,
        };
        Sample::take(&mut made.command(&contest.ours, "upgrade head"))?;
        Ok(made)
    }

    fn time(&self, contest: &Contest) -> Outcome<Checked> {
        let ours = || Sample::take(&mut self.command(&contest.ours, "check"));
        let cold = measure::repeated(contest.runs_of_ours, || {
            self.forget()?;
            ours()
        })?;
        // The last cold run has kept what the warm ones find.
        let warm = measure::repeated(contest.runs_of_ours, ours)?;
        let alembic =
            measure::repeated(contest.runs_of_others, || Sample::take(&mut self.command(&contest.alembic, "check")))?;
        Ok(Checked { name: self.name.clone(), cold, warm, alembic })
    }

    fn forget(&self) -> Outcome {
        gone(fs::remove_dir_all(&self.cache))
    }

    fn command(&self, program: &Path, words: &str) -> Command {
        let mut command = Command::new(program);
        command.args(words.split_whitespace()).current_dir(&self.folder).stdin(Stdio::null());
        command.env("BENCH_URL", &self.url).env("LIMBECK_CACHE_DIR", &self.cache);
        command
    }
}

/// The result as a Markdown table.
pub fn markdown(rows: &[Checked]) -> String {
    let mut lines = vec![
        format!(
            "| command | cold, median | warm, median | Alembic, median | times faster cold (target {COLD_TARGET}) | warm \
             (target {WARM_TARGET}) | peak memory cold | warm | of Alembic | share of Alembic's, cold (target 0.33) | warm |"
        ),
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|".to_owned(),
    ];
    lines.extend(rows.iter().map(Checked::markdown));
    lines.join("\n")
}

impl Checked {
    fn markdown(&self) -> String {
        let seconds = |measurement: &Measurement| measurement.median.as_secs_f64();
        let megabytes = |measurement: &Measurement| measurement.peak_memory as f64 / 1e6;
        let Self { name, cold, warm, alembic } = self;
        format!(
            "| {name} | {:.0} ms | {:.0} ms | {:.0} ms | {:.1} | {:.1} | {:.0} MB | {:.0} MB | {:.0} MB | {:.2} | {:.2} |",
            seconds(cold) * 1e3,
            seconds(warm) * 1e3,
            seconds(alembic) * 1e3,
            seconds(alembic) / seconds(cold),
            seconds(alembic) / seconds(warm),
            megabytes(cold),
            megabytes(warm),
            megabytes(alembic),
            megabytes(cold) / megabytes(alembic),
            megabytes(warm) / megabytes(alembic),
        )
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Checked, Measurement};

    #[test]
    fn a_row_shows_how_much_is_saved() {
        let measured = |milliseconds, megabytes: u64| Measurement {
            median: Duration::from_millis(milliseconds),
            minimum: Duration::from_millis(milliseconds),
            processor: Duration::from_millis(milliseconds),
            peak_memory: megabytes * 1_000_000,
        };
        let checked = Checked {
            name: "`check`".to_owned(),
            cold: measured(500, 50),
            warm: measured(100, 40),
            alembic: measured(2500, 200),
        };
        assert_eq!(
            checked.markdown(),
            "| `check` | 500 ms | 100 ms | 2500 ms | 5.0 | 25.0 | 50 MB | 40 MB | 200 MB | 0.25 | 0.20 |"
        );
    }
}
