//! The PostgreSQL driver against the shared server: values, errors, transactions, notices, Ctrl-C.
#![cfg(feature = "postgresql")]
#![cfg_attr(
    feature = "postgresql",
    expect(clippy::unwrap_used, reason = "a test may panic; helpers are no test functions to clippy")
)]

mod support;

use std::time::{Duration, Instant};

use dialect::{Connection, ErrorKind, Rows, Statement, Transactional};
use schema::{TableName, Value};
use serde_json::json;
use support::{bound, cell, connect, run, shared_url};

/// Opens a connection, or ends the test where no PostgreSQL is wanted.
macro_rules! open {
    () => {
        match shared_url() {
            Some(url) => connect(&url, json!({})).unwrap_or_else(|error| panic!("{error}")),
            None => return,
        }
    };
}

#[track_caller]
fn check_cells(connection: &mut dyn Connection, cells: &[(&str, Value)]) {
    for (sql, expected) in cells {
        assert_eq!(&cell(connection, &format!("SELECT {sql}")), expected, "{sql}");
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn decimal(text: &str) -> Value {
    Value::Decimal(text.into())
}

fn moment(text: &str) -> Value {
    Value::DateTime(text.into())
}

#[test]
fn plain_types_are_read() {
    let mut connection = open!();
    check_cells(
        &mut *connection,
        &[
            ("NULL", Value::Null),
            ("true", Value::Bool(true)),
            ("1::int2", Value::Int(1)),
            ("-7", Value::Int(-7)),
            ("9223372036854775807", Value::Int(i64::MAX)),
            ("0.1::float4", Value::Float(0.1)),
            ("1.5::float8", Value::Float(1.5)),
            ("12345678901234567890.1200", decimal("12345678901234567890.1200")),
            ("'NaN'::numeric", decimal("NaN")),
            ("0.000000001", decimal("0.000000001")),
            ("-1e10::numeric", decimal("-10000000000")),
            ("'用户'", text("用户")),
            ("'a'::char(3)", text("a  ")),
            ("'x'::name", text("x")),
            ("'x'::\"char\"", text("x")),
            ("'\\x00ff'::bytea", Value::Bytes(vec![0, 255])),
            (
                "'6F9619FF-8B86-D011-B42D-00C04FC964FF'::uuid",
                Value::Uuid("6f9619ff-8b86-d011-b42d-00c04fc964ff".into()),
            ),
            ("'{\"a\": [1, null]}'::json", Value::Json(json!({"a": [1, null]}))),
            ("'{\"b\": 1.5}'::jsonb", Value::Json(json!({"b": 1.5}))),
            ("26::oid", Value::Int(26)),
            ("'pg_class'::regclass", text("pg_class")),
            ("to_regclass('nosuch')", Value::Null),
            ("'int4'::regtype", text("integer")),
            ("'1234.5'::money", text("$1,234.50")),
            ("'101'::bit(3)", text("101")),
            ("'10110011101'::varbit", text("10110011101")),
            ("'<a/>'::xml", text("<a/>")),
            ("pg_sleep(0)", text("")),
            ("'192.168.0.1'::inet", text("192.168.0.1")),
            ("'192.168.0.1/24'::inet", text("192.168.0.1/24")),
            ("'10.0.0.0/8'::cidr", text("10.0.0.0/8")),
            ("'::1'::inet", text("::1")),
            ("'08:00:2b:01:02:03'::macaddr", text("08:00:2b:01:02:03")),
        ],
    );
}

#[test]
fn moments_are_read_as_python_holds_them() {
    let mut connection = open!();
    run(&mut *connection, "SET timezone = 'Asia/Shanghai'");
    check_cells(
        &mut *connection,
        &[
            ("'2024-02-29'::date", Value::Date("2024-02-29".into())),
            ("'infinity'::date", Value::Date("9999-12-31".into())),
            ("'0044-03-15 BC'::date", text("0044-03-15 BC")),
            ("'13:05:00.25'::time", Value::Time("13:05:00.250000".into())),
            ("'13:05:00-05'::timetz", Value::Time("13:05:00-05:00".into())),
            ("'1969-12-31 23:59:59'::timestamp", moment("1969-12-31T23:59:59")),
            ("'2024-01-31 08:00:00'::timestamptz", moment("2024-01-31T00:00:00+00:00")),
            ("'infinity'::timestamptz", moment("9999-12-31T23:59:59.999999+00:00")),
            ("'-infinity'::timestamp", moment("0001-01-01T00:00:00")),
            ("'1 year 2 mons 3 days'::interval", Value::Interval { days: 428, seconds: 0, microseconds: 0 }),
            ("'-1 second'::interval", Value::Interval { days: -1, seconds: 86399, microseconds: 0 }),
        ],
    );
}

#[test]
fn composed_types_are_read() {
    let mut connection = open!();
    run(
        &mut *connection,
        "CREATE TYPE pg_temp.mood AS ENUM ('ok', 'not so'); CREATE DOMAIN pg_temp.year AS int CHECK (value > 0); \
         CREATE TYPE pg_temp.pair AS (number int, mood pg_temp.mood, span interval)",
    );
    check_cells(
        &mut *connection,
        &[
            ("ARRAY[1, NULL, 3]", Value::Array(vec![Value::Int(1), Value::Null, Value::Int(3)])),
            ("'{}'::text[]", Value::Array(vec![])),
            (
                "ARRAY[['a', 'b'], ['c', NULL]]",
                Value::Array(vec![
                    Value::Array(vec![text("a"), text("b")]),
                    Value::Array(vec![text("c"), Value::Null]),
                ]),
            ),
            ("'not so'::pg_temp.mood", text("not so")),
            ("ARRAY['ok']::pg_temp.mood[]", Value::Array(vec![text("ok")])),
            ("5::pg_temp.year", Value::Int(5)),
            ("ARRAY[5]::pg_temp.year[]", Value::Array(vec![Value::Int(5)])),
            ("int4range(1, 10)", text("[1,10)")),
            ("'empty'::int4range", text("empty")),
            ("numrange(NULL, 2.50, '(]')", text("(,2.50]")),
            (
                "tsrange('2024-01-01', '2024-02-01 10:00:00.5')",
                text("[\"2024-01-01 00:00:00\",\"2024-02-01 10:00:00.5\")"),
            ),
            ("'{[1,3),[5,7)}'::int4multirange", text("{[1,3),[5,7)}")),
            ("ROW(1, 'a b', NULL, true)", text("(1,\"a b\",,t)")),
            ("ROW(1, 'not so', '14 months 01:02:03')::pg_temp.pair", text("(1,\"not so\",\"1 year 2 mons 01:02:03\")")),
            ("'fat:2 cat:3A'::tsvector", text("'cat':3A 'fat':2")),
            ("'(1,2.5)'::point", text("(1,2.5)")),
            ("'{1,2,3}'::line", text("{1,2,3}")),
            ("'1 2'::int2vector", text("1 2")),
        ],
    );
}

#[test]
fn a_type_that_cannot_be_read_is_named_with_the_way_out() {
    let mut connection = open!();
    let error = connection.execute(&Statement::plain("SELECT 'a & b'::tsquery AS words")).unwrap_err();
    assert_eq!(
        error.message,
        "cannot read column \"words\" of type tsquery: its binary form is not known here; select it as text with \
         words::text"
    );
    assert_eq!(cell(&mut *connection, "SELECT ('a & b'::tsquery)::text"), text("'a' & 'b'"));
}

#[test]
fn bound_values_are_converted_by_the_server() {
    let mut connection = open!();
    run(
        &mut *connection,
        "CREATE TYPE pg_temp.mood AS ENUM ('ok'); CREATE TEMP TABLE a (i int2, b int8, n numeric(10, 2), f float8, \
         t varchar(10), y boolean, d date, ts timestamptz, u uuid, j json, jb jsonb, bin bytea, m pg_temp.mood, \
         ms pg_temp.mood[], ns int[], v interval, x text)",
    );
    let values = vec![
        Value::Int(1),
        Value::Int(1 << 40),
        decimal("1.50"),
        Value::Float(1e300),
        text("x'\"\\"),
        Value::Bool(true),
        Value::Date("2024-01-31".into()),
        moment("2024-01-31T13:05:00.25+02:00"),
        Value::Uuid("6f9619ff-8b86-d011-b42d-00c04fc964ff".into()),
        Value::Json(json!({"k": "é"})),
        Value::Json(json!([1])),
        Value::Bytes(vec![0, 1]),
        text("ok"),
        Value::Array(vec![text("ok")]),
        Value::Array(vec![Value::Int(1), Value::Null]),
        Value::Interval { days: -1, seconds: 5, microseconds: 7 },
        Value::Null,
    ];
    let marks = (1..=values.len()).map(|number| format!("${number}")).collect::<Vec<_>>().join(", ");
    let inserted = connection.execute(&bound(&format!("INSERT INTO a VALUES ({marks})"), values.clone())).unwrap();
    assert_eq!(inserted, Rows { affected: Some(1), ..Rows::default() });
    let mut expected = values;
    expected[7] = moment("2024-01-31T11:05:00.250000+00:00");
    assert_eq!(run(&mut *connection, "SELECT * FROM a").rows, [expected]);
    assert_eq!(cell(&mut *connection, "SELECT j::text FROM a"), text(r#"{"k": "\u00e9"}"#));
}

#[test]
fn a_bound_number_is_a_number_where_nothing_else_says_so() {
    let mut connection = open!();
    let rows = connection
        .execute(&bound(
            "SELECT $1, $2 + 1, json_build_object('a', $3)",
            vec![Value::Int(5), Value::Int(1), Value::Int(7)],
        ))
        .unwrap();
    assert_eq!(rows.rows, [[Value::Int(5), Value::Int(2), Value::Json(json!({"a": 7}))]]);
}

#[test]
fn columns_are_known_without_rows_and_missing_for_what_gives_none() {
    let mut connection = open!();
    let connection = &mut *connection;
    assert_eq!(run(connection, "CREATE TEMP TABLE a (id serial PRIMARY KEY, name text)"), Rows::default());
    assert_eq!(run(connection, "SELECT id, name FROM a").columns.unwrap(), ["id", "name"]);
    assert_eq!(
        connection.execute(&bound("SELECT id FROM a WHERE id = $1", vec![Value::Int(1)])).unwrap().columns.unwrap(),
        ["id"]
    );
    assert_eq!(run(connection, "INSERT INTO a (name) VALUES ('x'), ('y')").affected, Some(2));
    let returned = run(connection, "INSERT INTO a (name) VALUES ('z') RETURNING id");
    assert_eq!((returned.rows, returned.affected), (vec![vec![Value::Int(3)]], Some(1)));
    assert_eq!(run(connection, "WITH one AS (SELECT 1) UPDATE a SET name = ''").columns, None);
    assert_eq!(run(connection, "DELETE FROM a"), Rows { affected: Some(3), ..Rows::default() });
    assert_eq!(run(connection, "  -- nothing\n"), Rows::default());
    assert_eq!(run(connection, "SHOW server_encoding").rows, [[text("UTF8")]]);
}

#[test]
fn several_statements_run_as_one_text() {
    let mut connection = open!();
    let connection = &mut *connection;
    let rows = run(connection, "CREATE TEMP TABLE a (id int); INSERT INTO a VALUES (1), (2);");
    assert_eq!((rows.columns, rows.affected), (None, Some(2)));
    let rows = run(connection, "SELECT 0; SELECT id AS number FROM a ORDER BY id");
    assert_eq!((rows.columns.unwrap(), rows.rows), (vec!["number".to_owned()], vec![vec![text("1")], vec![text("2")]]));
    run(
        connection,
        "DO $$ BEGIN PERFORM 1; END $$; CREATE FUNCTION pg_temp.f() RETURNS int LANGUAGE sql AS $f$ SELECT 1; $f$",
    );
    assert_eq!(cell(connection, "SELECT pg_temp.f()"), Value::Int(1));
}

#[track_caller]
fn check_error(connection: &mut dyn Connection, sql: &str, class: &str, message: &str) {
    let error = connection.execute(&Statement::plain(sql)).unwrap_err();
    assert_eq!((error.driver_class("psycopg2").as_str(), error.message.as_str()), (class, message), "{sql}");
    assert_eq!(error.sql.as_deref(), Some(sql));
}

#[test]
fn errors_are_worded_as_psycopg2_words_them() {
    let mut connection = open!();
    let connection = &mut *connection;
    run(connection, "CREATE TEMP TABLE a (id int PRIMARY KEY); INSERT INTO a VALUES (1)");
    check_error(
        connection,
        "INSERT INTO a VALUES (1)",
        "psycopg2.errors.UniqueViolation",
        "duplicate key value violates unique constraint \"a_pkey\"\nDETAIL:  Key (id)=(1) already exists.",
    );
    check_error(
        connection,
        "select * from nosuch",
        "psycopg2.errors.UndefinedTable",
        "relation \"nosuch\" does not exist\nLINE 1: select * from nosuch\n                      ^",
    );
    check_error(
        connection,
        "select lenght('a')",
        "psycopg2.errors.UndefinedFunction",
        "function lenght(unknown) does not exist\nLINE 1: select lenght('a')\n               ^\nHINT:  No function matches \
         the given name and argument types. You might need to add explicit type casts.",
    );
    check_error(
        connection,
        "do $$ begin perform 1/0; end $$",
        "psycopg2.errors.DivisionByZero",
        "division by zero\nCONTEXT:  SQL statement \"SELECT 1/0\"\nPL/pgSQL function inline_code_block line 1 at PERFORM",
    );
    let error = connection.execute(&Statement::plain("SELEC 1")).unwrap_err();
    assert_eq!((error.kind, error.code.as_deref()), (ErrorKind::Programming, Some("42601")));
    assert_eq!(error.message_for("asyncpg"), "syntax error at or near \"SELEC\"");
    assert!(!error.connection_lost && !error.cancelled);
    let nul = connection.execute(&Statement::plain("SELECT '\0'")).unwrap_err();
    assert_eq!(nul.message, "the query contains a null character");
    let copy = connection.execute(&Statement::plain("COPY a FROM STDIN")).unwrap_err();
    assert!(copy.message.starts_with("can't use COPY with execute"), "{copy}");
    assert_eq!(cell(connection, "SELECT 1"), Value::Int(1));
}

#[test]
fn the_transaction_is_known_whoever_began_or_ended_it() {
    let mut connection = open!();
    let connection = &mut *connection;
    let mut state_after = |sql: &str| {
        let _ = connection.execute(&Statement::plain(sql));
        connection.in_transaction()
    };
    assert!(!state_after("SELECT 1"));
    assert!(state_after("BEGIN; SELECT 1"));
    assert!(state_after("SAVEPOINT a; ROLLBACK TO a"));
    assert!(!state_after("COMMIT"));
    assert!(!state_after("BEGIN; COMMIT; SELECT 1/0"));
    assert!(!state_after("BEGIN; COMMIT; BEGIN nonsense"));
    assert!(state_after("BEGIN; SELECT 1/0"));
    assert!(state_after("SELECT 1"));
    assert!(!state_after("ROLLBACK"));
    assert!(state_after("BEGIN"));
    assert!(state_after("COMMIT; BEGIN"));
    assert!(state_after("CREATE TEMP TABLE late (id int UNIQUE DEFERRABLE INITIALLY DEFERRED)"));
    assert!(state_after("INSERT INTO late VALUES (1), (1)"));
    assert!(!state_after("COMMIT"));
}

#[test]
fn a_failed_transaction_rolls_back_its_ddl() {
    let mut connection = open!();
    let connection = &mut *connection;
    connection.begin(Transactional::Writing).unwrap();
    run(connection, "CREATE TEMP TABLE gone (id int)");
    assert!(connection.has_table(&"gone".into()).unwrap());
    connection.execute(&Statement::plain("SELECT 1/0")).unwrap_err();
    let failed = connection.execute(&Statement::plain("SELECT 1")).unwrap_err();
    assert_eq!(failed.code.as_deref(), Some("25P02"));
    connection.rollback().unwrap();
    assert!(!connection.has_table(&"gone".into()).unwrap());
    connection.rollback().unwrap();
}

#[test]
fn tables_are_found_by_namespace_or_on_the_search_path() {
    let mut connection = open!();
    let connection = &mut *connection;
    connection.begin(Transactional::Writing).unwrap();
    run(
        connection,
        "CREATE SCHEMA driver_test; CREATE TABLE driver_test.t (id int); CREATE VIEW driver_test.v AS SELECT 1 AS x",
    );
    let inside = |name: &str| TableName { namespace: Some("driver_test".into()), name: name.into() };
    assert!(connection.has_table(&inside("t")).unwrap());
    assert!(connection.has_table(&inside("v")).unwrap());
    assert!(!connection.has_table(&inside("x")).unwrap());
    assert!(!connection.has_table(&"t".into()).unwrap());
    assert!(!connection.has_table(&"pg_class".into()).unwrap());
    run(connection, "SET LOCAL search_path = driver_test");
    assert!(connection.has_table(&"t".into()).unwrap());
    assert_eq!(connection.default_namespace().unwrap().as_deref(), Some("public"));
    connection.rollback().unwrap();
}

#[test]
fn notices_are_kept_until_they_are_taken() {
    let mut connection = open!();
    run(&mut *connection, "DO $$ BEGIN RAISE NOTICE 'one'; RAISE WARNING 'two' USING DETAIL = 'd'; END $$");
    let notices: Vec<String> = connection.take_notices().iter().map(ToString::to_string).collect();
    assert_eq!(notices, ["NOTICE:  one", "WARNING:  two\nDETAIL:  d"]);
    assert!(connection.take_notices().is_empty());
}

#[test]
fn ctrl_c_stops_a_statement_and_a_timeout_is_not_ctrl_c() {
    let mut connection = open!();
    connection.begin(Transactional::Writing).unwrap();
    let cancel = connection.cancel_handle();
    let thread = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(300));
        cancel.cancel();
    });
    let start = Instant::now();
    let error = connection.execute(&Statement::plain("SELECT pg_sleep(60)")).unwrap_err();
    thread.join().unwrap();
    assert!(start.elapsed() < Duration::from_secs(20));
    assert!(error.cancelled && !error.connection_lost, "{error}");
    assert_eq!(error.driver_class("psycopg2"), "psycopg2.errors.QueryCanceled");
    connection.rollback().unwrap();

    // The server signals a process twice for one request; the second time may be late.
    let mut connection = open!();
    run(&mut *connection, "SET statement_timeout = 50");
    let error = connection.execute(&Statement::plain("SELECT pg_sleep(60)")).unwrap_err();
    assert!(!error.cancelled);
    assert_eq!(error.message, "canceling statement due to statement timeout");
}

#[test]
fn settings_of_every_driver_reach_the_session() {
    let Some(url) = shared_url() else { return };
    let arguments = json!({
        "server_settings": {"search_path": "\"a b\", public", "application_name": "mine"},
        "command_timeout": 7,
        "statement_cache_size": 0,
        "options": "-c work_mem=5MB",
        "ssl": false,
    });
    let mut connection = connect(&url, arguments).unwrap();
    check_cells(
        &mut *connection,
        &[
            ("current_setting('application_name')", text("mine")),
            ("current_setting('search_path')", text("\"a b\", public")),
            ("current_setting('statement_timeout')", text("7s")),
            ("current_setting('work_mem')", text("5MB")),
            ("current_setting('client_encoding')", text("UTF8")),
        ],
    );
    let mut plain = connect(&url, json!({})).unwrap();
    check_cells(&mut *plain, &[("current_setting('application_name')", text("limbeck"))]);
    assert!(plain.server_version()[0] >= 10, "{:?}", plain.server_version());
    let wrong = connect(&url, json!({"nonsense": 1})).err().unwrap();
    assert_eq!(wrong.message, "invalid dsn: invalid connection option \"nonsense\"");
}

#[test]
fn ten_megabytes_of_statements_are_sent_at_once() {
    let mut connection = open!();
    let line = format!("INSERT INTO big VALUES ('{}');\n", "x".repeat(1000));
    run(&mut *connection, &format!("CREATE TEMP TABLE big (t text);\n{}", line.repeat(10_000)));
    assert_eq!(cell(&mut *connection, "SELECT count(*) FROM big"), Value::Int(10_000));
}
