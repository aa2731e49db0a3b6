//! Several statements on their way at once, against the shared server.
#![cfg(feature = "postgresql")]
#![cfg_attr(
    feature = "postgresql",
    expect(clippy::unwrap_used, reason = "a test may panic; helpers are no test functions to clippy")
)]

mod support;

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering::Relaxed},
};
use std::time::Duration;

use dialect::{Connection, DatabaseError, Rows, Statement, Transactional, Url};
use schema::Value;
use serde_json::json;
use support::{bound, cell, connect, run, shared_url};

/// Opens a connection with a transaction in it, or ends the test where no PostgreSQL is wanted.
macro_rules! open {
    () => {
        match shared_url() {
            Some(url) => begin(&url),
            None => return,
        }
    };
}

fn begin(url: &Url) -> Box<dyn Connection> {
    let mut connection = connect(url, json!({})).unwrap_or_else(|error| panic!("{error}"));
    connection.begin(Transactional::Writing).unwrap();
    connection
}

fn in_turn(connection: &mut dyn Connection, statements: &[Statement]) -> Vec<Result<Rows, DatabaseError>> {
    let mut answers = Vec::new();
    connection.execute_in_turn(statements, &mut |answer| answers.push(answer));
    answers
}

fn plain(texts: &[&str]) -> Vec<Statement> {
    texts.iter().map(|text| Statement::plain(*text)).collect()
}

/// Forwards to the server, and counts how often the client speaks after the server has spoken.
struct Forwarder {
    turns: Arc<AtomicUsize>,
}

impl Forwarder {
    /// Takes one connection; returns the URL that leads to it.
    fn start(url: &Url) -> (Self, Url) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = (url.host.clone().unwrap(), url.port.unwrap());
        let turns = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&turns);
        std::thread::spawn(move || {
            let (client, _) = listener.accept().unwrap();
            let server = TcpStream::connect(server).unwrap();
            let server_spoke = Arc::new(Mutex::new(true));
            let (from_client, to_server) = (client.try_clone().unwrap(), server.try_clone().unwrap());
            let spoke = Arc::clone(&server_spoke);
            let there = std::thread::spawn(move || {
                pass(from_client, to_server, || {
                    if std::mem::take(&mut *spoke.lock().unwrap()) {
                        counted.fetch_add(1, Relaxed);
                    }
                });
            });
            pass(server, client, || *server_spoke.lock().unwrap() = true);
            there.join().unwrap();
        });
        (Self { turns }, Url { port: Some(port), ..url.clone() })
    }
}

