//! The SQLite driver against real files and against what Python's `sqlite3` says.
#![cfg(feature = "sqlite")]
#![cfg_attr(
    feature = "sqlite",
    expect(clippy::unwrap_used, reason = "a test may panic; helpers are no test functions to clippy")
)]

use std::time::{Duration, Instant};

use dialect::{Connection, DatabaseError, ErrorKind, Rows, Statement, Transactional, Url};
use schema::Value;
use serde_json::{Map, Value as Json, json};

fn url(database: &str, query: &[(&str, &str)]) -> Url {
    Url {
        drivername: "sqlite".into(),
        database: Some(database.into()),
        query: query.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect(),
        ..Url::default()
    }
}

fn open(database: &str, query: &[(&str, &str)], connect_args: Json) -> Result<Box<dyn Connection>, DatabaseError> {
    let connect_args: Map<String, Json> = connect_args.as_object().cloned().unwrap_or_default();
    dialect::sqlite::connect::connect(&url(database, query), &connect_args)
}

fn memory() -> Box<dyn Connection> {
    open(":memory:", &[], json!({})).unwrap()
}

#[track_caller]
fn run(connection: &mut dyn Connection, sql: &str) -> Rows {
    connection.execute(&Statement::plain(sql)).unwrap_or_else(|error| panic!("{sql}: {error}"))
}

#[track_caller]
fn cells(connection: &mut dyn Connection, sql: &str) -> Vec<Vec<Value>> {
    run(connection, sql).rows
}

#[track_caller]
fn check_error(connection: &mut dyn Connection, sql: &str, kind: ErrorKind, message: &str) {
    let error = connection.execute(&Statement::plain(sql)).unwrap_err();
    assert_eq!((error.kind, error.message.as_str(), error.sql.as_deref()), (kind, message, Some(sql)));
}

fn bound(sql: &str, binds: Vec<Value>) -> Statement {
    Statement { binds, ..Statement::plain(sql) }
}

#[test]
fn values_survive_the_way_in_and_out() {
    let mut connection = memory();
    let values = vec![
        Value::Null,
        Value::Int(i64::MAX),
        Value::Float(1.5),
        Value::Text("用户".into()),
        Value::Bytes(vec![0, 255]),
    ];
    let rows = connection.execute(&bound("SELECT ?, ?, ?, ?, ? AS last", values.clone())).unwrap();
    assert_eq!(rows.rows, [values]);
    assert_eq!(rows.columns.unwrap().last().unwrap(), "last");
}

#[test]
fn python_only_values_are_stored_as_sqlalchemy_stores_them() {
    let mut connection = memory();
    let values = vec![
        Value::Bool(true),
        Value::Decimal("1.50".into()),
        Value::Date("2024-01-31".into()),
        Value::DateTime("2024-01-31T13:05:00+02:00".into()),
        Value::Uuid("6F9619FF-8B86-D011-B42D-00C04FC964FF".into()),
        Value::Json(json!({"a": [1, "é"]})),
    ];
    let rows = connection.execute(&bound("SELECT ?, ?, ?, ?, ?, ?", values)).unwrap();
    assert_eq!(
        rows.rows[0],
        [
            Value::Int(1),
            Value::Float(1.5),
            "2024-01-31".into(),
            "2024-01-31 13:05:00.000000".into(),
            "6f9619ff8b86d011b42d00c04fc964ff".into(),
            r#"{"a": [1, "\u00e9"]}"#.into(),
        ]
    );
}

#[test]
fn a_script_of_several_statements_runs_whole() {
    let mut connection = memory();
    let rows = run(&mut *connection, "CREATE TABLE a (id INTEGER); INSERT INTO a VALUES (1), (2); -- end\n");
    assert_eq!((rows.columns, rows.affected, rows.last_insert_id), (None, Some(2), Some(2)));
    assert_eq!(cells(&mut *connection, "SELECT id FROM a ORDER BY id"), [[Value::Int(1)], [Value::Int(2)]]);
}

#[test]
fn rows_affected_are_counted_for_changes_only() {
    let mut connection = memory();
    assert_eq!(run(&mut *connection, "CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT)").affected, None);
    let returned = run(&mut *connection, "INSERT INTO a (name) VALUES ('x') RETURNING id");
    assert_eq!((returned.affected, returned.last_insert_id), (Some(1), Some(1)));
    assert_eq!(returned.rows, [[Value::Int(1)]]);
    assert_eq!(run(&mut *connection, "/* x */ -- y\n UPDATE a SET name = 'y' WHERE id > 5").affected, Some(0));
    assert_eq!(run(&mut *connection, "SELECT * FROM a").affected, None);
    assert_eq!(run(&mut *connection, "SELECT * FROM a WHERE 0").columns.unwrap(), ["id", "name"]);
    assert_eq!(run(&mut *connection, "  ").columns, None);
}

