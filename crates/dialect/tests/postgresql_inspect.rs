//! What is read of PostgreSQL databases, beside what SQLAlchemy reads (`recorded/record_inspect.py` records it).
#![cfg(feature = "postgresql")]
#![cfg_attr(
    feature = "postgresql",
    expect(clippy::unwrap_used, reason = "a test may panic; helpers are no test functions to clippy")
)]

mod projection;
mod support;

use dialect::{Connection, Dialect as _, Scope, Url};
use schema::{Schema, Value};
use serde::Deserialize;
use serde_json::json;
use support::{cell, connect, run, shared_url};

#[derive(Deserialize)]
struct Case {
    case: String,
    sql: Vec<String>,
    #[serde(default)]
    every_namespace: bool,
    lines: Vec<String>,
}

/// A database of the test's own; it is dropped with the value.
struct Database {
    server: Url,
    name: String,
}

impl Database {
    fn fresh(purpose: &str) -> Option<Self> {
        let server = shared_url()?;
        let name = format!("limbeck_inspect_{purpose}_{}", std::process::id());
        run(&mut *connect(&server, json!({})).unwrap(), &format!("CREATE DATABASE {name}"));
        Some(Self { server, name })
    }

    fn connect(&self) -> Box<dyn Connection> {
        let url = Url { database: Some(self.name.clone()), ..self.server.clone() };
        connect(&url, json!({})).unwrap()
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Ok(mut connection) = connect(&self.server, json!({})) {
            // PostgreSQL 12 cannot be told to end the sessions; there are none any more.
            run(&mut *connection, &format!("DROP DATABASE {}", self.name));
        }
    }
}

/// The server's version decides on some words; the recording is of 15.
fn major(connection: &dyn Connection) -> u32 {
    connection.server_version()[0]
}

#[track_caller]
fn inspected(connection: &mut dyn Connection, scope: &Scope) -> Schema {
    let read = dialect::postgresql::Postgresql.inspect(connection, scope).unwrap();
    read.unwrap_or_else(|error| panic!("{error}: {:?}", error.sql))
}

#[test]
fn every_recorded_database_is_read_as_sqlalchemy_reads_it() {
    let Some(database) = Database::fresh("recorded") else { return };
    let cases: Vec<Case> = serde_json::from_str(include_str!("recorded/inspect_postgresql.json")).unwrap();
    let mut connection = database.connect();
    let is_older = major(&*connection) < 15;
    let mut wrong = Vec::new();
    for case in &cases {
        let needs_newer = case.sql.iter().any(|sql| {
            sql.contains("NULLS NOT DISTINCT") || sql.contains("SET NULL (\"") || sql.contains("multirange")
        });
        if is_older && needs_newer {
            continue;
        }
        run(&mut *connection, "BEGIN");
        for sql in &case.sql {
            run(&mut *connection, sql);
        }
        let scope = if case.every_namespace { Scope::EveryNamespace } else { Scope::DefaultNamespace };
        let mut schema = inspected(&mut *connection, &scope);
        // SQLAlchemy does not read that a table is UNLOGGED.
        schema.tables.iter_mut().for_each(|table| table.prefixes.clear());
        let lines = projection::lines(&schema);
        run(&mut *connection, "ROLLBACK");
        let without_option = |line: &String| line.replace(" postgresql_nulls_not_distinct=False", "");
        let expected = if is_older { case.lines.iter().map(without_option).collect() } else { case.lines.clone() };
        if lines != expected {
            wrong.push(format!("{}\nexpected {expected:#?}\nread {lines:#?}", case.case));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n\n"));
}

#[test]
fn an_unlogged_table_says_so() {
    let Some(database) = Database::fresh("unlogged") else { return };
    let mut connection = database.connect();
    run(&mut *connection, "CREATE UNLOGGED TABLE fleeting (a integer)");
    run(&mut *connection, "CREATE TABLE lasting (a integer)");
    let schema = inspected(&mut *connection, &Scope::DefaultNamespace);
    let prefixes: Vec<&[String]> = schema.tables.iter().map(|table| &table.prefixes[..]).collect();
    assert_eq!(prefixes, [&["UNLOGGED".to_owned()][..], &[]]);
}

#[test]
fn a_search_path_decides_what_needs_no_namespace() {
    let Some(database) = Database::fresh("path") else { return };
    let mut connection = database.connect();
    for sql in [
        "CREATE SCHEMA app",
        "CREATE SCHEMA audit",
        "CREATE TABLE app.a (b integer)",
        "CREATE TABLE public.p (b integer)",
        "CREATE TABLE audit.l (b integer)",
        "CREATE SEQUENCE audit.ids",
        "SET search_path TO app, public",
    ] {
        run(&mut *connection, sql);
    }
    let names = |schema: &Schema| schema.tables.iter().map(|table| table.name.to_string()).collect::<Vec<_>>();
    let schema = inspected(&mut *connection, &Scope::DefaultNamespace);
    assert_eq!((names(&schema), schema.sequences.len()), (vec!["a".to_owned(), "p".to_owned()], 0));
}

#[test]
fn whether_the_server_compiles_queries_is_as_it_was() {
    let Some(database) = Database::fresh("jit") else { return };
    let mut connection = database.connect();
    for setting in ["on", "off"] {
        for sql in ["BEGIN", &format!("SET LOCAL jit = {setting}"), "CREATE TABLE t (a integer)"] {
            run(&mut *connection, sql);
        }
        assert_eq!(inspected(&mut *connection, &Scope::DefaultNamespace).tables.len(), 1);
        assert_eq!(cell(&mut *connection, "SHOW jit"), Value::Text(setting.to_owned()));
        run(&mut *connection, "ROLLBACK");
    }
}

#[test]
fn two_thousand_tables_are_read() {
    let Some(database) = Database::fresh("large") else { return };
    let mut connection = database.connect();
    run(
        &mut *connection,
        "DO $$ BEGIN FOR i IN 1..2000 LOOP
            EXECUTE format('CREATE TABLE t%s (id serial PRIMARY KEY, c1 varchar(50) DEFAULT ''x'' NOT NULL UNIQUE,
                c2 integer REFERENCES t%s, c3 text CHECK (c3 <> ''''), c4 numeric(10, 2), c5 timestamptz DEFAULT now(),
                c6 jsonb, c7 boolean, c8 uuid, c9 integer[])', i, greatest(i - 1, 1));
            EXECUTE format('CREATE INDEX ON t%s (c4, c5)', i);
            EXECUTE format('CREATE INDEX ON t%s (lower(c3))', i);
            IF i % 100 = 0 THEN COMMIT; END IF;
        END LOOP; END $$",
    );
    run(&mut *connection, "ANALYZE");
    let schema = inspected(&mut *connection, &Scope::DefaultNamespace);
    assert_eq!(schema.tables.len(), 2000);
    assert_eq!(schema.tables[0].indexes.len(), 2);
}