fn pass(mut from: TcpStream, mut to: TcpStream, passing: impl Fn()) {
    let mut bytes = [0; 16384];
    while let Ok(count @ 1..) = from.read(&mut bytes) {
        passing();
        if to.write_all(&bytes[..count]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
}

#[test]
fn statements_of_a_transaction_go_together() {
    let Some(url) = shared_url() else { return };
    let (forwarder, url) = Forwarder::start(&url);
    let mut connection = begin(&url);
    run(&mut *connection, "CREATE TEMPORARY TABLE t (id int, name text)");
    let mut statements = plain(&["ALTER TABLE t ADD COLUMN a int", "CREATE INDEX ON t (a)"]);
    for id in 0..10 {
        statements.push(bound("INSERT INTO t VALUES ($1, $2)", vec![Value::Int(id), Value::Text("':x;".into())]));
    }
    let before = forwarder.turns.load(Relaxed);
    let answers = in_turn(&mut *connection, &statements);
    let turns = forwarder.turns.load(Relaxed) - before;
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
    assert!(turns < statements.len() / 2, "{turns} turns");
    assert_eq!(cell(&mut *connection, "SELECT count(*) FROM t WHERE name = ''':x;'"), Value::Int(10));
}

#[test]
fn each_answer_comes_in_its_place_whatever_kind_of_statement_it_is() {
    let mut connection = open!();
    let connection = &mut *connection;
    let mut statements = plain(&[
        "CREATE TEMPORARY TABLE t (id int)",
        "INSERT INTO t VALUES (1), (2), (3)",
        "SELECT id FROM t",
        "UPDATE t SET id = id + 1 WHERE id > 1",
        "ALTER TABLE t ADD a int; ALTER TABLE t ADD b int",
        "DELETE FROM t",
    ]);
    statements.push(bound("INSERT INTO t VALUES ($1), ($2)", vec![Value::Int(7), Value::Null]));
    let affected: Vec<Option<u64>> =
        in_turn(connection, &statements).into_iter().map(|answer| answer.unwrap().affected).collect();
    assert_eq!(affected, [None, Some(3), Some(3), Some(2), None, Some(3), Some(2)]);
}

#[test]
fn the_first_that_fails_is_the_last_that_is_told_and_none_behind_it_counts() {
    let mut connection = open!();
    let connection = &mut *connection;
    run(connection, "CREATE TEMPORARY TABLE t (id int)");
    run(connection, "SAVEPOINT s");
    let texts = ["INSERT INTO t VALUES (1)", "INSERT INTO u VALUES (1)", "INSERT INTO t VALUES (2)"];
    let mut answers = in_turn(connection, &plain(&texts));
    assert_eq!(answers.len(), 2);
    let error = answers.pop().unwrap().unwrap_err();
    assert_eq!((error.sql.as_deref(), error.code.as_deref()), (Some(texts[1]), Some("42P01")));
    assert_eq!(error.message.lines().next(), Some("relation \"u\" does not exist"));
    assert!(connection.in_transaction());
    run(connection, "ROLLBACK TO s");
    assert_eq!(cell(connection, "SELECT count(*) FROM t"), Value::Int(0));
}

#[test]
fn a_text_that_takes_back_waits_for_those_before_it() {
    let mut connection = open!();
    let connection = &mut *connection;
    run(connection, "CREATE TEMPORARY TABLE t (id int)");
    run(connection, "SAVEPOINT s");
    let texts = ["INSERT INTO t VALUES (1)", "SELEC 1", "ROLLBACK TO s", "INSERT INTO t VALUES (2)"];
    assert_eq!(in_turn(connection, &plain(&texts)).len(), 2);
    run(connection, "ROLLBACK TO s");
    assert_eq!(cell(connection, "SELECT count(*) FROM t"), Value::Int(0));
}

#[test]
fn what_the_server_says_meanwhile_is_kept() {
    let mut connection = open!();
    let texts = ["DROP TABLE IF EXISTS nowhere", "DROP TABLE IF EXISTS elsewhere"];
    in_turn(&mut *connection, &plain(&texts));
    let notices: Vec<String> = connection.take_notices().into_iter().map(|notice| notice.message).collect();
    assert_eq!(notices, ["table \"nowhere\" does not exist, skipping", "table \"elsewhere\" does not exist, skipping"]);
}

#[test]
fn a_connection_that_is_lost_on_the_way_is_told_once() {
    let mut connection = open!();
    let texts = [
        "CREATE TEMPORARY TABLE t (id int)",
        "DO $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); END $$",
        "INSERT INTO t VALUES (1)",
    ];
    let answers = in_turn(&mut *connection, &plain(&texts));
    assert_eq!(answers.len(), 2, "{answers:?}");
    assert!(answers[0].is_ok());
    assert!(answers[1].as_ref().is_err_and(|error| error.connection_lost), "{answers:?}");
    assert!(!connection.in_transaction());
}

#[test]
fn what_was_answered_before_the_connection_was_lost_is_told_even_if_nobody_looked_before() {
    let Some(url) = shared_url() else { return };
    let mut connection = begin(&url);
    let server_process = cell(&mut *connection, "SELECT pg_backend_pid()");
    let find = bound("SELECT count(*) FROM pg_stat_get_activity(NULL) WHERE pid = $1", vec![server_process]);
    let mut end = Some(std::thread::spawn(move || {
        // In a transaction it would be shown the same processes again and again.
        let mut other = connect(&url, json!({})).unwrap();
        while other.execute(&find).unwrap().rows[0][0] != Value::Int(0) {
            std::thread::sleep(Duration::from_millis(5));
        }
    }));
    let texts = [
        "CREATE TEMPORARY TABLE t (id int)",
        "INSERT INTO t SELECT 1 FROM pg_sleep(0.1)",
        "DO $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); END $$",
        "INSERT INTO t VALUES (1)",
    ];
    let mut answers = Vec::new();
    connection.execute_in_turn(&plain(&texts), &mut |answer| {
        answers.push(answer.map(|rows| rows.affected));
        end.take().into_iter().for_each(|end| end.join().unwrap());
    });
    assert!(matches!(&answers[..], [Ok(None), Ok(Some(1)), Err(error)] if error.connection_lost), "{answers:?}");
    assert!(connection.execute(&Statement::plain("SELECT 1")).is_err_and(|error| error.connection_lost));
}
