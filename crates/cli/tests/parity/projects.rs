//! Every project, step by step up and down, on SQLite and on PostgreSQL.

use std::{fs, path::Path};

use testkit::{Program, Project};

use crate::{databases::Database, recording::read_files, replay::check_replay};

#[test]
fn a_straight_history_is_the_same_on_sqlite() {
    check_on_sqlite(&recorded("straight"), "straight", "");
}

#[test]
fn a_straight_history_is_the_same_on_postgresql() {
    check_on_postgresql(&recorded("straight"), "straight", "psycopg2");
}

#[test]
fn many_tables_in_few_revisions_are_the_same_on_sqlite() {
    check_on_sqlite(&recorded("many-tables"), "many-tables", "");
}

#[test]
fn many_tables_in_few_revisions_are_the_same_on_postgresql() {
    check_on_postgresql(&recorded("many-tables"), "many-tables", "psycopg2");
}

#[test]
fn branches_and_their_merges_are_the_same_on_sqlite() {
    check_on_sqlite(&recorded("diamonds"), "diamonds", "");
}

#[test]
fn branches_and_their_merges_are_the_same_on_postgresql() {
    check_on_postgresql(&recorded("diamonds"), "diamonds", "psycopg2");
}

#[test]
fn many_added_columns_are_the_same_on_sqlite() {
    check_on_sqlite(&recorded("many-columns"), "many-columns", "");
}

#[test]
fn many_added_columns_are_the_same_on_postgresql() {
    check_on_postgresql(&recorded("many-columns"), "many-columns", "psycopg2");
}

#[test]
fn every_kind_of_operation_is_the_same_on_sqlite() {
    check_on_sqlite(&operations(), "operations", "");
}

#[test]
fn every_kind_of_operation_is_the_same_on_postgresql() {
    check_on_postgresql(&operations(), "operations", "psycopg2");
}

#[test]
fn the_example_is_the_same_on_sqlite() {
    check_on_sqlite(&example(), "example", "aiosqlite");
}

#[test]
fn the_example_is_the_same_on_postgresql() {
    check_on_postgresql(&example(), "example", "asyncpg");
}

/// An empty folder with the program under test.
pub fn empty() -> Project {
    Project::new(Program::ours_or_named(env!("CARGO_BIN_EXE_alembic")))
}

/// A generated project, as the recorder packed it.
pub fn recorded(name: &str) -> Project {
    unpacked(&format!("{name}/project.txt"))
}

/// The project written by hand: every kind of column and directive that generated projects do not have.
pub fn operations() -> Project {
    unpacked("../operations.project.txt")
}

/// The backend of `examples/guide`.
pub fn example() -> Project {
    let project = empty();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/guide/backend"), "", &project);
    project
}

#[track_caller]
fn unpacked(path: &str) -> Project {
    let project = empty();
    for (path, text) in read_files(path) {
        project.write(&path, &text);
    }
    project
}

#[track_caller]
fn check_on_sqlite(project: &Project, name: &str, driver: &str) {
    check_replay(project, &format!("{name}/sqlite.txt"), driver, || Database::sqlite(project));
}

#[track_caller]
fn check_on_postgresql(project: &Project, name: &str, driver: &str) {
    let Some(first) = Database::postgresql() else { return };
    let first = std::cell::Cell::new(Some(first));
    let renew = || first.take().or_else(Database::postgresql).expect("there was a server a moment ago");
    check_replay(project, &format!("{name}/postgresql.txt"), driver, renew);
}

/// Copies the texts of a folder; databases and caches that a run left there stay behind.
fn copy(folder: &Path, inner: &str, project: &Project) {
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let entry = entry.expect("the folder stays while it is read");
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if path.is_dir() && name != "__pycache__" {
            copy(&path, &format!("{inner}{name}/"), project);
        } else if path.is_file() && !name.ends_with(".db") {
            project.write(&format!("{inner}{name}"), &fs::read_to_string(&path).expect("the example is text"));
        }
    }
}
