//! `cargo xtask forecasts`: what `plan` says of each rule's bad example beside what a rehearsal sees the server do, on
//! tables of five million rows. A lock or a rewrite that differs fails; times are only printed.

mod case;
mod compared;
mod example;
mod lock;
mod measured;
mod table;

use std::{collections::BTreeMap, fs, path::PathBuf, process::Command};

use serde_json::Value as Json;
use tempfile::TempDir;

use case::{Case, WORLDS, World};
use compared::{Compared, Forecast};
use example::Example;
use measured::Measured;

use crate::{
    interruption::Interruption,
    machine,
    postgresql::{Durability, Programs, Server},
    process::{self, Outcome},
    program::{self, Profile},
};

const ROWS: u32 = 5_000_000;

/// The database that a case has for itself.
const RUN: &str = "forecasts";

/// How many times a forecast may be too short or too long before it is told.
const FACTOR: f64 = 3.0;

/// A server with filled databases, and the program that forecasts.
struct Bench {
    server: Server,
    program: PathBuf,
    folder: TempDir,
}

/// Runs all examples, or those of the rules named; a number is how many rows the tables have, and `--ours PROGRAM` names
/// our program `limbeck`, built already.
pub fn run(arguments: &[String]) -> Outcome {
    let (ours, arguments) = match arguments {
        [word, program, rest @ ..] if word == "--ours" => (Some(std::path::absolute(program)?), rest),
        all => (None, all),
    };
    let (numbers, rules): (Vec<&String>, Vec<&String>) = arguments.iter().partition(|word| word.parse::<u32>().is_ok());
    let rows = numbers.first().map_or(Ok(ROWS), |word| word.parse())?;
    let interruption = Interruption::watch()?;
    let mut examples = example::all()?;
    for example in &mut examples {
        if let Some(sql) = case::on_large_table(&example.rule) {
            sql.clone_into(&mut example.sql);
        }
    }
    if let Some(unknown) = rules.iter().find(|rule| examples.iter().all(|example| example.rule != ***rule)) {
        return Err(format!("no rule '{unknown}' has an example").into());
    }
    let program = match ours {
        Some(program) => program,
        None => program::build("limbeck", Profile::Dev)?,
    };
    let server = Server::start(Programs::find_or_install()?, Durability::Full)?;
    let bench = Bench { server, program, folder: tempfile::Builder::new().prefix("limbeck-forecasts-").tempdir()? };
    println!("{rows} rows a table, {}, PostgreSQL {}\n", machine::shown()?, bench.server.programs.version()?);
    let (mut found, mut failed) = (Vec::new(), Vec::new());
    let mut left_out = BTreeMap::<&str, Vec<String>>::new();
    let wanted = |example: &&Example| rules.is_empty() || rules.iter().any(|rule| **rule == example.rule);
    let mut cases: Vec<(&str, &str, &Example)> = Vec::new();
    for example in examples.iter().filter(wanted) {
        match case::of(&example.rule) {
            Case::LeftOut(reason) => left_out.entry(reason).or_default().push(format!("`{}`", example.rule)),
            Case::On { world, before } => cases.push((world, before, example)),
        }
    }
    for world in WORLDS.iter().filter(|world| cases.iter().any(|(name, ..)| *name == world.name)) {
        eprintln!("filling {}", world.name);
        bench.fill(world, rows)?;
        for (_, before, example) in cases.iter().filter(|(name, ..)| *name == world.name) {
            if interruption.is_asked_for() {
                return Err("interrupted".into());
            }
            eprintln!("{}", example.rule);
            match bench.compare(world.name, before, example) {
                Ok(compared) => found.extend(compared),
                Err(error) => failed.push(format!("{}: {error}", example.rule)),
            }
        }
        bench.server.psql("postgres", &format!("DROP DATABASE {}", world.name))?;
    }
    println!("{}\n", table::markdown(&found));
    for (reason, rules) in left_out {
        println!("Left out, because it {reason}: {}.\n", rules.join(", "));
    }
    judge(&found, &failed)
}

