//! The same models loaded by the real SQLAlchemy and by ours give the same definitions.
//!
//! `models/record_models.py` wrote down what SQLAlchemy makes of each file, and both run `models/create_all.py`.
#![expect(clippy::unwrap_used, reason = "a test may panic; helpers are no test functions to clippy")]

use std::{collections::BTreeMap, fmt::Write as _, fs, path::PathBuf};

use dialect::{Context, by_name};
use pyruntime::{Conversation, Embedded, EmbeddedSettings, Failure, Host, HostError, Request};
use serde_json::{Value as Json, json};

/// Statements by dialect.
type Written = BTreeMap<String, Vec<String>>;

const ENV: &str = "import json\nfrom alembic import context\nfrom create_all import of_file\n\
                   context.config.print_stdout('%s', json.dumps(of_file(context.config.get_main_option('model'))))\n";

#[test]
fn models_give_the_same_tables_as_with_sqlalchemy() {
    let recorded: BTreeMap<String, Written> =
        serde_json::from_str(&fs::read_to_string(folder().join("recorded.json")).unwrap()).unwrap();
    let files = model_files();
    assert!(files.len() >= 60, "at least sixty model files");
    let mut report = String::new();
    for file in &files {
        let name = file.file_stem().unwrap().to_str().unwrap();
        let expected = recorded.get(name).unwrap_or_else(|| panic!("{name} is not recorded: run cargo xtask record-goldens"));
        match written(file) {
            Ok(ours) => compare(name, expected, &ours, &mut report),
            Err(failure) => writeln!(report, "== {name}: {failure}").unwrap(),
        }
    }
    assert!(report.is_empty(), "{report}");
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/models")
}

/// Model files begin with a number.
fn model_files() -> Vec<PathBuf> {
    let is_model = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().starts_with(|first: char| first.is_ascii_digit());
    let mut files: Vec<PathBuf> = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).filter(is_model).collect();
    files.sort();
    files
}

fn compare(name: &str, expected: &Written, ours: &Written, report: &mut String) {
    for (dialect, statements) in expected {
        let expected = with_sorted_indexes(statements);
        let ours = with_sorted_indexes(ours.get(dialect).map_or(&[], Vec::as_slice));
        if expected != ours {
            let missing: Vec<_> = expected.iter().filter(|statement| !ours.contains(statement)).collect();
            let added: Vec<_> = ours.iter().filter(|statement| !expected.contains(statement)).collect();
            writeln!(report, "== {name} on {dialect}: SQLAlchemy has {missing:#?}, we have {added:#?} (empty: the order)").unwrap();
        }
    }
}

/// The indexes of a table are a set in SQLAlchemy: their order is by chance.
fn with_sorted_indexes(statements: &[String]) -> Vec<String> {
    let mut sorted = statements.to_vec();
    let is_index = |statement: &String| statement.starts_with("CREATE INDEX") || statement.starts_with("CREATE UNIQUE INDEX");
    for indexes in sorted.chunk_by_mut(|before, after| is_index(before) == is_index(after)) {
        if is_index(&indexes[0]) {
            indexes.sort();
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
        Err(Failure::Raised(raised)) => Err(format!("{}: {} {:?}", raised.dotted_name(), raised.message, raised.frames)),
        Err(Failure::Lost(reason)) => Err(reason),
    }
}

/// Answers with the text of definitions, and keeps what is printed.
#[derive(Default)]
struct Writer {
    printed: String,
}

impl Host for Writer {
    fn answer(&mut self, request: Request, _: &mut Conversation<'_>) -> Result<Json, HostError> {
        match request {
            Request::Compile { operation: Some(operation), dialect: Some(name), .. } => {
                let refused = |reason: String| HostError::new("sqlalchemy.exc.CompileError", reason);
                let dialect = by_name(&name).ok_or_else(|| refused(format!("no dialect {name}")))?;
                let statements = operation.sql(dialect, &Context::default()).map_err(|error| refused(error.to_string()))?;
                let texts: Vec<String> = statements.into_iter().map(|statement| statement.sql).collect();
                Ok(json!(texts.join(";\n")))
            }
            Request::Stdout { text } => {
                self.printed.push_str(&text);
                Ok(Json::Null)
            }
            other => Err(HostError::new("NotImplementedError", format!("a model asked for {other:?}"))),
        }
    }
}
