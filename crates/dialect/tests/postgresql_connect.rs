//! How the PostgreSQL driver finds, trusts and loses a server: private servers with their own rules.
#![cfg(feature = "postgresql")]
#![cfg_attr(
    feature = "postgresql",
    expect(clippy::unwrap_used, reason = "a test may panic; helpers are no test functions to clippy")
)]

mod support;

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use dialect::{DatabaseError, ErrorKind, Origin, Statement, Transactional, Url};
use schema::Value;
use serde_json::json;
use support::{PrivateServer, cell, connect, connect_with, run};

/// Tests of real servers have no meaning where the caller wants no PostgreSQL.
fn wants_postgresql() -> bool {
    !std::env::var("SQLITE_ONLY").is_ok_and(|value| value == "1")
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).unwrap().port()
}

fn url(host: &str, port: u16) -> Url {
    Url {
        drivername: "postgresql+psycopg2".into(),
        username: Some("me".into()),
        password: Some("s3cret-word".into()),
        host: Some(host.into()),
        port: Some(port),
        database: Some("app".into()),
        ..Url::default()
    }
}

fn with_query(url: &Url, query: &[(&str, &str)]) -> Url {
    let query = query.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect();
    Url { query, ..url.clone() }
}

#[track_caller]
fn refused(url: &Url) -> DatabaseError {
    let error = connect(url, json!({})).err().expect("the server refuses");
    assert!(!format!("{error:?}").contains("s3cret-word"), "{error:?}");
    error
}

#[test]
fn a_server_that_is_down_is_named_as_each_driver_names_it() {
    let port = free_port();
    let error = refused(&url("127.0.0.1", port));
    assert_eq!(
        error.message_for("psycopg2"),
        format!(
            "connection to server at \"127.0.0.1\", port {port} failed: Connection refused\n\tIs the server running on \
             that host and accepting TCP/IP connections?\n"
        )
    );
    assert_eq!(
        (error.kind, error.driver_class("psycopg2").as_str()),
        (ErrorKind::Operational, "psycopg2.OperationalError")
    );
    assert_eq!(error.driver_class("asyncpg"), "ConnectionRefusedError");
    assert_eq!(error.sqlalchemy_class("asyncpg"), None);
    assert_eq!(error.message_for("asyncpg"), format!("[Errno 111] Connect call failed ('127.0.0.1', {port})"));
}

#[test]
fn an_unknown_host_is_named() {
    let error = refused(&url("no-such-host.invalid", 5432));
    assert!(
        error.message.starts_with("could not translate host name \"no-such-host.invalid\" to address: "),
        "{error}"
    );
    assert_eq!(error.driver_class("asyncpg"), "socket.gaierror");
}

#[test]
fn a_missing_socket_is_named() {
    let error = refused(&with_query(&Url { host: None, ..url("", 5432) }, &[("host", "/nonexistent")]));
    assert_eq!(
        error.message,
        "connection to server on socket \"/nonexistent/.s.PGSQL.5432\" failed: No such file or directory\n\tIs the server \
         running locally and accepting connections on that socket?"
    );
}

#[test]
fn a_server_that_accepts_and_says_nothing_is_given_up_in_time() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let start = Instant::now();
    let error = refused(&with_query(&url("127.0.0.1", port), &[("connect_timeout", "1")]));
    assert_eq!(error.message, format!("connection to server at \"127.0.0.1\", port {port} failed: timeout expired"));
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn settings_that_make_no_sense_are_refused_before_connecting() {
    for (query, message) in [
        (("sslmode", "sometimes"), "invalid sslmode value: \"sometimes\""),
        (("port", "x"), "invalid port number: \"x\""),
        (("connect_timeout", "soon"), "invalid integer value \"soon\" for connection option \"connect_timeout\""),
        (("target_session_attrs", "any-way"), "invalid target_session_attrs value: \"any-way\""),
        (("service", "nowhere"), "definition of service \"nowhere\" not found"),
        (("nonsense", "1"), "invalid dsn: invalid connection option \"nonsense\""),
    ] {
        assert_eq!(refused(&with_query(&url("127.0.0.1", 5432), &[query])).message, message);
    }
}

