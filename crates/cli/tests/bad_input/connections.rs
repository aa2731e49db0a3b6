//! URLs that lead nowhere, servers that are down, passwords that are wrong. None is ever printed.

use std::net::TcpListener;

use testkit::{Database, Run, check_fails, postgresql};

use crate::subject::{ENV, SECRET, check_frame, check_hint, check_presentable, initialised, line_of, on_postgresql};

/// `upgrade head` with that URL in an ini file, where `%` is written `%%`.
fn upgrade_with(url: &str) -> Run {
    let project = initialised(&url.replace('%', "%%"));
    let run = project.run("upgrade head");
    check_presentable(&project, &run);
    assert!(!run.everything().contains("4711"), "a part of the password\n{}", run.everything());
    assert_eq!(project.files().iter().filter(|file| file.ends_with(".db")).count(), 0);
    let line = if run.stderr.contains("engine_from_config(") { "engine_from_config(" } else { "connectable.connect()" };
    check_frame(&project, &run, ENV, line_of(&project, ENV, line));
    run
}

#[test]
fn what_is_no_url_is_not_repeated() {
    for url in ["nonsense", "sqlite:app.db", "postgresql//u:falsches-Geheimnis-4711@h/d"] {
        let run = upgrade_with(url);
        check_fails(&run, 1, "sqlalchemy.exc.ArgumentError: Could not parse SQLAlchemy URL from given URL string");
        check_hint(&run, "a URL looks like");
    }
}

#[test]
fn the_url_of_the_template_is_recognised() {
    let run = upgrade_with("driver://user:pass@localhost/dbname");
    check_fails(&run, 1, "NoSuchModuleError: Can't load plugin: sqlalchemy.dialects:driver");
    check_hint(&run, "DATABASE_URL");
}

#[test]
fn an_unknown_dialect_or_driver_is_named() {
    for (dialect, plugin) in
        [("foodb", "foodb"), ("postgresql+nodriver", "postgresql.nodriver"), ("sqlite+nodriver", "sqlite.nodriver")]
    {
        let run = upgrade_with(&format!("{dialect}://u:{SECRET}@h/d"));
        check_fails(&run, 1, &format!("Can't load plugin: sqlalchemy.dialects:{plugin}"));
        check_hint(&run, "postgresql://");
    }
    let run = upgrade_with(&format!("oracle://u:{SECRET}@h/d"));
    check_fails(&run, 1, "database dialect 'oracle' is not supported");
    check_hint(&run, "postgresql://");
}

#[test]
fn a_password_with_unescaped_characters_is_explained_and_not_shown() {
    let run = upgrade_with("postgresql://u:falsches@Geheimnis-4711@127.0.0.1:1/d");
    check_fails(&run, 1, "ArgumentError: Could not parse");
    check_hint(&run, "`%40`");
    let run = upgrade_with("postgresql://127.0.0.1:falsches-Geheimnis-4711/d");
    check_fails(&run, 1, "ValueError: invalid literal for int() with base 10: '***'");
    check_hint(&run, "the port");
}

#[test]
fn a_server_that_is_down_is_named_and_the_url_shown_without_password() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    for (driver, sentence) in [
        ("postgresql", format!("connection to server at \"127.0.0.1\", port {free} failed: Connection refused")),
        (
            "postgresql+psycopg2",
            format!("connection to server at \"127.0.0.1\", port {free} failed: Connection refused"),
        ),
        (
            "postgresql+asyncpg",
            format!("ConnectionRefusedError: [Errno 111] Connect call failed ('127.0.0.1', {free})"),
        ),
    ] {
        let run = upgrade_with(&format!("{driver}://u:{SECRET}@127.0.0.1:{free}/d"));
        check_fails(&run, 1, &sentence);
        check_hint(&run, &format!("the URL was {driver}://u:***@127.0.0.1:{free}/d"));
    }
    let run = upgrade_with(&format!("postgresql://u:{SECRET}@nowhere.invalid/d"));
    check_fails(&run, 1, "could not translate host name \"nowhere.invalid\"");
}

#[test]
fn a_wrong_password_is_refused_and_not_printed() {
    let Some(database) = postgresql() else { return };
    for driver in ["", "+psycopg2", "+asyncpg"] {
        let url = format!("postgresql{driver}://postgres:{SECRET}@{}", database.place());
        let run = upgrade_with(&url);
        check_fails(&run, 1, "password authentication failed for user \"postgres\"");
        check_hint(&run, "check user and password");
        check_hint(&run, &format!("postgresql{driver}://postgres:***@"));
    }
    assert!(database.tables().is_empty());
}

#[test]
fn a_database_that_is_not_there_is_named() {
    let Some(database) = postgresql() else { return };
    let run = upgrade_with(&database.url("").replace(database.name(), "no_such_database"));
    check_fails(&run, 1, "database \"no_such_database\" does not exist");
    check_hint(&run, "createdb no_such_database");
}

#[test]
fn a_server_that_goes_away_in_the_middle_leaves_nothing() {
    let Some(subject) = on_postgresql() else { return };
    assert!(matches!(subject.database, Database::Postgresql(_)));
    let line = "op.execute('SELECT pg_terminate_backend(pg_backend_pid())')";
    subject.project.write(crate::subject::SECOND, &crate::subject::second(line));
    // The driver may see the server's last words or only the closed connection.
    let run = subject.check_refused("upgrade head", 1, "sqlalchemy.exc.OperationalError: (psycopg.");
    assert!(run.stderr.contains(crate::subject::NOTHING_APPLIED), "{}", run.everything());
    subject.check_works_again();
}

#[test]
fn a_sqlite_file_in_a_folder_that_is_not_there_is_explained() {
    let run = upgrade_with("sqlite:////no/such/folder/app.db");
    check_fails(&run, 1, "(sqlite3.OperationalError) unable to open database file");
    check_hint(&run, "the folder must exist");
}