fn judge(found: &[Compared], failed: &[String]) -> Outcome {
    let wrong: Vec<_> = found.iter().filter(|compared| !compared.differences.is_empty()).collect();
    let far = found.iter().filter(|compared| compared.factor().is_some_and(|factor| factor > FACTOR)).count();
    println!(
        "{} statements, {} with another lock or rewrite, {far} beyond a factor of {FACTOR}",
        found.len(),
        wrong.len()
    );
    let mut reasons: Vec<_> =
        wrong.iter().map(|compared| format!("{}: {}", compared.rule, compared.differences.join("; "))).collect();
    reasons.extend(failed.iter().cloned());
    if reasons.is_empty() { Ok(()) } else { Err(reasons.join("\n").into()) }
}

impl Bench {
    fn fill(&self, world: &World, rows: u32) -> Outcome {
        self.server.renew(world.name)?;
        for script in world.scripts {
            self.server.psql(world.name, &script.replace(":rows", &rows.to_string()))?;
        }
        // Else the first that reads a row writes into it that it is there to stay.
        self.server.psql(world.name, "VACUUM ANALYZE").map(drop)
    }

    fn compare(&self, world: &str, before: &str, example: &Example) -> Outcome<Vec<Compared>> {
        self.server.psql("postgres", &format!("DROP DATABASE IF EXISTS {RUN}"))?;
        self.server.psql("postgres", &format!("CREATE DATABASE {RUN} TEMPLATE {world}"))?;
        if !before.is_empty() {
            self.server.psql(RUN, before)?;
        }
        self.server.psql("postgres", "CHECKPOINT")?;
        self.write_project(example)?;
        let plan = self.limbeck(&["plan", "--json"])?;
        let statements = statements(&plan)?;
        let forecasts = statements.iter().map(Forecast::of).collect::<Outcome<Vec<_>>>()?;
        let measured = if example.autocommit {
            vec![Measured::watch(&example.sql, &self.server, RUN)?]
        } else {
            let rehearsal = self.limbeck(&["rehearse", "--up-only", "--json"])?;
            self::statements(&rehearsal["plan"])?.iter().map(Measured::of).collect::<Outcome<Vec<_>>>()?
        };
        if forecasts.len() != measured.len() {
            let (said, done) = (forecasts.len(), measured.len());
            return Err(format!("{}: {said} statements were planned, {done} rehearsed", example.rule).into());
        }
        let mut held = BTreeMap::new();
        let sql = statements.iter().map(|statement| statement["sql"].as_str().unwrap_or_default());
        let both = sql.zip(forecasts.into_iter().zip(measured));
        Ok(both.map(|(sql, (said, done))| Compared::new(&example.rule, sql, said, done, &mut held)).collect())
    }

    /// One revision that executes the example.
    fn write_project(&self, example: &Example) -> Outcome {
        let file = |path: &str| self.folder.path().join(path);
        fs::create_dir_all(file("m/versions"))?;
        let url = self.server.sqlalchemy_url(RUN, "psycopg2");
        fs::write(file("alembic.ini"), format!("[alembic]\nscript_location = m\nsqlalchemy.url = {url}\n"))?;
        fs::write(file("m/env.py"), include_str!("env.py"))?;
        // A text in JSON is one in Python, too.
        let calls = example.sql.split(";\n").map(|sql| format!("op.execute({})", Json::from(sql)));
        let body: String = match example.autocommit {
            true => {
                calls.map(|call| format!("    with op.get_context().autocommit_block():\n        {call}\n")).collect()
            }
            false => calls.map(|call| format!("    {call}\n")).collect(),
        };
        let text =
            format!("from alembic import op\n\nrevision = \"a1\"\ndown_revision = None\n\n\ndef upgrade():\n{body}");
        fs::write(file("m/versions/a1.py"), text).map_err(Into::into)
    }

    fn limbeck(&self, words: &[&str]) -> Outcome<Json> {
        let printed = process::output(Command::new(&self.program).args(words).current_dir(self.folder.path()))?;
        serde_json::from_str(&printed).map_err(Into::into)
    }
}

fn statements(plan: &Json) -> Outcome<Vec<Json>> {
    let statements = plan["steps"][0]["statements"].as_array();
    statements.cloned().ok_or_else(|| format!("no statements in {plan}").into())
}