#[test]
fn errors_have_the_class_and_text_of_python() {
    let mut connection = memory();
    let connection = &mut *connection;
    run(
        connection,
        "CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL); INSERT INTO a VALUES (1, 'x')",
    );
    check_error(connection, "SELECT * FROM b", ErrorKind::Operational, "no such table: b");
    check_error(
        connection,
        "ALTER TABLE a ALTER COLUMN name SET NOT NULL x",
        ErrorKind::Operational,
        "near \"x\": syntax error",
    );
    check_error(connection, "INSERT INTO a VALUES (2, 'x')", ErrorKind::Integrity, "UNIQUE constraint failed: a.name");
    check_error(
        connection,
        "INSERT INTO a VALUES (2, NULL)",
        ErrorKind::Integrity,
        "NOT NULL constraint failed: a.name",
    );
    check_error(connection, "SELECT '\0'", ErrorKind::Programming, "the query contains a null character");
    check_error(connection, "SELECT floor('x')", ErrorKind::Operational, "user-defined function raised exception");
    check_error(
        connection,
        "SELECT CAST(x'ff' AS TEXT) AS t",
        ErrorKind::Operational,
        "Could not decode to UTF-8 column 't' with text '\u{fffd}'",
    );
    check_error(
        connection,
        "SELECT ?",
        ErrorKind::Programming,
        "Incorrect number of bindings supplied. The current statement uses 1, and there are 0 supplied.",
    );
    let two = connection.execute(&bound("SELECT ?; SELECT 2", vec![Value::Int(1)])).unwrap_err();
    assert_eq!(two.message, "You can only execute one statement at a time.");
    assert_eq!(two.driver_class("pysqlite"), "sqlite3.ProgrammingError");
}

#[test]
fn opening_fails_with_the_sentences_of_python() {
    let folder = tempfile::tempdir().unwrap();
    let missing = open("/nonexistent/folder/a.db", &[], json!({})).err().unwrap();
    assert_eq!((missing.kind, missing.message.as_str()), (ErrorKind::Operational, "unable to open database file"));

    let text = folder.path().join("text.db");
    std::fs::write(&text, "x".repeat(5000)).unwrap();
    let mut connection = open(text.to_str().unwrap(), &[], json!({})).unwrap();
    check_error(&mut *connection, "SELECT * FROM a", ErrorKind::Database, "file is not a database");

    let argument = open(":memory:", &[], json!({"foo": 1})).err().unwrap();
    assert_eq!(argument.message, "'foo' is an invalid keyword argument for Connection()");
    let host =
        dialect::sqlite::connect::connect(&Url { host: Some("x".into()), ..url("a", &[]) }, &Map::new()).err().unwrap();
    assert!(host.message.starts_with("Invalid SQLite URL"), "{host}");
}

#[test]
fn a_uri_opens_read_only_and_ignored_arguments_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let path = path.to_str().unwrap();
    run(&mut *open(path, &[], json!({})).unwrap(), "CREATE TABLE a (id)");

    let mut connection = open(&format!("file:{path}"), &[("mode", "ro"), ("uri", "true")], json!({})).unwrap();
    check_error(&mut *connection, "DROP TABLE a", ErrorKind::Operational, "attempt to write a readonly database");

    let mut connection = open(path, &[("mode", "ro")], json!({})).unwrap();
    assert!(connection.take_notices()[0].message.starts_with("Query string argument(s) 'mode' are not accepted"));
    assert!(connection.take_notices().is_empty());
}

#[test]
fn transactions_hold_ddl_and_see_a_script_s_own_commit() {
    let mut connection = memory();
    connection.begin(Transactional::Writing).unwrap();
    run(&mut *connection, "CREATE TABLE a (id)");
    assert!(connection.in_transaction());
    connection.rollback().unwrap();
    assert!(!connection.has_table(&"a".into()).unwrap());
    connection.begin(Transactional::Reading).unwrap();
    run(&mut *connection, "CREATE TABLE a (id); COMMIT");
    assert!(!connection.in_transaction());
    assert!(connection.has_table(&"a".into()).unwrap());
    run(&mut *connection, "BEGIN");
    assert!(connection.in_transaction());
    connection.rollback().unwrap();
    connection.rollback().unwrap();
}