#[test]
fn passwords_are_checked_in_every_way_and_never_told() {
    if !wants_postgresql() {
        return;
    }
    let rules = "host all scram 127.0.0.1/32 scram-sha-256\nhost all md5 127.0.0.1/32 md5\n\
                 host all clear 127.0.0.1/32 password\nhost all nobody 127.0.0.1/32 reject\n\
                 host all postgres 127.0.0.1/32 trust";
    let server = PrivateServer::start(rules, "", &[]);
    server.prepare(
        "CREATE ROLE scram LOGIN PASSWORD 's3cret-word'; CREATE ROLE clear LOGIN PASSWORD 's3cret-word'; \
         CREATE ROLE nobody LOGIN; SET password_encryption = 'md5'; CREATE ROLE md5 LOGIN PASSWORD 's3cret-word'",
    );
    for user in ["scram", "md5", "clear"] {
        let right = Url { password: Some("s3cret-word".into()), ..server.url(user) };
        assert_eq!(cell(&mut *connect(&right, json!({})).unwrap(), "SELECT current_user::text"), user.into());
        let wrong = refused(&Url { password: Some("not-s3cret-word".into()), ..server.url(user) });
        assert_eq!(
            wrong.message,
            format!(
                "connection to server at \"127.0.0.1\", port {} failed: FATAL:  password authentication failed for user \
                 \"{user}\"",
                server.port
            )
        );
        assert_eq!(wrong.message_for("asyncpg"), format!("password authentication failed for user \"{user}\""));
        assert_eq!((wrong.kind, wrong.code.as_deref()), (ErrorKind::Operational, Some("28P01")));
        let none = refused(&server.url(user));
        assert!(none.message.ends_with("failed: fe_sendauth: no password supplied"), "{none}");
        // The message of the moment holds neither password.
        assert!(!wrong.message.contains("s3cret"), "{wrong}");
    }
    let rejected = refused(&server.url("nobody"));
    assert!(
        rejected.message.contains("pg_hba.conf rejects connection for host \"127.0.0.1\", user \"nobody\""),
        "{rejected}"
    );
    let missing = refused(&Url { database: Some("nodb".into()), ..server.url("postgres") });
    assert!(missing.message.ends_with("FATAL:  database \"nodb\" does not exist"), "{missing}");
    assert_eq!(missing.sqlalchemy_class("asyncpg"), Some("DBAPIError"));

    password_files_and_variables_are_used(&server);
}

fn password_files_and_variables_are_used(server: &PrivateServer) {
    let home = tempfile::tempdir().unwrap();
    let home_path = home.path().to_str().unwrap();
    let file = home.path().join(".pgpass");
    fs::write(&file, format!("other:*:*:*:x\n127.0.0.1:{}:postgres:scram:s3cret-word\n", server.port)).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    connect_with(&server.url("scram"), json!({}), &[("HOME", home_path)]).unwrap();

    let moved = home.path().join("moved");
    fs::rename(&file, &moved).unwrap();
    connect(&server.url("scram"), json!({"passfile": moved})).unwrap();
    fs::set_permissions(&moved, fs::Permissions::from_mode(0o644)).unwrap();
    let error = connect(&server.url("scram"), json!({"passfile": moved})).err().unwrap();
    assert!(error.message.ends_with("no password supplied"), "{error}");

    let bare = Url { drivername: "postgresql".into(), ..Url::default() };
    let port = server.port.to_string();
    let variables = [
        ("PGHOST", "127.0.0.1"),
        ("PGPORT", &port),
        ("PGUSER", "md5"),
        ("PGPASSWORD", "s3cret-word"),
        ("PGDATABASE", "postgres"),
        ("PGAPPNAME", "from variables"),
        ("PGOPTIONS", "-c search_path=x"),
        ("PGTZ", "Asia/Tokyo"),
    ];
    let mut connection = connect_with(&bare, json!({}), &variables).unwrap();
    let settings = "SELECT concat_ws('|', current_user, current_setting('application_name'), current_setting('search_path'), \
                    current_setting('timezone'))";
    assert_eq!(cell(&mut *connection, settings), "md5|from variables|x|Asia/Tokyo".into());

    let service = home.path().join("services");
    fs::write(
        &service,
        format!("[app]\nhost=127.0.0.1\nport={port}\nuser=clear\npassword=s3cret-word\ndbname=postgres\n"),
    )
    .unwrap();
    let variables = [("PGSERVICEFILE", service.to_str().unwrap()), ("PGUSER", "nobody")];
    let mut connection = connect_with(&bare, json!({"service": "app"}), &variables).unwrap();
    assert_eq!(cell(&mut *connection, "SELECT current_user::text"), "clear".into());
}

