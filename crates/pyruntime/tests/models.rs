//! The same models loaded by the real SQLAlchemy and by ours give the same definitions.
//!
//! `models/record_models.py` wrote down what SQLAlchemy makes of each file, and both run `models/create_all.py`.
#![expect(clippy::unwrap_used, reason = "a test may panic; helpers are no test functions to clippy")]

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError},
};

use dialect::{
    Context, Statement, by_name,
    query::{Mode, Parameters, Paramstyle, compile, expression_text},
};
use pyruntime::{Conversation, Embedded, EmbeddedSettings, Failure, Host, HostError, Request};
use schema::Table;
use serde_json::{Value as Json, json};

/// One interpreter at a time: there may be only one in a process.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

fn one_at_a_time() -> MutexGuard<'static, ()> {
    ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Statements by dialect.
type Written = BTreeMap<String, Vec<String>>;

/// Configures the context as an env.py does, so that the host knows the naming convention.
const ENV: &str = r#"
import json
from alembic import context
from create_all import of_file

def announce(metadata, dialect):
    context.configure(dialect_name=dialect, target_metadata=metadata)

context.config.print_stdout("%s", json.dumps(of_file(context.config.get_main_option("model"), announce)))
"#;

#[test]
fn models_give_the_same_tables_as_with_sqlalchemy() {
    let _one = one_at_a_time();
    let recorded: BTreeMap<String, Written> =
        serde_json::from_str(&fs::read_to_string(folder().join("recorded.json")).unwrap()).unwrap();
    let files = model_files();
    assert!(files.len() >= 60, "at least sixty model files");
    let mut report = String::new();
    for file in &files {
        let name = file.file_stem().unwrap().to_str().unwrap();
        let expected =
            recorded.get(name).unwrap_or_else(|| panic!("{name} is not recorded: run cargo xtask record-goldens"));
        match written(file) {
            Ok(ours) => compare(name, expected, &ours, &mut report),
            Err(failure) => writeln!(report, "== {name}: {failure}").unwrap(),
        }
    }
    assert!(report.is_empty(), "{report}");
}

/// env.py holds a proxy of what `target_metadata` of the file is, or executes the file first.
const ENV_OF_HOLDER: &str = r#"
from alembic import context
import models
waits = type(models).__name__ == "WaitingModule"
if context.config.get_main_option("eagerly"):
    models.target_metadata
from holder import Holder
assert type(Holder.metadata).__name__ == ("Proxy" if waits else type(Holder.metadata).__name__)
context.configure(dialect_name="postgresql", target_metadata=Holder.metadata)
context.config.print_stdout("%s", waits)
context.run_migrations()
"#;

/// A file that only declares.
const HOLDER: &str = "import models\n\n\nclass Holder:\n    metadata = models.target_metadata\n";

#[test]
fn models_that_wait_describe_the_same_tables() {
    let _one = one_at_a_time();
    let (mut waiting, mut failing) = (0, 0);
    let mut report = String::new();
    for file in model_files() {
        let [lazily, eagerly] = ["", "yes"].map(|eagerly| described(&file, eagerly));
        if lazily.described != eagerly.described || lazily.failure != eagerly.failure {
            writeln!(report, "== {}: {lazily:?} but executed first {eagerly:?}", file.display()).unwrap();
        }
        if lazily.printed.trim() == "True" {
            waiting += 1;
        } else {
            println!("{} is executed at its import", file.display());
        }
        failing += usize::from(lazily.failure.is_some());
    }
    assert!(report.is_empty(), "{report}");
    // One file has the same tables in two MetaData objects, which autogenerate refuses.
    assert_eq!(failing, 1);
    assert!(waiting >= 55, "only {waiting} of the model files wait");
}

/// Has a fresh interpreter import a file as a module of a project and describe its models.
fn described(file: &PathBuf, eagerly: &str) -> Writer {
    let project = tempfile::tempdir().unwrap();
    let path = |name: &str| project.path().join(name);
    fs::write(path("env.py"), ENV_OF_HOLDER).unwrap();
    fs::write(path("holder.py"), HOLDER).unwrap();
    fs::copy(file, path("models.py")).unwrap();
    let arguments = json!({
        "file": path("env.py"),
        "environment": {
            "command": "check", "as_sql": false, "x_arguments": [],
            "config": {
                "config_file_name": null, "config_ini_section": "alembic", "cmd_opts": {},
                "sections": {"alembic": {"eagerly": eagerly}}, "defaults": {},
            },
            "script_directory": {"dir": project.path()},
            "sys_path": [project.path()],
        },
    });
    let Json::Object(arguments) = arguments else { unreachable!() };
    let mut python = Embedded::start(EmbeddedSettings::default()).unwrap();
    let mut writer = Writer::default();
    match Conversation::new(&mut python).run(&mut writer, "run_env", arguments) {
        Ok(_) => {}
        Err(Failure::Raised(raised)) => writer.failure = Some(format!("{}: {}", raised.dotted_name(), raised.message)),
        Err(Failure::Lost(reason)) => panic!("{reason}"),
    }
    writer
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/models")
}

/// Model files begin with a number.
fn model_files() -> Vec<PathBuf> {
    let is_model =
        |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().starts_with(|first: char| first.is_ascii_digit());
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).filter(is_model).collect();
    files.sort();
    files
}