#[test]
fn tables_are_found_in_main_temp_and_attached_databases() {
    let mut connection = memory();
    run(&mut *connection, "CREATE TEMP TABLE t (id); ATTACH ':memory:' AS other; CREATE TABLE other.o (id)");
    let in_other =
        |namespace: &str, name: &str| schema::TableName { namespace: Some(namespace.into()), name: name.into() };
    assert!(connection.has_table(&"t".into()).unwrap());
    assert!(connection.has_table(&in_other("other", "o")).unwrap());
    assert!(!connection.has_table(&"o".into()).unwrap());
    assert!(!connection.has_table(&in_other("nowhere", "o")).unwrap());
}

#[test]
fn foreign_keys_are_off_until_a_script_turns_them_on() {
    let mut connection = memory();
    assert_eq!(cells(&mut *connection, "PRAGMA foreign_keys"), [[Value::Int(0)]]);
    run(&mut *connection, "PRAGMA foreign_keys=ON");
    assert_eq!(cells(&mut *connection, "PRAGMA foreign_keys"), [[Value::Int(1)]]);
}

#[test]
fn functions_of_python_and_sqlalchemy_are_there() {
    let mut connection = memory();
    assert_eq!(
        cells(
            &mut *connection,
            "SELECT 'abc' REGEXP 'b.', NULL REGEXP 'x', floor(1.5), sqrt(4), ceil(1.5), ceil(2), pow(2, 3), log(2, 8), mod(5, 3)"
        ),
        [[
            Value::Int(1),
            Value::Null,
            Value::Int(1),
            Value::Float(2.0),
            Value::Float(2.0),
            Value::Int(2),
            Value::Float(8.0),
            Value::Float(3.0),
            Value::Float(2.0),
        ]]
    );
}

#[test]
fn a_locked_database_is_waited_for_only_as_long_as_the_timeout_says() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let path = path.to_str().unwrap();
    let mut holder = open(path, &[], json!({})).unwrap();
    holder.begin(Transactional::Writing).unwrap();
    let mut connection = open(path, &[("timeout", "0.2")], json!({})).unwrap();
    let start = Instant::now();
    let error = connection.begin(Transactional::Writing).unwrap_err();
    assert_eq!(
        (error.kind, error.message.as_str(), error.cancelled),
        (ErrorKind::Operational, "database is locked", false)
    );
    assert!(start.elapsed() >= Duration::from_millis(150) && start.elapsed() < Duration::from_secs(3));
}

#[test]
fn ctrl_c_ends_a_wait_for_a_lock() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let path = path.to_str().unwrap();
    let mut holder = open(path, &[], json!({})).unwrap();
    holder.begin(Transactional::Writing).unwrap();
    let mut connection = open(path, &[], json!({"timeout": 60})).unwrap();
    let cancel = connection.cancel_handle();
    let start = Instant::now();
    let thread = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(200));
        cancel.cancel();
    });
    let error = connection.begin(Transactional::Writing).unwrap_err();
    thread.join().unwrap();
    assert!(error.cancelled, "{error}");
    assert!(start.elapsed() < Duration::from_secs(10));
    holder.rollback().unwrap();
    connection.begin(Transactional::Writing).unwrap();
}

#[test]
fn ctrl_c_stops_a_running_statement_and_the_rollback_still_works() {
    let mut connection = memory();
    connection.begin(Transactional::Writing).unwrap();
    run(&mut *connection, "CREATE TABLE a (id)");
    let cancel = connection.cancel_handle();
    let thread = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(200));
        cancel.cancel();
    });
    let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
    let error = connection.execute(&Statement::plain(endless)).unwrap_err();
    thread.join().unwrap();
    assert_eq!((error.cancelled, error.message.as_str()), (true, "interrupted"));
    connection.rollback().unwrap();
    assert!(!connection.has_table(&"a".into()).unwrap());
}

#[test]
fn a_script_of_a_hundred_thousand_statements_takes_linear_time() {
    let mut connection = memory();
    let script = format!("CREATE TABLE a (id);{}", "INSERT INTO a VALUES (1);\n".repeat(100_000));
    connection.begin(Transactional::Writing).unwrap();
    let start = Instant::now();
    run(&mut *connection, &script);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    assert_eq!(cells(&mut *connection, "SELECT count(*) FROM a"), [[Value::Int(100_000)]]);
}

#[test]
fn a_full_disk_is_an_operational_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let mut connection = open(path.to_str().unwrap(), &[], json!({})).unwrap();
    run(&mut *connection, "CREATE TABLE a (text); PRAGMA max_page_count = 3");
    connection.begin(Transactional::Writing).unwrap();
    check_error(
        &mut *connection,
        "INSERT INTO a VALUES (zeroblob(100000))",
        ErrorKind::Operational,
        "database or disk is full",
    );
    connection.rollback().unwrap();
    assert_eq!(cells(&mut *connection, "SELECT count(*) FROM a"), [[Value::Int(0)]]);
}
