//! Scratch databases, backups and deploys where the URL of the project leads through PgBouncer.

use testkit::{Database, Pooler, PostgresqlDatabase, Run, check_fails};

use crate::subject::Subject;

const WAY_OUT: &str = "direct_url = postgresql://…";

fn database(subject: &Subject) -> &PostgresqlDatabase {
    match &subject.database {
        Database::Postgresql(database) => database,
        Database::Sqlite(_) => panic!("SQLite has no poolers"),
    }
}

/// At `a1`, with a URL that leads through a pooler which knows that one database.
fn behind_pooler(mode: &str) -> Option<(Subject, Pooler)> {
    let subject = Subject::on_postgresql()?;
    let pooler = Pooler::of(database(&subject), mode);
    subject.project.replace("alembic.ini", &database(&subject).url(""), &pooler.url(database(&subject)));
    Some((subject, pooler))
}

/// At `a1`, with a URL that leads through the pooler which knows every database of the server.
fn behind_open_pooler() -> Option<Subject> {
    let subject = Subject::on_postgresql()?;
    subject.project.replace("alembic.ini", &database(&subject).url(""), &database(&subject).pooled_url());
    Some(subject)
}

fn give_direct_url(subject: &Subject, url: &str) {
    let ini = subject.project.read("alembic.ini");
    subject.project.write("alembic.ini", &format!("{ini}\n[limbeck]\ndirect_url = {url}\n"));
}

/// The server's own address, without a user and a database: they are those of the project's URL.
fn own_address(subject: &Subject) -> String {
    format!("postgresql://{}:{}", database(subject).host(), database(subject).port())
}

#[track_caller]
fn check_nothing_is_left(subject: &Subject) {
    assert_eq!(database(subject).scratches(), Vec::<String>::new());
    assert_eq!(subject.versions(), ["a1"]);
}

#[track_caller]
fn check_hides_password(subject: &Subject, run: &Run) {
    let password = format!(":{}@", subject.password());
    assert!(!run.everything().contains(&password), "{}", run.everything());
}

#[test]
fn a_pooler_that_knows_one_database_is_an_error_with_the_way_out() {
    let Some((subject, _pooler)) = behind_pooler("transaction") else { return };
    for command in ["check --drift", "rehearse", "test", "deploy --no-backup"] {
        let run = subject.project.run(command);
        check_fails(&run, 255, "no such database: template1");
        check_fails(&run, 255, WAY_OUT);
        check_hides_password(&subject, &run);
        check_nothing_is_left(&subject);
    }
}

#[test]
fn with_the_servers_own_address_everything_works_behind_it() {
    let Some((subject, _pooler)) = behind_pooler("transaction") else { return };
    give_direct_url(&subject, &own_address(&subject));
    subject.succeeds("check --drift");
    for command in ["rehearse", "test"] {
        let run = subject.project.run(command);
        assert_eq!(run.exit_code, 0, "{}", run.everything());
        check_hides_password(&subject, &run);
        check_nothing_is_left(&subject);
    }
    let run = subject.succeeds("deploy --backup backups");
    assert_eq!(run.stdout, "Deployed 1 revision: a1 -> a2.\n");
    check_hides_password(&subject, &run);
    assert_eq!(subject.versions(), ["a2"]);
    assert_eq!(database(&subject).scratches(), Vec::<String>::new());
}

#[test]
fn the_address_may_stand_in_a_variable() {
    let Some((subject, _pooler)) = behind_pooler("transaction") else { return };
    let run = subject.project.run_with(&[("DATABASE_DIRECT_URL", &own_address(&subject))], "check --drift");
    assert_eq!(run.exit_code, 0, "{}", run.everything());
}

#[test]
fn no_backup_is_written_through_a_pooler_in_transaction_mode() {
    let Some((subject, _pooler)) = behind_pooler("transaction") else { return };
    let run = subject.project.run("upgrade head --backup backups");
    check_fails(&run, 255, "the URL leads to a pooler in transaction mode");
    check_fails(&run, 255, WAY_OUT);
    check_nothing_is_left(&subject);
    assert!(subject.project.files().iter().all(|file| !file.starts_with("backups/")), "{:?}", subject.project.files());
    give_direct_url(&subject, &own_address(&subject));
    let run = subject.succeeds("upgrade head --backup backups");
    assert!(run.stderr.contains("note: backup: backups/"), "{}", run.everything());
    assert_eq!(subject.versions(), ["a2"]);
}

#[test]
fn a_pooler_in_session_mode_is_as_good_as_none_for_a_backup() {
    let Some((subject, _pooler)) = behind_pooler("session") else { return };
    subject.succeeds("upgrade head --backup backups");
    assert_eq!(subject.versions(), ["a2"]);
}

#[test]
fn behind_a_pooler_that_knows_every_database_empty_scratches_work() {
    let Some(subject) = behind_open_pooler() else { return };
    for command in ["check --drift", "check --drift", "test"] {
        let run = subject.project.run(command);
        assert_eq!(run.exit_code, 0, "{}", run.everything());
        check_nothing_is_left(&subject);
    }
    // Its sessions keep the database from being cloned, and they would keep what pg_dump sets.
    let run = subject.project.run("rehearse");
    check_fails(&run, 255, "the URL leads to a pooler in transaction mode");
    check_fails(&run, 255, WAY_OUT);
    check_nothing_is_left(&subject);
    give_direct_url(&subject, &own_address(&subject));
    subject.succeeds("rehearse");
    check_nothing_is_left(&subject);
}

#[test]
fn an_address_of_something_else_is_refused() {
    let Some((subject, _pooler)) = behind_pooler("transaction") else { return };
    let ini = subject.project.read("alembic.ini");
    give_direct_url(&subject, &format!("{}/postgres", own_address(&subject)));
    let run = subject.project.run("check --drift");
    check_fails(&run, 255, "`direct_url` leads to another database than env.py");
    check_hides_password(&subject, &run);
    let wrong = [
        ("postgresql://postgres:s3cret-4711@127.0.0.1:1/app", "the address that `direct_url` gives does not answer"),
        ("sqlite:///s3cret-4711.db", "is no URL of PostgreSQL"),
        ("s3cret-4711", "is no URL"),
    ];
    for (url, sentence) in wrong {
        subject.project.write("alembic.ini", &format!("{ini}\n[limbeck]\ndirect_url = {url}\n"));
        let run = subject.project.run("check --drift");
        check_fails(&run, 255, sentence);
        assert!(!run.everything().contains("s3cret-4711"), "{}", run.everything());
    }
    check_nothing_is_left(&subject);
}
