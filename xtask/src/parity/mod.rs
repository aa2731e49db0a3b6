//! `cargo xtask parity`: any project's scripts by the real Alembic and by ours, and the databases compared.
//!
//! The real Alembic goes first and its answers are kept; ours goes the same way on a database of the same name. Where a
//! script does not run embedded, ours is given the real Alembic's Python; where it does not run with that either, the real
//! Alembic stands in for that one step, so that every file is tried.

mod chance;
mod contestant;
mod copy;
mod failure;
mod options;
mod recording;
mod report;
mod sqlite_tables;
mod stops;
mod unreached;
mod walk;

use std::{
    collections::BTreeMap,
    fs,
    path::{self, Path, PathBuf},
};

use contestant::Contestant;
use options::{EnvPy, Options};
use report::Report;
use walk::{NAME, Walk};

use crate::{
    database::Databases,
    interruption::Interruption,
    postgresql::{Durability, Programs, Server},
    process::Outcome,
    program::{self, Profile},
    root,
    venv::Venv,
};

pub fn run(words: &[String]) -> Outcome {
    let options = Options::read(words)?;
    let interruption = Interruption::watch()?;
    let temporary = tempfile::Builder::new().prefix("limbeck-parity-").tempdir()?;
    let work = options.work.clone().unwrap_or_else(|| temporary.path().to_owned());
    fs::create_dir_all(&work)?;
    let work = work.canonicalize()?;
    let venv = Venv::find_or_make()?;
    let alembic = real_alembic(&options, &venv, &work)?;
    let ours = match &options.ours {
        Some(program) => program.clone(),
        None => program::build("alembic", Profile::Dev)?,
    };
    let server = Server::start(Programs::find_or_install()?, Durability::None)?;
    let databases = Databases { server, python: venv.python(), folder: temporary.path().join("sqlite") };
    fs::create_dir_all(&databases.folder)?;

    let project = work.join("project");
    if project.exists() {
        fs::remove_dir_all(&project)?;
    }
    let filled_in = |text: &str| fill_in(text, &options, &databases, &project);
    let url = filled_in(&options.url);
    let copy = copy::make(&options, &project, &url, &filled_in)?;
    let environment = environment(&options, &url, &filled_in);
    let nothing = work.join("no-programs");
    fs::create_dir_all(&nothing)?;
    let mut without_python = environment.clone();
    without_python.insert("PATH".to_owned(), nothing.display().to_string());

    let mut environment = environment;
    if !options.stand_ins.is_empty() {
        let folder = root::root().join("xtask/assets/stand_ins");
        let path = environment.get("PYTHONPATH").map_or_else(String::new, |path| format!(":{path}"));
        environment.insert("PYTHONPATH".to_owned(), format!("{}{path}", folder.display()));
        environment.insert("PARITY_STAND_INS".to_owned(), options.stand_ins.join(","));
    }
    let alembic = Contestant { program: alembic, copy: &copy, python: None, environment };
    let steps = stops::steps(&alembic.program.with_file_name("python"), &alembic)?;
    if steps.is_empty() {
        return Err("the real Alembic finds no revisions: look at script_location and version_locations".into());
    }
    let external = Contestant {
        program: ours.clone(),
        copy: &copy,
        python: Some(alembic.program.with_file_name("python")),
        environment: alembic.environment.clone(),
    };
    let ours = Contestant { program: ours, copy: &copy, python: None, environment: without_python };
    let stride = steps.len().div_ceil(options.most_stops.max(1)).max(1);
    println!("{}: {} revisions on {}", options.name, steps.len(), options.database.name());
    let mut report = Report { revisions: steps.len(), ..Report::default() };
    let database = options.database;
    let walk =
        Walk { alembic, ours, external, databases: &databases, database, interruption: &interruption, steps, stride };
    let recorded = walk.record(&work.join("alembic"))?;
    walk.compare(&recorded, &work.join("ours"), &mut report)?;
    report.print();
    println!("{}", report.row(&options));
    if report.is_identical() { Ok(()) } else { Err("the two differ".into()) }
}

/// The real Alembic with the project's packages.
fn real_alembic(options: &Options, venv: &Venv, work: &Path) -> Outcome<PathBuf> {
    if let Some(python) = &options.python {
        return Ok(path::absolute(python)?.with_file_name("alembic"));
    }
    if options.requirements.is_empty() {
        return Ok(venv.alembic());
    }
    Ok(Venv::for_project(&work.join("venv"), &options.project, &options.requirements)?.alembic())
}

fn environment(options: &Options, url: &str, filled_in: &dyn Fn(&str) -> String) -> BTreeMap<String, String> {
    let given = options.environment.iter().map(|(key, value)| (key.clone(), filled_in(value)));
    let mut environment: BTreeMap<_, _> = given.collect();
    if let EnvPy::Plain { configure, run } = &options.env_py {
        environment.insert("PARITY_IMPORTS".to_owned(), options.imports.join(","));
        environment.insert("PARITY_URL".to_owned(), url.to_owned());
        environment.insert("PARITY_CONFIGURE".to_owned(), as_json(configure));
        environment.insert("PARITY_RUN".to_owned(), as_json(run));
    }
    environment
}

fn as_json(keywords: &[(String, String)]) -> String {
    let keywords: Vec<_> = keywords.iter().map(|(key, value)| format!("\"{key}\": {value}")).collect();
    format!("{{{}}}", keywords.join(", "))
}

/// Puts the database's parts and the copy's folder into a text.
fn fill_in(text: &str, options: &Options, databases: &Databases, copy: &Path) -> String {
    let file = databases.folder.join(NAME).display().to_string();
    let server = databases.server.parts();
    let words = [
        ("{url}", databases.url(options.database, NAME)),
        ("{host}", server.host.to_owned()),
        ("{port}", server.port.to_string()),
        ("{user}", server.user.to_owned()),
        ("{password}", server.password.to_owned()),
        ("{database}", NAME.to_owned()),
        ("{file}", file),
        ("{folder}", copy.display().to_string()),
    ];
    words.iter().fold(text.to_owned(), |text, (word, value)| text.replace(word, value))
}
