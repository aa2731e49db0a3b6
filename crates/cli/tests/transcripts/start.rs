//! A: start, configuration and what `init` makes (T001 to T014).

use crate::{
    expectation::{check_file, check_text, check_transcript},
    projects::{empty, initialised},
};

#[test]
fn version_is_shown() {
    check_transcript(&empty(), "T001", "--version");
}

#[test]
fn command_lines_that_cannot_be_read_are_refused_as_argparse_refuses_them() {
    let project = empty();
    check_transcript(&project, "T002", "");
    check_transcript(&project, "T006", "frobnicate");
    check_transcript(&project, "T007", "upgrade");
}

#[test]
fn a_missing_ini_file_fails_at_the_first_missing_key() {
    let project = empty();
    check_transcript(&project, "T004", "current");
    check_transcript(&project, "T005", "-c nofile.ini history");
}

#[test]
fn templates_are_listed() {
    check_transcript(&empty(), "T008", "list_templates");
}

#[test]
fn init_makes_a_project_once() {
    let project = empty();
    check_transcript(&project, "T009", "init alembic");
    check_transcript(&project, "T010", "init alembic");
    check_text(&project, "T012", &project.files().join("\n"));
    check_file(&project, "T012", "alembic/script.py.mako");
    let ini = project.read("alembic.ini");
    let effective: Vec<_> = ini.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
    check_text(&project, "T013", &effective.join("\n"));
}

#[test]
fn init_refuses_an_unknown_template() {
    check_transcript(&empty(), "T011", "init -t nosuch other");
}

#[test]
fn the_placeholder_url_names_no_dialect() {
    let project = initialised("generic", "driver://user:pass@localhost/dbname");
    check_transcript(&project, "T014", "upgrade head");
}
