//! Folders that cannot be written, files that may only be read, a disk that is full.

use std::{fs, os::unix::fs::symlink, process::Command};

use testkit::{Run, check_fails};

use crate::subject::{
    NOTHING_APPLIED, SECOND, Subject, check_hint, check_presentable, empty, on_postgresql, on_sqlite, second,
};

/// Nobody can make a file here, not even root.
const UNWRITABLE: &str = "/proc/sys";

/// Two megabytes in one statement.
const MUCH: &str = "op.execute('CREATE TABLE much AS WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c \
                    WHERE i < 2000) SELECT i, hex(randomblob(500)) AS t FROM c')";

/// The files that this session's server process writes end after twenty megabytes and half a block: the last block is
/// written in part, which is how PostgreSQL finds out that its disk is full.
const SMALL_FILES_OF_SERVER: &str =
    r#"op.execute("COPY (SELECT 1) TO PROGRAM 'cat >/dev/null; prlimit --pid $PPID --fsize=20975616'")"#;

/// Forty megabytes in one statement.
const MUCH_ON_SERVER: &str =
    r#"op.execute("CREATE TABLE much AS SELECT i, repeat('x', 1000) AS t FROM generate_series(1, 40000) AS s(i)")"#;

#[test]
fn a_new_script_directory_where_none_can_be_made_is_an_error() {
    let project = empty();
    project.write("taken", "a file\n");
    for place in ["taken", "taken/alembic", "/proc/sys/alembic"] {
        let run = project.run(&format!("init {place}"));
        check_fails(&run, 255, "FAILED: Can't write ");
        check_hint(&run, "permissions");
        check_presentable(&project, &run);
    }
    assert_eq!(project.read("taken"), "a file\n");
    assert_eq!(project.files(), ["./taken"]);
}

#[test]
fn a_revision_that_cannot_be_written_is_an_error() {
    let subject = on_sqlite();
    let versions = subject.project.path("alembic/versions");
    fs::remove_dir_all(&versions).unwrap();
    symlink(UNWRITABLE, &versions).unwrap();
    let run = subject.check_refused("revision -m x", 255, "FAILED: Can't write ");
    check_hint(&run, "permissions");
}

#[test]
fn a_file_in_the_place_of_the_versions_is_an_error() {
    let subject = on_sqlite();
    let versions = subject.project.path("alembic/versions");
    fs::remove_dir_all(&versions).unwrap();
    fs::write(&versions, "").unwrap();
    for words in ["revision -m x", "history", "upgrade head"] {
        let sentence = format!("FAILED: Can't read directory {}", versions.display());
        subject.check_refused(words, 255, &sentence);
    }
}

#[test]
fn a_sqlite_file_that_may_only_be_read_is_explained() {
    let subject = on_sqlite();
    subject.project.replace(
        "alembic.ini",
        "sqlite:///%(here)s/app.db",
        "sqlite:///file:%(here)s/app.db?mode=ro&uri=true",
    );
    let run = subject.check_refused("upgrade head", 1, "attempt to write a readonly database");
    check_hint(&run, "permissions");
    assert_eq!(subject.check_refused("stamp head", 1, "attempt to write a readonly database").stdout, "");
    assert_eq!(subject.project.run("current").exit_code, 0, "reading is allowed");
}

#[test]
fn a_postgresql_database_that_may_only_be_read_is_explained() {
    let Some(subject) = on_postgresql() else { return };
    let name = subject.rows("SELECT current_database()").remove(0);
    subject.execute(&format!("ALTER DATABASE {name} SET default_transaction_read_only = on"));
    subject.check_refused("upgrade head", 1, "in a read-only transaction");
}

#[test]
fn a_file_that_is_no_database_is_left_alone() {
    let subject = on_sqlite();
    let text = "this is no database, but it is longer than a header of one hundred bytes, ".repeat(20);
    subject.project.write("app.db", &text);
    let run = subject.project.run("upgrade head");
    check_presentable(&subject.project, &run);
    check_fails(&run, 1, "file is not a database");
    check_hint(&run, "no SQLite database");
    assert_eq!(subject.project.read("app.db"), text);
}

#[test]
fn a_full_database_is_rolled_back() {
    let subject = on_sqlite();
    subject.project.write(SECOND, &second(&format!("op.execute('PRAGMA max_page_count = 30')\n{MUCH}")));
    let run = subject.check_refused("upgrade head", 1, "database or disk is full");
    check_fails(&run, 1, NOTHING_APPLIED);
    check_hint(&run, "make room");
    subject.check_works_again();
}

#[test]
fn a_file_that_may_not_grow_is_rolled_back() {
    let subject = on_sqlite();
    subject.project.write(SECOND, &second(MUCH));
    let before = subject.content();
    let run = upgrade_with_small_files(&subject);
    subject.check_unharmed(&run, &before);
    check_fails(&run, 1, NOTHING_APPLIED);
    check_hint(&run, "make room");
    subject.check_works_again();
}

#[test]
fn a_server_whose_disk_is_full_is_rolled_back() {
    let Some(subject) = on_postgresql() else { return };
    subject.project.write(SECOND, &second(&format!("{SMALL_FILES_OF_SERVER}\n{MUCH_ON_SERVER}")));
    let run = subject.check_refused("upgrade head", 1, "DiskFull");
    check_fails(&run, 1, NOTHING_APPLIED);
    check_hint(&run, "make room");
    subject.check_works_again();
}

/// `upgrade head` under `ulimit -f`: no file grows beyond some hundred kilobytes.
fn upgrade_with_small_files(subject: &Subject) -> testkit::Run {
    let output = Command::new("sh")
        .args(["-c", "ulimit -f 200; exec \"$0\" upgrade head"])
        .arg(&subject.project.program().path)
        .current_dir(subject.project.root())
        .env("HOME", subject.project.root())
        .output();
    Run::of("upgrade head, with small files only", output.expect("there is a shell"))
}
