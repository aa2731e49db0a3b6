//! `cargo xtask differential`: runs a project by ours and by the real Alembic and compares the databases.
//!
//! After `upgrade head`, after every single step up, and after `downgrade base`, schema, rows and version rows must be
//! the same; so must the text of `--sql`. SQLite and PostgreSQL.

mod project;

use std::{
    fs,
    path::{Path, PathBuf},
};

use project::Project;

use crate::{
    database::{Database, Databases},
    history,
    interruption::Interruption,
    postgresql::{Durability, Programs, Server},
    process::{self, Outcome},
    program::{self, Profile},
    root,
    text_difference::{beginning, difference},
    venv::Venv,
};

/// Generated projects: name, revisions, and more words for the generator.
const GENERATED: &[(&str, u32, &[&str])] = &[
    ("straight", 30, &["--seed", "1"]),
    ("diamonds", 24, &["--seed", "2", "--diamond-every", "6"]),
    ("many-tables", 12, &["--seed", "3", "--tables", "40"]),
];

/// Seeds that give Python's sets other orders.
const SEEDS: &[&str] = &["1", "2", "3", "4", "5", "6", "7"];

/// What the two programs are compared on, and what was found so far.
struct Comparison {
    ours: PathBuf,
    alembic: PathBuf,
    databases: Databases,
    interruption: Interruption,
    compared: u32,
    differences: Vec<String>,
}

/// Compares the generated projects and the example; or only the project folders that are named.
pub fn run(arguments: &[String]) -> Outcome {
    let interruption = Interruption::watch()?;
    let venv = Venv::find_or_make()?;
    let ours = program::build("alembic", Profile::Dev)?;
    let folder = tempfile::Builder::new().prefix("limbeck-differential-").tempdir()?;
    let server = Server::start(Programs::find_or_install()?, Durability::None)?;
    let projects = projects(&venv, folder.path(), arguments)?;
    let databases = Databases { server, python: venv.python(), folder: folder.path().join("sqlite") };
    fs::create_dir_all(&databases.folder)?;
    let alembic = venv.alembic();
    let mut comparison = Comparison { ours, alembic, databases, interruption, compared: 0, differences: Vec::new() };
    for project in &projects {
        for database in project.databases() {
            println!("comparing {} on {}", project.name, database.name());
            comparison.whole_project(project, *database)?;
        }
    }
    println!("{} comparisons, {} differences", comparison.compared, comparison.differences.len());
    if comparison.differences.is_empty() { Ok(()) } else { Err(comparison.differences.join("\n").into()) }
}

fn projects(venv: &Venv, folder: &Path, named: &[String]) -> Outcome<Vec<Project>> {
    if !named.is_empty() {
        return Ok(named.iter().map(|path| Project::of_a_person(Path::new(path))).collect());
    }
    let mut projects = Vec::new();
    for (name, revisions, words) in GENERATED {
        let project = Project::generated(name, folder.join(name));
        venv.generate_project(&project.folder, *revisions, words)?;
        projects.push(project);
    }
    let example = root::root().join("examples/guide/backend");
    if example.is_dir() {
        projects.push(Project::of_a_person(&example));
    } else {
        println!("examples/guide/backend is not there: left out");
    }
    Ok(projects)
}

impl Comparison {
    fn whole_project(&mut self, project: &Project, database: Database) -> Outcome {
        let revisions = history::revisions(&mut project.command(&self.alembic, "", "history"))?;
        self.same_run(project, database, &["upgrade head", "downgrade base", "upgrade heads"])?;
        let steps: Vec<_> = revisions.iter().map(|revision| format!("upgrade {revision}")).collect();
        self.same_run(project, database, &steps.iter().map(String::as_str).collect::<Vec<_>>())?;
        self.same_sql(project, database, "upgrade head --sql")?;
        if let Some(last) = revisions.last() {
            self.same_sql(project, database, &format!("downgrade {last}:base --sql"))?;
        }
        Ok(())
    }

    /// Both start from an empty database; after every command the databases must be the same.
    fn same_run(&mut self, project: &Project, database: Database, commands: &[&str]) -> Outcome {
        let (our_url, alembic_url) =
            (self.databases.renew(database, "ours")?, self.databases.renew(database, "alembic")?);
        for words in commands {
            if self.interruption.is_asked_for() {
                return Err("interrupted".into());
            }
            let ours = process::output(&mut project.command(&self.ours, &our_url, words));
            let alembic = process::output(&mut project.command(&self.alembic, &alembic_url, words));
            let what = format!("{} on {}: `{words}`", project.name, database.name());
            match (ours, alembic) {
                (Ok(_), Ok(_)) => {
                    let ours = self.databases.dump(database, "ours")?;
                    let alembic = self.databases.dump(database, "alembic")?;
                    self.compare(&what, &ours, &alembic)?;
                }
                (Err(ours), Ok(_)) => return self.give_up(&format!("{what}: ours fails, Alembic does not\n{ours}")),
                (Ok(_), Err(alembic)) => {
                    return self.give_up(&format!("{what}: Alembic fails, ours does not\n{alembic}"));
                }
                (Err(_), Err(alembic)) => return self.give_up(&both_fail(&what, &alembic.to_string())),
            }
        }
        Ok(())
    }

    fn same_sql(&mut self, project: &Project, database: Database, words: &str) -> Outcome {
        let url = self.databases.url(database, "offline");
        let ours = process::output(&mut project.command(&self.ours, &url, words));
        let alembic = process::output(&mut project.command(&self.alembic, &url, words));
        let what = format!("{} on {}: `{words}`", project.name, database.name());
        match (ours, alembic) {
            (Ok(ours), Ok(alembic)) if ours == alembic => self.compare(&what, &ours, &alembic),
            (Ok(ours), Ok(alembic)) => {
                let alembic = self.printed_alike(project, &url, words, &ours).unwrap_or(alembic);
                self.compare(&what, &ours, &alembic)
            }
            (Err(ours), Ok(_)) => self.give_up(&format!("{what}: ours fails, Alembic does not\n{ours}")),
            (Ok(_), Err(alembic)) => self.give_up(&format!("{what}: Alembic fails, ours does not\n{alembic}")),
            (Err(_), Err(alembic)) => self.give_up(&both_fail(&what, &alembic.to_string())),
        }
    }

    /// What the real Alembic prints when its sets have the order that gives our text, if there is one: a merge that is
    /// undone takes the rows of the version table from a set.
    fn printed_alike(&self, project: &Project, url: &str, words: &str, ours: &str) -> Option<String> {
        let printed = SEEDS
            .iter()
            .map(|seed| process::output(project.command(&self.alembic, url, words).env("PYTHONHASHSEED", seed)).ok());
        printed.flatten().find(|alembic| alembic == ours)
    }

    fn compare(&mut self, what: &str, ours: &str, alembic: &str) -> Outcome {
        self.compared += 1;
        if ours != alembic {
            let difference = beginning(&difference(alembic, ours)?);
            println!("{what}: differs (- Alembic, + ours)\n{difference}");
            self.differences.push(format!("{what}: differs"));
        }
        Ok(())
    }

    /// A failing command is one difference; the commands after it would only repeat it.
    fn give_up(&mut self, sentence: &str) -> Outcome {
        println!("{sentence}");
        self.differences.push(sentence.lines().next().unwrap_or_default().to_owned());
        Ok(())
    }
}

/// Where both fail nothing is compared, which is no success either.
fn both_fail(what: &str, alembic: &str) -> String {
    format!("{what}: both fail: {}", alembic.trim_end().lines().last().unwrap_or_default())
}