fn compare(name: &str, expected: &Written, ours: &Written, report: &mut String) {
    for (dialect, statements) in expected {
        let expected = with_sorted_groups(statements);
        let ours = with_sorted_groups(ours.get(dialect).map_or(&[], Vec::as_slice));
        if expected != ours {
            let missing: Vec<_> = expected.iter().filter(|statement| !ours.contains(statement)).collect();
            let added: Vec<_> = ours.iter().filter(|statement| !expected.contains(statement)).collect();
            writeln!(
                report,
                "== {name} on {dialect}: SQLAlchemy has {missing:#?}, we have {added:#?} (empty: the order)"
            )
            .unwrap();
        }
    }
}

/// What SQLAlchemy keeps in sets comes in any order; and types, which need each other not, in another one here.
fn with_sorted_groups(statements: &[String]) -> Vec<String> {
    const GROUPS: [&[&str]; 4] = [
        &["CREATE INDEX", "CREATE UNIQUE INDEX"],
        &["CREATE TYPE", "CREATE DOMAIN"],
        &["ALTER TABLE"],
        &["COMMENT ON CONSTRAINT"],
    ];
    let group =
        |statement: &String| GROUPS.iter().position(|words| words.iter().any(|word| statement.starts_with(word)));
    let mut sorted = statements.to_vec();
    for chunk in sorted.chunk_by_mut(|before, after| group(before) == group(after)) {
        if group(&chunk[0]).is_some() {
            chunk.sort();
        }
    }
    sorted
}

/// Has a fresh interpreter load a file and say what `create_all()` would send.
fn written(file: &PathBuf) -> Result<Written, String> {
    let project = tempfile::tempdir().unwrap();
    let env = project.path().join("env.py");
    fs::write(&env, ENV).unwrap();
    let arguments = json!({
        "file": env,
        "environment": {
            "command": "upgrade", "as_sql": false, "destination_rev": "head", "x_arguments": [],
            "config": {
                "config_file_name": null, "config_ini_section": "alembic", "cmd_opts": {},
                "sections": {"alembic": {"model": file}}, "defaults": {},
            },
            "script_directory": {"dir": project.path()},
            "sys_path": [folder()],
        },
    });
    let Json::Object(arguments) = arguments else { unreachable!() };
    let mut python = Embedded::start(EmbeddedSettings::default()).unwrap();
    let mut writer = Writer::default();
    match Conversation::new(&mut python).run(&mut writer, "run_env", arguments) {
        Ok(_) => serde_json::from_str(&writer.printed).map_err(|error| format!("{error}: {}", writer.printed)),
        Err(Failure::Raised(raised)) => {
            Err(format!("{}: {} {:?}", raised.dotted_name(), raised.message, raised.frames))
        }
        Err(Failure::Lost(reason)) => Err(reason),
    }
}

/// Answers with the text of definitions, and keeps what is printed and what the models are.
#[derive(Debug, Default)]
struct Writer {
    context: Context,
    printed: String,
    described: Json,
    /// Those that came before the outcome.
    tables: Vec<Table>,
    failure: Option<String>,
}

impl Host for Writer {
    fn answer(&mut self, request: Request, python: &mut Conversation<'_>) -> Result<Json, HostError> {
        let refused = |reason: String| HostError::new("sqlalchemy.exc.CompileError", reason);
        match request {
            Request::Configure { dialect_name, settings, .. } => {
                let patterns = settings.get("naming_convention").cloned().unwrap_or(Json::Null);
                let patterns: Option<BTreeMap<String, String>> =
                    serde_json::from_value(patterns).map_err(|error| refused(error.to_string()))?;
                self.context = Context::default();
                self.context.naming_convention.patterns = patterns.unwrap_or_default();
                Ok(json!({"dialect": dialect_name, "as_sql": true, "transactional_ddl": true}))
            }
            Request::Compile { statement, operation, expression, dialect: Some(name), .. } => {
                let dialect = by_name(&name).ok_or_else(|| refused(format!("no dialect {name}")))?;
                let statements = match (statement, expression, operation) {
                    (Some(query), ..) => compile(dialect, &query, &Parameters::None, Mode::Named, Paramstyle::Question),
                    (_, Some(expression), _) => {
                        expression_text(dialect, &expression, Mode::Named).map(|text| vec![Statement::plain(text)])
                    }
                    (_, _, Some(operation)) => operation.sql(dialect, &self.context),
                    _ => Ok(Vec::new()),
                };
                let statements = statements.map_err(|error| refused(error.to_string()))?;
                let texts: Vec<String> = statements.into_iter().map(|statement| statement.sql).collect();
                Ok(json!(texts.join(";\n")))
            }
            Request::NamingConvention { .. } => Ok(Json::Null),
            Request::RunMigrations { .. } => match python.run(self, "describe_models", serde_json::Map::new()) {
                Ok(described) => {
                    self.described = described;
                    let last: Vec<Table> = serde_json::from_value(self.described["tables"].take()).unwrap();
                    self.tables.extend(last);
                    for table in &self.tables {
                        let kept = serde_json::to_vec(table).unwrap();
                        let read: Table = serde_json::from_slice(&kept).unwrap();
                        assert_eq!(&read, table, "as it is kept between runs");
                    }
                    self.described["tables"] = json!(self.tables);
                    Ok(Json::Null)
                }
                Err(Failure::Raised(raised)) => Err(HostError::new(&raised.dotted_name(), raised.message)),
                Err(Failure::Lost(reason)) => panic!("{reason}"),
            },
            Request::DescribedTables { tables } => {
                self.tables.extend(tables);
                Ok(Json::Null)
            }
            Request::Stdout { text } => {
                self.printed.push_str(&text);
                Ok(Json::Null)
            }
            other => Err(HostError::new("NotImplementedError", format!("a model asked for {other:?}"))),
        }
    }
}
