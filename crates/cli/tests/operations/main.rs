//! Every directive of `op` on three databases: what the real Alembic prints for the cases in `cases/` with `--sql`.
//!
//! It is recorded by `recorded/record_operations.py` (`cargo xtask record-goldens`). Where we print something else on
//! purpose, `ours.txt` has our text and the reason.

mod packages;

use std::{collections::BTreeMap, fs, path::Path};

use testkit::{Program, Project, check_succeeds};

const RECORDED: &str = include_str!("recorded/printed.txt");
const OURS: &str = include_str!("ours.txt");
const CASE: &str = "-- case ";

/// What was printed after each case's line.
fn by_case(printed: &str) -> BTreeMap<&str, &str> {
    let parts = printed.split(CASE).skip(1).filter_map(|part| part.split_once('\n'));
    parts.filter(|(name, _)| !name.is_empty()).map(|(name, text)| (name, text.trim())).collect()
}

/// Our texts, without the reasons.
fn wanted() -> BTreeMap<&'static str, &'static str> {
    let reasoned = by_case(OURS).into_iter().map(|(name, text)| {
        let (reason, text) = text.split_once('\n').unwrap_or((text, ""));
        assert!(reason.starts_with("-- because "), "'{name}' of ours.txt has no reason");
        (name, text.trim())
    });
    reasoned.collect()
}

/// Statements of third-party packages are long texts of their own: of those the words count, not the lines.
fn spelled(name: &str, text: &str) -> String {
    if !name.contains(", alembic_") {
        return text.to_owned();
    }
    let spaced = ["(", ")", ","].iter().fold(text.to_owned(), |text, mark| text.replace(mark, &format!(" {mark} ")));
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn project() -> Project {
    let project = Project::new(Program::ours_or_named(env!("CARGO_BIN_EXE_alembic")));
    project.write("alembic.ini", "[alembic]\nscript_location = %(here)s/project\nprepend_sys_path = %(here)s\n");
    project.write("reading.py", include_str!("reading.py"));
    project.write("project/env.py", include_str!("project/env.py"));
    project.write("project/versions/a_cases.py", include_str!("project/versions/a_cases.py"));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/operations/cases");
    for file in fs::read_dir(folder).expect("the cases lie beside the test").flatten() {
        let text = fs::read_to_string(file.path()).expect("a case is text");
        project.write(&format!("cases/{}", file.file_name().display()), &text);
    }
    project
}

#[test]
fn directives_print_what_alembic_prints() {
    let run = project().run("upgrade head --sql");
    check_succeeds(&run);
    let (recorded, ours, wanted) = (by_case(RECORDED), by_case(&run.stdout), wanted());
    let mut different = Vec::new();
    for (name, recorded) in &recorded {
        let printed = ours.get(name).copied().unwrap_or("<not run>");
        let expected = wanted.get(name).copied().unwrap_or(recorded);
        if spelled(name, printed) != spelled(name, expected) {
            different.push(format!("{name}\nexpected:\n{expected}\nprinted:\n{printed}"));
        }
    }
    assert!(different.is_empty(), "{} of {}:\n{}", different.len(), recorded.len(), different.join("\n\n"));
    let not_recorded: Vec<_> = ours.keys().filter(|name| !recorded.contains_key(*name)).collect();
    assert!(not_recorded.is_empty(), "not recorded: {not_recorded:?}");
}

#[test]
fn every_difference_that_is_wanted_is_one() {
    let recorded = by_case(RECORDED);
    for (name, ours) in wanted() {
        let recorded = recorded.get(name).unwrap_or_else(|| panic!("'{name}' of ours.txt is no case"));
        assert_ne!(ours, *recorded, "{name}");
    }
}
