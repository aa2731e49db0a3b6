//! The text of `--sql` for SQLite, PostgreSQL and MySQL, letter by letter.

use testkit::{Project, check_same_text, check_succeeds};

use crate::{
    projects::{example, operations, recorded},
    recording::read,
};

/// The URLs that the recorder used; nobody connects.
const URLS: &[(&str, &str)] = &[
    ("sqlite", "sqlite:///parity.db"),
    ("postgresql", "postgresql://postgres@localhost/parity"),
    ("mysql", "mysql+pymysql://root@localhost/parity"),
];

#[test]
fn the_text_of_a_straight_history_is_the_same() {
    check_texts(&recorded("straight"), "straight");
}

#[test]
fn the_text_of_many_tables_is_the_same() {
    check_texts(&recorded("many-tables"), "many-tables");
}

#[test]
fn the_text_of_branches_and_merges_is_the_same() {
    check_texts(&recorded("diamonds"), "diamonds");
}

#[test]
fn the_text_of_many_added_columns_is_the_same() {
    check_texts(&recorded("many-columns"), "many-columns");
}

#[test]
fn the_text_of_every_kind_of_operation_is_the_same() {
    check_texts(&operations(), "operations");
}

#[test]
fn the_text_of_the_example_is_the_same() {
    check_texts(&example(), "example");
}

#[track_caller]
fn check_texts(project: &Project, name: &str) {
    for (database, url) in URLS {
        for (file, words) in [("upgrade", "upgrade head --sql"), ("downgrade", "downgrade head:base --sql")] {
            let run = project.run_with(&[("BENCH_URL", url), ("DATABASE_URL", url)], words);
            check_succeeds(&run);
            let recording = format!("{name}/{file}.{database}.sql");
            check_same_text(&recording, &expected(project, &read(&recording)), &run.stdout);
        }
    }
    assert!(!project.path("parity.db").exists(), "`--sql` must not touch a database");
}

/// Alembic doubles every percent sign in the text for PostgreSQL and MySQL, because their drivers want it so; a person
/// who feeds that text to `psql` or `mysql` would store both. We print one, on purpose.
fn expected(project: &Project, recorded: &str) -> String {
    if project.program().is_real_alembic() { recorded.to_owned() } else { recorded.replace("%%", "%") }
}
