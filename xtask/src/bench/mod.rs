//! `cargo xtask bench`: times ours, the real Alembic and `psql` in one run and prints tables. Asserts nothing.

mod check;
mod data;
mod measure;
mod safety;
mod scenario;
mod table;

use std::path::{Path, PathBuf};

use scenario::Scenario;
use table::Row;

use crate::{
    dist,
    interruption::Interruption,
    machine,
    postgresql::{Durability, Programs, Server},
    process::Outcome,
    venv::Venv,
};

const REVISIONS: u32 = 1_000;
/// Real Alembic takes seconds where ours takes milliseconds; it is run less often.
const RUNS_OF_OURS: u32 = 20;
const RUNS_OF_ALEMBIC: u32 = 5;

/// The programs that are compared, and what they work on.
struct Contest {
    ours: PathBuf,
    alembic: PathBuf,
    server: Server,
    runs_of_ours: u32,
    runs_of_others: u32,
    interruption: Interruption,
}

/// Runs every scenario, or those of `check`, of `data` or of `safety` alone; the last argument is the number of runs of ours.
pub fn run(arguments: &[String]) -> Outcome {
    let (alone, arguments) = match arguments.split_first() {
        Some((word, rest)) if ["check", "data", "safety"].contains(&word.as_str()) => (Some(word.as_str()), rest),
        _ => (None, arguments),
    };
    let runs_of_ours = match arguments.first() {
        Some(word) => word.parse().map_err(|_| format!("'{word}' is no number of runs"))?,
        None => RUNS_OF_OURS,
    };
    let interruption = Interruption::watch()?;
    let venv = Venv::find_or_make()?;
    let ours = dist::build("alembic")?;
    let folder = tempfile::Builder::new().prefix("limbeck-bench-").tempdir()?;
    let server = Server::start(Programs::find_or_install()?, Durability::Full)?;
    let contest = Contest {
        ours,
        alembic: venv.alembic(),
        server,
        runs_of_ours,
        runs_of_others: RUNS_OF_ALEMBIC.min(runs_of_ours),
        interruption,
    };
    println!("{}", contest.conditions()?);
    let is_wanted = |word: &str| alone.is_none_or(|alone| alone == word);
    if alone.is_none() {
        println!("{}\n", table::markdown(&contest.time_all(&Projects::generate(&venv, folder.path())?)?));
    }
    if is_wanted("safety") {
        println!("{}\n", safety::markdown(&safety::time_all(&contest, &venv, folder.path())?));
    }
    if is_wanted("data") {
        println!("{}\n", table::markdown(&data::time_all(&contest, &venv, folder.path())?));
    }
    if is_wanted("check") {
        println!("{}", check::markdown(&check::time_all(&contest, &venv, folder.path())?));
    }
    Ok(())
}

/// The same thousand revisions in two dialects, with the SQL that they are.
struct Projects {
    postgresql: PathBuf,
    sqlite: PathBuf,
}

impl Projects {
    fn generate(venv: &Venv, folder: &Path) -> Outcome<Self> {
        let projects = Self { postgresql: folder.join("postgresql"), sqlite: folder.join("sqlite") };
        venv.generate_project(&projects.postgresql, REVISIONS, &["--dialect", "postgresql", "--emit", "alembic,sql"])?;
        venv.generate_project(&projects.sqlite, REVISIONS, &["--dialect", "sqlite", "--emit", "alembic,sql"])?;
        Ok(projects)
    }
}

impl Contest {
    fn time_all(&self, projects: &Projects) -> Outcome<Vec<Row>> {
        let mut rows = Vec::new();
        for scenario in scenario::all(self, projects) {
            self.announce(&scenario.name)?;
            rows.push(self.time(&scenario)?);
        }
        Ok(rows)
    }

    fn announce(&self, name: &str) -> Outcome {
        if self.interruption.is_asked_for() {
            return Err("interrupted".into());
        }
        eprintln!("timing {name}");
        Ok(())
    }

    fn time(&self, scenario: &Scenario<'_>) -> Outcome<Row> {
        let ours = measure::repeated(self.runs_of_ours.min(scenario.most_runs), || scenario.run(&self.ours))?;
        let alembic = measure::repeated(self.runs_of_others.min(scenario.most_runs), || scenario.run(&self.alembic))?;
        let psql = match &scenario.same_by_psql {
            Some(feed) => Some(measure::repeated(self.runs_of_others.min(scenario.most_runs), feed)?),
            None => None,
        };
        Ok(Row { name: scenario.name.clone(), ours, alembic, psql, target: scenario.target })
    }

    fn conditions(&self) -> Outcome<String> {
        Ok(format!(
            "{REVISIONS} revisions, {}, PostgreSQL {} with fsync on; {} runs of ours, {} of the others\n",
            machine::shown()?,
            self.server.programs.version()?,
            self.runs_of_ours,
            self.runs_of_others,
        ))
    }
}
