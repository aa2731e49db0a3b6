//! What is read of SQLite databases, beside what SQLAlchemy reads (`recorded/record_inspect.py` records it).
#![cfg(feature = "sqlite")]
#![cfg_attr(
    feature = "sqlite",
    expect(
        clippy::unwrap_used,
        clippy::expect_used,
        reason = "a test may panic; helpers are no test functions to clippy"
    )
)]

mod projection;

use std::time::{Duration, Instant};

use dialect::{Connection, Dialect as _, Scope, Statement, Url};
use schema::Schema;
use serde::Deserialize;
use serde_json::Map;

#[derive(Deserialize)]
struct Case {
    case: String,
    sql: Vec<String>,
    lines: Vec<String>,
}

fn memory() -> Box<dyn Connection> {
    let url = Url { drivername: "sqlite".into(), database: Some(":memory:".into()), ..Url::default() };
    dialect::sqlite::connect::connect(&url, &Map::new()).unwrap()
}

#[track_caller]
fn run(connection: &mut dyn Connection, sql: &str) {
    connection.execute(&Statement::plain(sql)).unwrap_or_else(|error| panic!("{sql}: {error}"));
}

#[track_caller]
fn inspected(connection: &mut dyn Connection, scope: &Scope) -> Schema {
    let read = dialect::sqlite::Sqlite.inspect(connection, scope).expect("SQLite is inspected");
    read.unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn every_recorded_database_is_read_as_sqlalchemy_reads_it() {
    let cases: Vec<Case> = serde_json::from_str(include_str!("recorded/inspect_sqlite.json")).unwrap();
    let mut wrong = Vec::new();
    for case in &cases {
        let mut connection = memory();
        for sql in &case.sql {
            run(&mut *connection, sql);
        }
        let lines = projection::lines(&inspected(&mut *connection, &Scope::DefaultNamespace));
        if lines != case.lines {
            wrong.push(format!("{}\nexpected {:#?}\nread {lines:#?}", case.case, case.lines));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n\n"));
}

#[test]
fn attached_databases_are_namespaces() {
    let mut connection = memory();
    for sql in [
        "ATTACH ':memory:' AS other",
        "CREATE TABLE a (b INTEGER)",
        "CREATE TABLE other.p (id INTEGER PRIMARY KEY)",
        "CREATE TABLE other.c (d INTEGER REFERENCES p)",
        "CREATE INDEX other.ix_d ON c (d)",
        "CREATE TEMPORARY TABLE t (x INTEGER)",
    ] {
        run(&mut *connection, sql);
    }
    assert_eq!(
        projection::lines(&inspected(&mut *connection, &Scope::DefaultNamespace)),
        ["table a", "  column b INTEGER()"]
    );
    assert_eq!(
        projection::lines(&inspected(&mut *connection, &Scope::EveryNamespace)),
        [
            "table a",
            "  column b INTEGER()",
            "table other.c",
            "  column d INTEGER()",
            "  foreign key None(d) -> other.p(id)",
            "  index ix_d(d)",
            "table other.p",
            "  column id INTEGER() key",
            "  primary key None(id)",
        ]
    );
}

#[test]
fn two_thousand_tables_are_read_in_a_second() {
    let mut connection = memory();
    run(&mut *connection, "BEGIN");
    for number in 0..2000 {
        let columns: String = (0..10).map(|column| format!("c{column} VARCHAR(50) DEFAULT 'x' NOT NULL, ")).collect();
        run(
            &mut *connection,
            &format!("CREATE TABLE t{number} (id INTEGER NOT NULL, {columns} PRIMARY KEY (id), UNIQUE (c0))"),
        );
        run(&mut *connection, &format!("CREATE INDEX ix_{number} ON t{number} (c1, c2)"));
    }
    run(&mut *connection, "COMMIT");
    let start = Instant::now();
    let schema = inspected(&mut *connection, &Scope::DefaultNamespace);
    let taken = start.elapsed();
    eprintln!("2000 tables: {taken:?}");
    assert_eq!(schema.tables.len(), 2000);
    // An unoptimised build on a busy machine; an optimised one takes a tenth.
    assert!(taken < Duration::from_secs(5), "{taken:?}");
}
