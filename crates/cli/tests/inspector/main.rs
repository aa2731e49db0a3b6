//! `sa.inspect(connection)`, `Table(…, autoload_with=…)` and `MetaData.reflect()`: what SQLAlchemy 2.1 says of the same
//! tables, recorded by `recorded/record_inspector.py` (`cargo xtask record-goldens`).

use std::collections::BTreeMap;

use testkit::{Program, Project, check_succeeds, postgresql};

/// Lines that we want otherwise: their beginning, and why.
const WANTED: [(&str, &str); 6] = [
    ("get_foreign_keys child = [{'constrained_columns': ['t_id'], 'name': None", "ON DELETE is read on SQLite, too"),
    ("get_table_comment", "the error says why"),
    ("sequences = NotImplementedError", "the error says why"),
    ("has_sequence = NotImplementedError", "the error says why"),
    ("enums = AttributeError", "the error says why"),
    ("a table's indexes = ['ix_part'", "indexes of expressions are read on SQLite, too"),
];

fn project(url: &str) -> Project {
    let project = Project::new(Program::ours_or_named(env!("CARGO_BIN_EXE_alembic")));
    project.write(
        "alembic.ini",
        &format!("[alembic]\nscript_location = %(here)s/m\nprepend_sys_path = %(here)s\nsqlalchemy.url = {url}\n"),
    );
    project.write("m/env.py", include_str!("env.py"));
    project.write("m/versions/.keep", "");
    project.write("probe.py", include_str!("probe.py"));
    project
}

fn check(database: &str, project: &Project, schemas: &str) {
    let recorded: BTreeMap<String, Vec<String>> =
        serde_json::from_str(include_str!("recorded/inspector.json")).expect("lists of lines");
    let run = project.run_with(&[("PROBE_SCHEMAS", schemas)], "current");
    check_succeeds(&run);
    let ours: Vec<&str> = run.stdout.lines().collect();
    let recorded = &recorded[database];
    assert_eq!(ours.len(), recorded.len(), "{}", run.stdout);
    for (ours, recorded) in ours.into_iter().zip(recorded) {
        let is_wanted = database == "sqlite" && WANTED.iter().any(|(start, _)| recorded.starts_with(start));
        assert_eq!(ours == recorded, !is_wanted, "\n    ours: {ours}\nrecorded: {recorded}");
    }
}

#[test]
fn tables_of_sqlite_are_told_as_sqlalchemy_does() {
    let project = project("sqlite:///%(here)s/app.db");
    project.sqlite("app.db").execute(include_str!("tables/sqlite.sql"));
    check("sqlite", &project, "");
}

#[test]
fn tables_of_postgresql_are_told_as_sqlalchemy_does() {
    let Some(database) = postgresql() else { return };
    database.execute(include_str!("tables/postgresql.sql"));
    check("postgresql", &project(&database.url("psycopg2")), "app");
}