#[test]
fn the_first_of_several_hosts_that_suits_is_taken() {
    if !wants_postgresql() {
        return;
    }
    let server = PrivateServer::start("host all all 127.0.0.1/32 trust", "", &[]);
    let dead = free_port();
    let several = |query: &[(&str, &str)]| with_query(&Url { host: None, port: None, ..server.url("postgres") }, query);
    let (alive, both) = (server.port, format!("{dead},{}", server.port));
    let socket = server.folder().to_str().unwrap();
    for query in [
        &[("host", "127.0.0.1,127.0.0.1"), ("port", &both)][..],
        &[("host", &format!("127.0.0.1:{dead}")), ("host", &format!("127.0.0.1:{alive}"))],
        &[("host", &format!("/nonexistent,{socket}")), ("port", &alive.to_string())],
        &[("host", &format!("127.0.0.1:{alive}")), ("target_session_attrs", "read-write")],
    ] {
        assert_eq!(cell(&mut *connect(&several(query), json!({})).unwrap(), "SELECT 1"), Value::Int(1), "{query:?}");
    }
    let mut on_socket = connect(&server.socket_url(), json!({})).unwrap();
    assert_eq!(cell(&mut *on_socket, "SELECT inet_server_addr()"), Value::Null);

    let standby = with_query(&server.url("postgres"), &[("target_session_attrs", "standby")]);
    assert!(refused(&standby).message.ends_with("failed: server is not in hot standby mode"));
    let preferred = with_query(&server.url("postgres"), &[("target_session_attrs", "prefer-standby")]);
    connect(&preferred, json!({})).unwrap();
    let all_dead = refused(&several(&[("host", "127.0.0.1,127.0.0.1"), ("port", &format!("{dead},{dead}"))]));
    assert_eq!(all_dead.message.matches("Connection refused").count(), 2);
    let required = with_query(&server.url("postgres"), &[("sslmode", "require")]);
    assert!(refused(&required).message.ends_with("server does not support SSL, but SSL was required"));
}

/// Makes a certificate with the `openssl` program and returns the folder it stands in.
fn certificate(subject: &str, extra: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-keyout",
            "server.key",
            "-out",
            "server.crt",
        ])
        .args(["-subj", subject])
        .args(extra)
        .current_dir(folder.path())
        .output()
        .expect("the openssl program is needed");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    folder
}

fn tls_server(certificate: &Path, rules: &str) -> PrivateServer {
    let (key, certificate) = (certificate.join("server.key"), certificate.join("server.crt"));
    PrivateServer::start(rules, "ssl = on", &[("server.crt", &certificate), ("server.key", &key)])
}

const IS_ENCRYPTED: &str = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

#[test]
fn tls_follows_sslmode_with_a_self_signed_certificate() {
    if !wants_postgresql() {
        return;
    }
    let made = certificate("/CN=localhost", &[]);
    let other = certificate("/CN=localhost", &[]);
    let server = tls_server(made.path(), "hostssl all scram all scram-sha-256\nhostssl all all all trust");
    server.prepare("CREATE ROLE scram LOGIN PASSWORD 's3cret-word'");
    let root = made.path().join("server.crt");
    let root = root.to_str().unwrap();
    let at = |query: &[(&str, &str)]| with_query(&server.url("postgres"), query);

    for query in [
        &[][..],
        &[("sslmode", "allow")],
        &[("sslmode", "require")],
        &[("ssl", "require")],
        &[("sslmode", "verify-ca"), ("sslrootcert", root)],
    ] {
        let mut connection = connect(&at(query), json!({})).unwrap();
        assert_eq!(cell(&mut *connection, IS_ENCRYPTED), Value::Bool(true), "{query:?}");
    }
    let named = Url { host: Some("localhost".into()), ..at(&[("sslmode", "verify-full"), ("sslrootcert", root)]) };
    connect(&named, json!({})).unwrap();

    let by_address = refused(&at(&[("sslmode", "verify-full"), ("sslrootcert", root)]));
    assert!(by_address.message.contains("SSL error: invalid peer certificate"), "{by_address}");
    let stranger = other.path().join("server.crt");
    let untrusted = refused(&at(&[("sslmode", "verify-ca"), ("sslrootcert", stranger.to_str().unwrap())]));
    assert!(untrusted.message.contains("SSL error: invalid peer certificate"), "{untrusted}");
    let no_file = refused(&at(&[("sslmode", "verify-full"), ("sslrootcert", "/nonexistent.crt")]));
    assert!(no_file.message.starts_with("root certificate file \"/nonexistent.crt\" does not exist"), "{no_file}");
    let public_only = connect(&at(&[]), json!({"ssl": true})).err().unwrap();
    assert!(public_only.message.contains("SSL error: invalid peer certificate"), "{public_only}");
    let plain = refused(&at(&[("sslmode", "disable")]));
    assert!(
        plain.message.contains("no pg_hba.conf entry for host") && plain.message.contains("no encryption"),
        "{plain}"
    );

    // SCRAM binds itself to the channel.
    let scram = Url { password: Some("s3cret-word".into()), ..server.url("scram") };
    connect(&with_query(&scram, &[("channel_binding", "require")]), json!({})).unwrap();

    cancel_reaches_the_server_over_tls(&at(&[("sslmode", "require")]));
}

