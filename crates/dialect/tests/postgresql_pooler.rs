//! The driver behind PgBouncer in transaction mode, which gives each transaction any session of the server.
#![cfg(feature = "postgresql")]
#![cfg_attr(
    feature = "postgresql",
    expect(clippy::unwrap_used, reason = "a test may panic; helpers are no test functions to clippy")
)]

mod support;

use dialect::{Connection, Statement, Transactional, Url};
use schema::Value;
use serde_json::json;
use support::{bound, cell, connect, run, shared_url};

/// A database of its own, because PgBouncer has one pool for each; it is dropped with this value.
struct Pool {
    server: Url,
    database: String,
    port: u16,
}

impl Pool {
    fn new(database: &str) -> Option<Self> {
        let server = shared_url()?;
        let port =
            std::env::var("TEST_PGBOUNCER_PORT").expect("`cargo xtask test` starts PgBouncer and names its port");
        let database = format!("limbeck_pooled_{database}_{}", std::process::id());
        run(&mut *connect(&server, json!({})).unwrap(), &format!("CREATE DATABASE {database}"));
        let pool = Self { server, database, port: port.parse().unwrap() };
        let types = "CREATE TYPE mood AS ENUM ('calm'); CREATE TYPE colour AS ENUM ('red'); CREATE DOMAIN size AS integer; \
                     CREATE TYPE pair AS (a integer, b mood)";
        run(&mut *pool.direct(), types);
        Some(pool)
    }

    fn connect(&self) -> Box<dyn Connection> {
        connect(&Url { port: Some(self.port), ..self.direct_url() }, json!({})).unwrap()
    }

    fn direct(&self) -> Box<dyn Connection> {
        connect(&self.direct_url(), json!({})).unwrap()
    }

    fn direct_url(&self) -> Url {
        Url { database: Some(self.database.clone()), ..self.server.clone() }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        if let Ok(mut connection) = connect(&self.server, json!({})) {
            let _ = connection.execute(&Statement::plain(format!("DROP DATABASE {} WITH (FORCE)", self.database)));
        }
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn begin(connection: &mut dyn Connection) -> Value {
    connection.begin(Transactional::Writing).unwrap();
    session(connection)
}

/// The server's number of the session that the transaction has.
fn session(connection: &mut dyn Connection) -> Value {
    cell(connection, "SELECT pg_backend_pid()")
}

/// Begins a transaction in the session that another connection had last, and looks what was left there.
#[track_caller]
fn check_nothing_is_left(connection: &mut dyn Connection, expected_session: &Value) {
    assert_eq!(&begin(connection), expected_session, "PgBouncer gives the session that was used last");
    assert_eq!(run(connection, "SELECT name, statement FROM pg_prepared_statements").rows, Vec::<Vec<Value>>::new());
}

#[test]
fn types_of_the_user_are_read_in_whatever_session_a_transaction_is() {
    let Some(pool) = Pool::new("types") else { return };
    let (mut first, mut second) = (pool.connect(), pool.connect());
    let there = begin(&mut *first);
    assert_eq!(cell(&mut *first, "SELECT 'calm'::mood"), text("calm"));
    first.commit().unwrap();

    check_nothing_is_left(&mut *second, &there);
    assert_ne!(begin(&mut *first), there);
    assert_eq!(cell(&mut *first, "SELECT 'red'::colour"), text("red"));
    assert_eq!(cell(&mut *first, "SELECT 7::size"), Value::Int(7));
    let elsewhere = session(&mut *first);
    first.execute(&Statement::plain("SELECT 1/0")).unwrap_err();
    first.rollback().unwrap();

    let mut third = pool.connect();
    check_nothing_is_left(&mut *third, &elsewhere);
    assert_eq!(cell(&mut *second, "SELECT 'calm'::mood"), text("calm"));
    second.rollback().unwrap();
}

#[test]
fn a_question_outside_a_transaction_leaves_nothing_either() {
    let Some(pool) = Pool::new("questions") else { return };
    let mut first = pool.connect();
    let sessions = ["SELECT 'calm'::mood, pg_backend_pid()", "SELECT 'red'::colour, pg_backend_pid()"].map(|sql| {
        let session = run(&mut *first, sql).rows.remove(0).remove(1);
        let mut other = pool.connect();
        check_nothing_is_left(&mut *other, &session);
        (session, other)
    });
    assert_ne!(sessions[0].0, sessions[1].0);
    assert!(!first.in_transaction());

    let empty = run(&mut *first, "SELECT 7::size AS size WHERE false");
    assert_eq!(empty.columns, Some(vec!["size".to_owned()]));
    let empty = first.execute(&bound("SELECT $1::mood AS m WHERE false", vec![text("calm")])).unwrap();
    assert_eq!(empty.columns, Some(vec!["m".to_owned()]));
    let session = session(&mut *first);
    check_nothing_is_left(&mut *pool.connect(), &session);
    first.execute(&Statement::plain("SELECT 'nosuch'::mood")).unwrap_err();
    assert!(!first.in_transaction());
}

#[test]
fn a_script_that_ends_the_transaction_by_itself_leaves_nothing() {
    let Some(pool) = Pool::new("scripts") else { return };
    let mut first = pool.connect();
    let there = begin(&mut *first);
    assert_eq!(cell(&mut *first, "SELECT 'calm'::mood"), text("calm"));
    run(&mut *first, "COMMIT");
    let mut second = pool.connect();
    check_nothing_is_left(&mut *second, &there);
    run(&mut *first, "BEGIN");
    assert_eq!(cell(&mut *first, "SELECT 'red'::colour"), text("red"));
    run(&mut *first, "ROLLBACK; SELECT 1");
    assert!(!first.in_transaction());
}

#[test]
fn without_a_pooler_a_script_may_throw_away_what_the_driver_has_prepared() {
    let Some(pool) = Pool::new("direct") else { return };
    let mut connection = pool.direct();
    begin(&mut *connection);
    assert_eq!(cell(&mut *connection, "SELECT 'calm'::mood"), text("calm"));
    run(&mut *connection, "CREATE TABLE kept (); DEALLOCATE ALL");
    connection.commit().unwrap();
    assert!(!connection.in_transaction());
    begin(&mut *connection);
    assert_eq!(cell(&mut *connection, "SELECT 'red'::colour"), text("red"));
    assert_eq!(cell(&mut *connection, "SELECT to_regclass('kept')"), text("kept"));
    connection.rollback().unwrap();
}

#[test]
fn a_commit_that_is_refused_says_so() {
    let Some(pool) = Pool::new("refused") else { return };
    let mut connection = pool.connect();
    begin(&mut *connection);
    run(&mut *connection, "CREATE TABLE a (b integer UNIQUE DEFERRABLE INITIALLY DEFERRED, m mood)");
    run(&mut *connection, "INSERT INTO a VALUES (1, 'calm'), (1, 'calm')");
    assert_eq!(cell(&mut *connection, "SELECT m FROM a"), text("calm"));
    let error = connection.commit().unwrap_err();
    assert_eq!((error.code.as_deref(), error.sql.as_deref()), (Some("23505"), Some("COMMIT")));
    assert!(!connection.in_transaction());
    assert_eq!(cell(&mut *connection, "SELECT to_regclass('a')"), Value::Null);
}
