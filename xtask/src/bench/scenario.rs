//! What is timed: one command each, with what has to be prepared before it and is not timed.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use super::{Contest, Projects, measure::Sample, table::Target};
use crate::process::Outcome;

const DATABASE: &str = "bench";

type Preparation<'a> = Box<dyn Fn(&Path) -> Outcome + 'a>;
type Feed<'a> = Box<dyn Fn() -> Outcome<Sample> + 'a>;

/// One line of the table.
pub struct Scenario<'a> {
    pub name: String,
    pub target: Target,
    /// Slow commands are run a few times only.
    pub most_runs: u32,
    /// Feeds the same SQL in the same transactions, where there is such a thing.
    pub same_by_psql: Option<Feed<'a>>,
    words: &'static str,
    folder: &'a Path,
    url: String,
    /// Which models env.py imports: see the generator.
    models: &'static str,
    prepare: Preparation<'a>,
}

impl Scenario<'_> {
    /// Prepares and runs once.
    pub fn run(&self, program: &Path) -> Outcome<Sample> {
        (self.prepare)(program)?;
        Sample::take(&mut self.command(program, self.words))
    }

    fn command(&self, program: &Path, words: &str) -> Command {
        command(program, self.folder, &self.url, self.models, words)
    }
}

/// What ours has kept of the version files.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kept {
    Nothing,
    FromEarlierRuns,
}

impl Kept {
    fn words(self) -> &'static str {
        match self {
            Self::Nothing => "the first time",
            Self::FromEarlierRuns => "again",
        }
    }

    /// Before a run.
    fn prepare(self, folder: &Path) -> Outcome {
        match self {
            Self::Nothing => gone(fs::remove_dir_all(cache_of(folder))),
            Self::FromEarlierRuns => Ok(()),
        }
    }
}

/// Every scenario, from cheap to dear.
pub fn all<'a>(contest: &'a Contest, projects: &'a Projects) -> Vec<Scenario<'a>> {
    let mut scenarios = Vec::new();
    for words in ["heads", "history", "show head"] {
        let target = Target::Milliseconds(15);
        scenarios.push(on_sqlite(projects, words, "none", target, Box::new(|_| Ok(()))));
    }
    for models in ["none", "models"] {
        for words in ["current", "upgrade head"] {
            let target = if models == "none" { Target::Milliseconds(60) } else { Target::None };
            scenarios.push(with_nothing_to_do(projects, words, models, target));
        }
    }
    for words in ["current", "upgrade head"] {
        scenarios.push(with_nothing_to_do_on_postgresql(contest, projects, words));
    }
    for kept in [Kept::Nothing, Kept::FromEarlierRuns] {
        scenarios.push(from_empty_on_sqlite(projects, kept));
        scenarios.push(from_empty_on_postgresql(contest, projects, kept));
    }
    scenarios
}

fn on_sqlite<'a>(
    projects: &'a Projects,
    words: &'static str,
    models: &'static str,
    target: Target,
    prepare: Preparation<'a>,
) -> Scenario<'a> {
    Scenario {
        name: format!("`{words}`"),
        target,
        most_runs: u32::MAX,
        same_by_psql: None,
        words,
        folder: &projects.sqlite,
        url: format!("sqlite:///{}", sqlite_file(projects).display()),
        models,
        prepare,
    }
}

/// The database is brought to head by the program itself, once.
fn with_nothing_to_do<'a>(
    projects: &'a Projects,
    words: &'static str,
    models: &'static str,
    target: Target,
) -> Scenario<'a> {
    let url = format!("sqlite:///{}", sqlite_file(projects).display());
    let prepare: Preparation<'a> = Box::new(move |program| {
        if sqlite_file(projects).exists() {
            return Ok(());
        }
        Sample::take(&mut command(program, &projects.sqlite, &url, "none", "upgrade head")).map(drop)
    });
    let mut scenario = on_sqlite(projects, words, models, target, prepare);
    let imports = if models == "none" { "" } else { ", env.py imports 500 models" };
    scenario.name = format!("`{words}`, nothing to do, SQLite{imports}");
    scenario
}

fn with_nothing_to_do_on_postgresql<'a>(
    contest: &'a Contest,
    projects: &'a Projects,
    words: &'static str,
) -> Scenario<'a> {
    let url = contest.server.sqlalchemy_url(DATABASE, "psycopg2");
    let prepare_url = url.clone();
    let prepare: Preparation<'a> = Box::new(move |program| {
        let is_there =
            contest.server.psql("postgres", &format!("SELECT 1 FROM pg_database WHERE datname = '{DATABASE}'"))?;
        if !is_there.trim().is_empty() {
            return Ok(());
        }
        contest.server.renew(DATABASE)?;
        Sample::take(&mut command(program, &projects.postgresql, &prepare_url, "none", "upgrade head")).map(drop)
    });
    Scenario {
        name: format!("`{words}`, nothing to do, PostgreSQL"),
        target: Target::Milliseconds(60),
        most_runs: u32::MAX,
        same_by_psql: None,
        words,
        folder: &projects.postgresql,
        url,
        models: "none",
        prepare,
    }
}

fn from_empty_on_sqlite(projects: &Projects, kept: Kept) -> Scenario<'_> {
    let prepare: Preparation<'_> = Box::new(move |_| {
        kept.prepare(&projects.sqlite)?;
        gone(fs::remove_file(sqlite_file(projects)))
    });
    let mut scenario = on_sqlite(projects, "upgrade head", "none", Target::None, prepare);
    scenario.name = format!("`upgrade head` from empty, {}, SQLite", kept.words());
    scenario.most_runs = 5;
    scenario
}

/// Alembic runs everything in one transaction on PostgreSQL, so `psql` feeds the history in one transaction too.
fn from_empty_on_postgresql<'a>(contest: &'a Contest, projects: &'a Projects, kept: Kept) -> Scenario<'a> {
    let feed: Feed<'a> = Box::new(move || {
        contest.server.renew(DATABASE)?;
        let sql = File::open(projects.postgresql.join("sql/all.sql"))?;
        Sample::take(contest.server.psql_command(DATABASE).stdin(Stdio::from(sql)))
    });
    Scenario {
        name: format!("`upgrade head` from empty, {}, PostgreSQL", kept.words()),
        target: Target::TimesPsql(1.3),
        most_runs: 5,
        same_by_psql: Some(feed),
        words: "upgrade head",
        folder: &projects.postgresql,
        url: contest.server.sqlalchemy_url(DATABASE, "psycopg2"),
        models: "none",
        prepare: Box::new(move |_| {
            kept.prepare(&projects.postgresql)?;
            contest.server.renew(DATABASE)
        }),
    }
}

fn command(program: &Path, folder: &Path, url: &str, models: &str, words: &str) -> Command {
    let mut command = Command::new(program);
    command.args(words.split_whitespace()).current_dir(folder);
    command.env("BENCH_URL", url).env("BENCH_MODELS", models).stdin(Stdio::null());
    command.env("LIMBECK_CACHE_DIR", cache_of(folder));
    command
}

fn sqlite_file(projects: &Projects) -> PathBuf {
    projects.sqlite.join("bench.db")
}

/// Where ours keeps what it needs not make anew.
fn cache_of(folder: &Path) -> PathBuf {
    folder.join("cache")
}

/// A removal, of what need not be there.
pub fn gone(removal: std::io::Result<()>) -> Outcome {
    match removal {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