fn cancel_reaches_the_server_over_tls(url: &Url) {
    let mut connection = connect(url, json!({})).unwrap();
    let cancel = connection.cancel_handle();
    let thread = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(300));
        cancel.cancel();
    });
    let error = connection.execute(&Statement::plain("SELECT pg_sleep(60)")).unwrap_err();
    thread.join().unwrap();
    assert!(error.cancelled, "{error}");
}

#[test]
fn an_alternative_name_counts_and_the_common_name_then_does_not() {
    if !wants_postgresql() {
        return;
    }
    let made = certificate(
        "/CN=localhost",
        &["-addext", "subjectAltName=IP:127.0.0.1", "-addext", "basicConstraints=critical,CA:FALSE"],
    );
    let server = tls_server(made.path(), "hostssl all all all trust");
    let root = made.path().join("server.crt");
    let strict =
        with_query(&server.url("postgres"), &[("sslmode", "verify-full"), ("sslrootcert", root.to_str().unwrap())]);
    connect(&strict, json!({})).unwrap();
    let by_name = refused(&Url { host: Some("localhost".into()), ..strict });
    assert!(by_name.message.contains("SSL error"), "{by_name}");
}

#[test]
fn a_client_certificate_lets_its_owner_in() {
    if !wants_postgresql() {
        return;
    }
    let made = certificate("/CN=postgres", &[]);
    let (crt, key) = (made.path().join("server.crt"), made.path().join("server.key"));
    let files = [("server.crt", crt.as_path()), ("server.key", key.as_path())];
    let server = PrivateServer::start("hostssl all all all cert", "ssl = on\nssl_ca_file = 'server.crt'", &files);
    let with_certificate = with_query(
        &server.url("postgres"),
        &[("sslmode", "require"), ("sslcert", crt.to_str().unwrap()), ("sslkey", key.to_str().unwrap())],
    );
    connect(&with_certificate, json!({})).unwrap();
    let without = refused(&with_query(&server.url("postgres"), &[("sslmode", "require")]));
    assert!(without.message.contains("connection requires a valid client certificate"), "{without}");
    let no_key =
        refused(&with_query(&server.url("postgres"), &[("sslmode", "require"), ("sslcert", crt.to_str().unwrap())]));
    assert!(no_key.message.starts_with("certificate present, but not private key file"), "{no_key}");
}

#[test]
fn a_server_that_dies_in_a_transaction_is_a_lost_connection() {
    if !wants_postgresql() {
        return;
    }
    let server = PrivateServer::start("host all all 127.0.0.1/32 trust", "", &[]);
    let mut connection = connect(&server.url("postgres"), json!({})).unwrap();
    let connection = &mut *connection;
    connection.begin(Transactional::Writing).unwrap();
    run(connection, "CREATE TABLE a (id int)");
    server.kill_at_once();
    let error = connection.execute(&Statement::plain("INSERT INTO a VALUES (1)")).unwrap_err();
    assert!(error.connection_lost, "{error:?}");
    assert_eq!(error.kind, ErrorKind::Operational);
    assert!(!connection.in_transaction());
    let again = connection.execute(&Statement::plain("SELECT 1")).unwrap_err();
    assert_eq!((again.connection_lost, &again.origin), (true, &Origin::Lost));
    assert!(again.message.starts_with("server closed the connection unexpectedly"), "{again}");
    connection.rollback().unwrap();
}

#[test]
fn a_session_ended_by_the_administrator_is_a_lost_connection() {
    if !wants_postgresql() {
        return;
    }
    let server = PrivateServer::start("host all all 127.0.0.1/32 trust", "", &[]);
    let mut connection = connect(&server.url("postgres"), json!({})).unwrap();
    let error = connection.execute(&Statement::plain("SELECT pg_terminate_backend(pg_backend_pid())")).unwrap_err();
    assert!(error.connection_lost && !error.cancelled, "{error:?}");
    // The driver looks at the socket first: if its end has come together with the server's last words, they are lost.
    match error.origin {
        Origin::Lost => assert!(error.message.starts_with("server closed the connection unexpectedly"), "{error:?}"),
        _ => {
            assert_eq!(error.message, "terminating connection due to administrator command");
            assert_eq!(error.driver_class("psycopg2"), "psycopg2.errors.AdminShutdown");
        }
    }
    connection.rollback().unwrap();
}
