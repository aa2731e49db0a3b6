//! What version files change of the process, and what the later ones and env.py see of it: as with the real Alembic,
//! which `recorded/record_isolation.py` recorded. And which files are executed at all.

mod executed;

use std::collections::BTreeMap;

use serde::Deserialize;
use testkit::{Program, Project};

/// What a run of one topic came to.
#[derive(Debug, PartialEq, Deserialize)]
struct Outcome {
    exit: i32,
    stdout: Vec<String>,
    stderr: Vec<String>,
}

/// Where ours differs on purpose: what the real one says, and what ours says.
const DIFFERENT: [(&str, &str); 2] = [
    // SQLite can, and ours does: `docs/differences.md`.
    ("Will assume non-transactional DDL.", "Will assume transactional DDL."),
    // After a run `op` is what it was before it; there the directive is asked of `None`.
    (
        "AttributeError: 'NoneType' object has no attribute '{name}'",
        "NameError: Can't invoke function '{name}', as the proxy object has not yet been established for the Alembic \
         'Operations' class.  Try placing this code inside a callable.",
    ),
];

/// Directives that topics ask for when no run goes on.
const ASKED_AFTERWARDS: [&str; 2] = ["execute", "say_hello"];

fn project() -> Project {
    let project = Project::new(Program::ours_or_named(env!("CARGO_BIN_EXE_alembic")));
    for (path, text) in [
        ("alembic.ini", include_str!("alembic.ini")),
        ("beside.py", include_str!("beside.py")),
        ("topics.py", include_str!("topics.py")),
        ("more/only_in_more.py", include_str!("more/only_in_more.py")),
        ("project/env.py", include_str!("project/env.py")),
        ("project/versions/a1_first.py", include_str!("project/versions/a1_first.py")),
        ("project/versions/a2_second.py", include_str!("project/versions/a2_second.py")),
        ("project/versions/a3_third.py", include_str!("project/versions/a3_third.py")),
        ("project/versions/a4_fourth.py", include_str!("project/versions/a4_fourth.py")),
        ("project/versions/a5_fifth.py", include_str!("project/versions/a5_fifth.py")),
    ] {
        project.write(path, text);
    }
    project
}

fn ours(topic: &str) -> Outcome {
    let project = project();
    let run = project.run_with(&[("TOPIC", topic), ("GIVEN", "given")], "upgrade head");
    let root = project.root().display().to_string();
    let lines = |text: &str| text.replace(&root, "<HERE>").lines().map(str::to_owned).collect();
    Outcome { exit: run.exit_code, stdout: lines(&run.stdout), stderr: lines(&run.stderr) }
}

#[test]
fn what_a_script_changes_is_seen_by_the_later_ones_and_by_env_py() {
    let recorded: BTreeMap<String, Outcome> =
        serde_json::from_str(include_str!("recorded/isolation.json")).expect("the recorder writes JSON");
    let mut different = String::new();
    for (topic, mut expected) in recorded.into_iter() {
        for line in expected.stdout.iter_mut().chain(&mut expected.stderr) {
            for ((from, to), name) in DIFFERENT.iter().flat_map(|pair| ASKED_AFTERWARDS.map(|name| (pair, name))) {
                *line = line.replace(&from.replace("{name}", name), &to.replace("{name}", name));
            }
        }
        let found = ours(&topic);
        if found != expected {
            different.push_str(&format!("{topic}\n  recorded: {expected:#?}\n      ours: {found:#?}\n"));
        }
    }
    assert!(different.is_empty(), "{different}");
}
