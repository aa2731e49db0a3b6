//! `--backup`: restored into a fresh database it is the database; where it fails nothing is begun and nothing is left.

use std::{fs, os::unix::fs::PermissionsExt as _, process::Command};

use testkit::{Database, SqliteFile, check_fails, check_succeeds, interrupt, postgresql};

use crate::subject::Subject;

/// The files in the folder of the backups, hidden ones too.
fn backups(subject: &Subject) -> Vec<String> {
    let Ok(entries) = fs::read_dir(subject.project.path("backups")) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// The command behind `the way back`.
fn way_back(stderr: &str) -> String {
    let line = stderr.lines().find_map(|line| line.split_once("the way back, with the application stopped: "));
    line.unwrap_or_else(|| panic!("no way back in {stderr}")).1.to_owned()
}

#[track_caller]
fn check_untouched(subject: &Subject) {
    assert_eq!(subject.versions(), ["a1"]);
    assert_eq!(backups(subject), Vec::<String>::new());
    assert!(!subject.tables().contains(&"tags".to_owned()));
}

#[test]
fn the_way_back_brings_the_whole_database_back() {
    Subject::on_both(|subject| {
        let run = subject.succeeds("upgrade head --backup backups");
        assert_eq!(subject.versions(), ["a2"]);
        let names = backups(subject);
        assert_eq!(names.len(), 1, "{names:?}");
        assert!(names[0].contains("-a1-2"), "{names:?}");
        assert!(run.stderr.contains(&format!("note: backup: backups/{} (", names[0])), "{}", run.everything());
        let mode = fs::metadata(subject.project.path("backups").join(&names[0])).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        subject.execute("DROP TABLE posts; DELETE FROM users");
        let command = way_back(&run.stderr).replace("'***'", &subject.password());
        let output = Command::new("sh").args(["-ec", &command]).output().unwrap();
        assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(subject.versions(), ["a1"]);
        assert_eq!(subject.rows("SELECT * FROM users ORDER BY id"), ["1|Ann|A", "2|Bob|"]);
        assert_eq!(subject.rows("SELECT * FROM posts"), ["7|1|Hello"]);
        assert!(!subject.tables().contains(&"tags".to_owned()));
        subject.succeeds("upgrade head");
        if let Database::Postgresql(database) = &subject.database {
            // What was replaced is there still.
            subject.execute(&format!("DROP DATABASE {}_replaced", database.name()));
        }
    });
}

#[test]
fn a_role_that_may_not_bring_it_back_destroys_nothing() {
    let Some(subject) = Subject::on_postgresql() else { return };
    let Database::Postgresql(database) = &subject.database else { return };
    let role = subject.connect_as("owner", "");
    subject.execute(&format!(
        "ALTER DATABASE {} OWNER TO {role}; GRANT pg_read_all_data TO {role}; GRANT CREATE ON SCHEMA public TO {role};
         ALTER TABLE alembic_version OWNER TO {role}; ALTER TABLE users OWNER TO {role}; ALTER TABLE posts OWNER TO {role}",
        database.name()
    ));
    let run = subject.succeeds("upgrade head --backup backups");
    let command = way_back(&run.stderr).replace("'***'", "s3cret-4711");
    let output = Command::new("sh").args(["-ec", &command]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("permission denied to rename database"), "{command}: {said}");
    assert_eq!(subject.versions(), ["a2"]);
    subject.execute(&format!("REASSIGN OWNED BY {role} TO CURRENT_USER; DROP OWNED BY {role}; DROP ROLE {role}"));
}

#[test]
fn a_backup_can_be_restored_into_a_fresh_database() {
    let Some(subject) = Subject::on_postgresql() else { return };
    subject.succeeds("upgrade head --backup backups");
    let Some(fresh) = postgresql() else { return };
    let output = Command::new("pg_restore")
        .args(["--exit-on-error", "--dbname", &fresh.url("")])
        .arg(subject.project.path("backups").join(&backups(&subject)[0]))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(fresh.tables(), ["alembic_version", "posts", "users"]);
    assert_eq!(fresh.rows("SELECT * FROM users ORDER BY id"), ["1|Ann|A", "2|Bob|"]);
}

#[test]
fn a_database_in_wal_mode_is_copied_with_what_is_in_the_wal() {
    let subject = Subject::on_sqlite();
    subject.execute("PRAGMA journal_mode = WAL");
    let Database::Sqlite(file) = &subject.database else { return };
    // Another connection keeps the WAL from being written back.
    let reader = file.keep_open();
    subject.execute("INSERT INTO users VALUES (3, 'Cid', NULL)");
    subject.succeeds("upgrade head --backup backups");
    drop(reader);
    let names = backups(&subject);
    assert_eq!(names.len(), 1, "{names:?}");
    let copy = SqliteFile::new(subject.project.path("backups").join(&names[0]));
    assert_eq!(copy.rows("SELECT name FROM users ORDER BY id"), ["Ann", "Bob", "Cid"]);
}

#[test]
fn the_settings_name_the_folder_and_an_option_says_no() {
    Subject::on_both(|subject| {
        let ini = subject.project.read("alembic.ini");
        subject.project.write("alembic.ini", &format!("{ini}\n[limbeck]\nbackup = %(here)s/backups\n"));
        subject.succeeds("upgrade head --no-backup");
        assert_eq!(backups(subject), Vec::<String>::new());
        subject.succeeds("upgrade head");
        assert_eq!(backups(subject), Vec::<String>::new(), "nothing was to be done");
        subject.succeeds("downgrade a1");
        subject.succeeds("stamp a2");
        subject.succeeds("stamp --purge a1");
        subject.succeeds("upgrade head --sql");
        let names = backups(subject);
        assert_eq!(names.len(), 3, "{names:?}");
    });
}

#[test]
fn a_mistyped_setting_is_refused() {
    let subject = Subject::on_sqlite();
    let ini = subject.project.read("alembic.ini");
    subject.project.write("alembic.ini", &format!("{ini}\n[limbeck]\nbakcup = backups\n"));
    let run = subject.project.run("upgrade head");
    check_fails(&run, 255, "FAILED: `[limbeck]` of alembic.ini has no key 'bakcup'");
    check_fails(&run, 255, "hint: did you mean `backup`?");
    check_untouched(&subject);
}

#[test]
fn a_folder_that_cannot_be_written_stops_the_run_before_it_begins() {
    Subject::on_both(|subject| {
        for (folder, way_out) in [
            (
                "/proc/sys",
                "hint: `--backup DIR` names another folder, with room and the right to write; /proc/sys holds nothing new",
            ),
            ("missing/backups", "hint: mount the disk that it is on, or make it: `mkdir -p "),
            ("alembic.ini", "hint: name a folder: `--backup DIR`"),
        ] {
            let run = subject.project.run(&format!("upgrade head --backup {folder}"));
            check_fails(&run, 255, "no backup could be written, so nothing was begun: ");
            check_fails(&run, 255, folder);
            check_fails(&run, 255, way_out);
            check_untouched(subject);
        }
    });
}

#[test]
fn a_disk_that_is_full_leaves_nothing_behind() {
    Subject::on_both(|subject| {
        let filler = "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 3000)";
        let text = if subject.is_sqlite() { "hex(randomblob(100))" } else { "md5(i::text) || md5((i + 1)::text)" };
        subject.execute(&format!("CREATE TABLE much AS {filler} SELECT i, {text} AS t FROM c"));
        let project = &subject.project;
        // A limit on the size of files is a full disk for whoever writes more.
        let line = format!(
            "trap '' XFSZ; ulimit -f 40; exec {} upgrade head --backup backups",
            project.program().path.display()
        );
        let output = Command::new("sh")
            .args(["-c", &line])
            .current_dir(project.root())
            .env("HOME", project.root())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(output.status.code(), Some(255), "{said}");
        assert!(said.contains("no backup could be written, so nothing was begun: "), "{said}");
        check_untouched(subject);
    });
}

#[test]
fn without_a_pg_dump_that_fits_nothing_is_begun() {
    let Some(subject) = Subject::on_postgresql() else { return };
    subject.program("old/pg_dump", "#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.24'\n");
    let run = subject.project.run("upgrade head --backup backups --pg-dump old/pg_dump");
    check_fails(&run, 255, "old/pg_dump is version 9, which cannot copy a server of version");
    check_fails(&run, 255, "hint: install the package postgresql-client-");
    check_untouched(&subject);
    let run = subject.project.run("upgrade head --backup backups --pg-dump nowhere/pg_dump");
    check_fails(&run, 255, "nowhere/pg_dump is no pg_dump that runs");
    check_untouched(&subject);
}

#[test]
fn a_dump_that_is_not_whole_or_not_allowed_is_no_backup() {
    let Some(subject) = Subject::on_postgresql() else { return };
    let filler = "SELECT i, md5(i::text) AS t FROM generate_series(1, 3000) i";
    subject.execute(&format!("CREATE TABLE zebra AS {filler}"));
    // Its list is whole: that stands at the beginning.
    let torn = "#!/bin/sh\n/usr/bin/pg_dump \"$@\" || exit\ntest \"$1\" = --version || truncate -s -20000 \"$5\"\n";
    subject.program("bin/pg_dump", torn);
    subject.program("bin/pg_restore", "#!/bin/sh\nexec /usr/bin/pg_restore \"$@\"\n");
    let run = subject.project.run("upgrade head --backup backups --pg-dump bin/pg_dump");
    check_fails(&run, 255, "no backup could be written, so nothing was begun: pg_restore failed: ");
    check_untouched(&subject);
    fs::remove_file(subject.project.path("bin/pg_restore")).unwrap();
    subject.program("bin/pg_dump", "#!/bin/sh\nexec /usr/bin/pg_dump \"$@\"\n");
    let run = subject.project.run("upgrade head --backup backups --pg-dump bin/pg_dump");
    check_fails(&run, 255, "bin/pg_restore does not start: ");
    check_fails(&run, 255, "hint: pg_dump and pg_restore come in one package");
    check_untouched(&subject);
}

#[test]
fn a_role_that_may_not_read_everything_is_told_what_to_grant() {
    let Some(subject) = Subject::on_postgresql() else { return };
    let role = subject.connect_as("migrator", "");
    subject.execute(&format!(
        "ALTER TABLE alembic_version OWNER TO {role}; ALTER TABLE users OWNER TO {role}; ALTER TABLE posts OWNER TO {role};
         GRANT CREATE ON SCHEMA public TO {role}"
    ));
    let run = subject.project.run("upgrade head --backup backups");
    check_fails(&run, 255, "permission denied for ");
    check_fails(&run, 255, "hint: the role must read all that is in the database: `GRANT pg_read_all_data TO role`");
    check_untouched(&subject);
    subject.execute(&format!("DROP OWNED BY {role} CASCADE; DROP ROLE {role}"));
}

#[test]
fn a_table_that_is_kept_locked_ends_the_wait() {
    let Some(subject) = Subject::on_postgresql() else { return };
    subject.project.replace(
        "alembic/env.py",
        "            context.run_migrations()",
        "            connection.exec_driver_sql('LOCK TABLE posts')\n            context.run_migrations()",
    );
    // The words are ours but for the time.
    subject.program(
        "bin/pg_dump",
        "#!/bin/sh\ntest \"$3\" = --lock-wait-timeout=60s || exec /usr/bin/pg_dump \"$@\"\n\
         exec /usr/bin/pg_dump \"$1\" \"$2\" --lock-wait-timeout=100ms \"$4\" \"$5\"\n",
    );
    let run = subject.project.run("upgrade head --backup backups --pg-dump bin/pg_dump");
    check_fails(&run, 255, "no backup could be written, so nothing was begun: pg_dump failed: ");
    check_fails(&run, 255, "hint: a session (or env.py itself) keeps a table to itself: ");
    check_untouched(&subject);
}

#[test]
fn the_password_is_on_no_command_line_and_in_no_output() {
    let Some(subject) = Subject::on_postgresql() else { return };
    let role = subject.connect_as("owner", "SUPERUSER");
    subject.program(
        "bin/pg_dump",
        "#!/bin/sh\necho \"$@\" >> words\ntest \"$1\" = --version || echo \"$PGPASSWORD\" > password\n\
         exec /usr/bin/pg_dump \"$@\"\n",
    );
    subject.program("bin/pg_restore", "#!/bin/sh\necho \"$@\" >> words\nexec /usr/bin/pg_restore \"$@\"\n");
    let run = subject.project.run("upgrade head --backup backups --pg-dump bin/pg_dump");
    check_succeeds(&run);
    assert_eq!(subject.project.read("password"), "s3cret-4711\n");
    for text in [&run.stdout, &run.stderr, &subject.project.read("words")] {
        assert!(!text.contains("s3cret-4711"), "{text}");
    }
    assert!(way_back(&run.stderr).starts_with("PGPASSWORD='***' psql "), "{}", run.stderr);
    subject.execute(&format!("DROP OWNED BY {role} CASCADE; DROP ROLE {role}"));
}

#[test]
fn ctrl_c_in_the_middle_of_a_backup_leaves_nothing_behind() {
    let Some(subject) = Subject::on_postgresql() else { return };
    subject.program("bin/pg_dump", SLOW);
    let words = "upgrade head --backup backups --pg-dump bin/pg_dump";
    let child = subject.project.start(&[], words);
    while !subject.project.path("begun").exists() {
        std::thread::yield_now();
    }
    interrupt(&child);
    let run = subject.project.finish(child, words);
    check_fails(&run, 130, "Interrupted");
    check_untouched(&subject);
}

/// Writes a part and goes on for ever.
const SLOW: &str = "#!/bin/sh\ntest \"$1\" = --version && exec /usr/bin/pg_dump --version\n\
                    echo part > \"$5\"\ntouch begun\nexec sleep 1000\n";
