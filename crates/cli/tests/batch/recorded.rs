//! The same batches as by Alembic 1.20.1: tables, rows, errors, and the text of `--sql`.

use std::collections::BTreeMap;

use serde::Deserialize;
use testkit::{Program, Project, check_succeeds};

const RECORDED: &str = include_str!("recorded/batch.json");

/// The naming conventions of the cases.
const CONVENTIONS: [&str; 2] =
    ["{}", r#"{"uq": "uq_%(table_name)s_%(column_0_name)s", "ck": "ck_%(table_name)s_%(constraint_name)s"}"#];

/// What we want otherwise, and why.
const WANTED: [(&str, &str); 4] = [
    ("a key of the script's", "Alembic looks for the other table among those of the script"),
    ("a column that is not there", "KeyError says of which table"),
    ("a column that is dropped is not there", "KeyError says of which table"),
    ("an order that is none", "CircularDependencyError is a sentence"),
];

/// What a case came to.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(untagged)]
enum Outcome {
    Printed {
        printed: String,
    },
    Performed {
        error: Option<String>,
        /// Kind, name, statement.
        objects: Vec<(String, String, String)>,
        rows: BTreeMap<String, Vec<String>>,
    },
}

impl Outcome {
    /// The same without what only a spelling differs in: spaces and quotes of a statement.
    fn normalised(mut self) -> Self {
        match &mut self {
            Self::Printed { printed } => *printed = words(printed),
            Self::Performed { objects, .. } => objects.iter_mut().for_each(|(_, _, sql)| *sql = words(sql)),
        }
        self
    }
}

fn words(sql: &str) -> String {
    let spaced = ["(", ")", ","].iter().fold(sql.replace('"', ""), |sql, mark| sql.replace(mark, &format!(" {mark} ")));
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn project() -> Project {
    let project = Project::new(Program::ours_or_named(env!("CARGO_BIN_EXE_alembic")));
    project.write(
        "alembic.ini",
        "[alembic]\nscript_location = %(here)s/project\nprepend_sys_path = %(here)s\n\
         sqlalchemy.url = sqlite:///%(here)s/app.db\n",
    );
    project.write("cases.py", include_str!("cases.py"));
    project.write("project/env.py", include_str!("project/env.py"));
    project.write("project/versions/a_batches.py", include_str!("project/versions/a_batches.py"));
    project
}

/// Runs every case.
fn ours() -> BTreeMap<String, Outcome> {
    let mut outcomes = BTreeMap::new();
    for convention in CONVENTIONS {
        let project = project();
        let results = project.path("results.json");
        let variables = [("BATCH_CONVENTION", convention), ("BATCH_RESULTS", results.to_str().expect("UTF-8"))];
        check_succeeds(&project.run_with(&variables, "upgrade head"));
        let performed: BTreeMap<String, Outcome> = serde_json::from_str(&project.read("results.json")).expect("JSON");
        outcomes.extend(performed);
        let run = project.run_with(&variables, "upgrade head --sql");
        check_succeeds(&run);
        for part in run.stdout.split("-- case ").skip(1) {
            let (name, text) = part.split_once('\n').expect("a line");
            let text = text.split("INSERT INTO alembic_version").next().unwrap_or_default();
            outcomes.insert(name.to_owned(), Outcome::Printed { printed: text.trim().to_owned() });
        }
    }
    outcomes
}

#[test]
fn batches_do_what_alembic_does() {
    let recorded: BTreeMap<String, Outcome> = serde_json::from_str(RECORDED).expect("the recorder writes JSON");
    let mut ours = ours();
    let mut different = Vec::new();
    let count = recorded.len();
    for (name, expected) in recorded {
        let expected = expected.normalised();
        let found = ours.remove(&name).unwrap_or_else(|| panic!("'{name}' was not run")).normalised();
        let is_wanted = WANTED.iter().any(|(wanted, _)| *wanted == name);
        if (found == expected) == is_wanted {
            different.push(format!("{name}\n  recorded: {expected:?}\n  ours:     {found:?}"));
        }
    }
    assert!(ours.is_empty(), "not recorded: {:?}", ours.keys());
    assert!(different.is_empty(), "{} of {count}:\n{}", different.len(), different.join("\n"));
}
