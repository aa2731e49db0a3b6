//! A step that was broken off outside its transaction stops the next run, and `--resume` finishes it.

use testkit::{Database, check_fails, check_succeeds};

use crate::subject::{FIRST, SECOND, on_postgresql, on_sqlite, second};

#[test]
fn an_error_outside_the_transaction_is_explained_and_continued() {
    let (project, database) = on_sqlite();
    project.write(
        SECOND,
        &second(&["op.execute('INSERT INTO users VALUES (2)')", "op.execute('INSERT INTO users VALUES (1)')"]),
    );
    let run = project.run("upgrade head");
    check_fails(&run, 1, "UNIQUE constraint failed");
    assert!(run.stderr.contains("hint: the same command again says which statements"), "{}", run.everything());
    let before = database.rows("SELECT * FROM users");
    let run = project.run("upgrade head");
    check_fails(&run, 255, "upgrade a1 -> a2, second is unfinished: it left its transaction and was broken off");
    for line in [
        "  statement 1 is done: INSERT INTO users VALUES (1)",
        "  statement 2 is done: INSERT INTO users VALUES (2)",
        "  statement 3 was running and is not done: INSERT INTO users VALUES (1)",
    ] {
        assert!(run.stdout.lines().any(|shown| shown == line), "no line {line:?}\n{}", run.everything());
    }
    check_fails(&run, 255, "hint: `upgrade a2 --resume` goes on");
    assert_eq!(database.rows("SELECT * FROM users"), before);
    // The row that was in the way goes; the file stays as it was, so that its statements are the same.
    database.execute("DELETE FROM users WHERE id = 1");
    let run = project.run("upgrade head --resume");
    check_succeeds(&run);
    assert_eq!(database.rows("SELECT id FROM users ORDER BY 1"), ["1", "2", "9"]);
    assert_eq!(database.versions(), ["a2"]);
    assert!(!database.tables().contains(&"limbeck_journal".to_owned()), "it is in the way of the real Alembic");
    check_succeeds(&project.run("upgrade head --resume"));
}

#[test]
fn a_clock_that_jumped_changes_only_what_is_shown() {
    let (project, file) = on_sqlite();
    let mut subjects = vec![(project, Database::Sqlite(file), "limbeck_journal")];
    if let Some((project, database)) = on_postgresql() {
        subjects.push((project, Database::Postgresql(Box::new(database)), "limbeck.limbeck_journal"));
    }
    for (project, database, journal) in subjects {
        project.write(SECOND, &second(&["op.execute('INSERT INTO users VALUES (1)')"]));
        check_fails(&project.run("upgrade head"), 1, "");
        for started in ["2999-12-31T23:59:59.999Z", "1970-01-01T00:00:00.000Z"] {
            // Ends lie before their beginnings, and beginnings in the past or the future.
            database.execute(&format!("UPDATE {journal} SET started = '{started}'"));
            database
                .execute(&format!("UPDATE {journal} SET finished = '1980-01-01T00:00:00Z' WHERE finished IS NOT NULL"));
            check_fails(
                &project.run("upgrade head"),
                255,
                &format!("is unfinished: it left its transaction and was broken off (begun {started} by "),
            );
        }
        database.execute("DELETE FROM users WHERE id = 1");
        check_succeeds(&project.run("upgrade head --resume"));
        assert_eq!(database.rows("SELECT id FROM users ORDER BY 1"), ["1", "9"]);
        assert_eq!(database.versions(), ["a2"]);
        check_succeeds(&project.run("history --applied"));
        check_succeeds(&project.run("downgrade a1"));
    }
}

#[test]
fn an_edited_script_is_refused_and_may_be_run_again_as_a_whole() {
    let (project, database) = on_sqlite();
    project.write(SECOND, &second(&["op.execute('INSERT INTO users VALUES (1)')"]));
    check_fails(&project.run("upgrade head"), 1, "UNIQUE constraint failed");
    let text =
        project.read(SECOND).replace("INSERT INTO users VALUES (1)')\n    with", "DELETE FROM users')\n    with");
    project.write(SECOND, &text);
    let run = project.run("upgrade head --resume");
    check_fails(&run, 255, "Can't resume a2: statement 1 is done, and it is now another one: DELETE FROM users");
    check_fails(&run, 255, "--resume=all");
    assert_eq!(database.rows("SELECT id FROM users"), ["1"]);
    check_succeeds(&project.run("upgrade head --resume=all"));
    assert_eq!(database.rows("SELECT id FROM users ORDER BY 1"), ["1", "9"]);
}

#[test]
fn what_was_finished_by_hand_and_stamped_is_done() {
    let (project, database) = on_sqlite();
    project.write(SECOND, &second(&["op.execute('INSERT INTO users VALUES (1)')"]));
    check_fails(&project.run("upgrade head"), 1, "UNIQUE constraint failed");
    check_succeeds(&project.run("stamp a2"));
    check_succeeds(&project.run("downgrade base"));
    assert!(database.versions().is_empty());
    assert!(!database.tables().contains(&"limbeck_journal".to_owned()));
}

#[test]
fn an_invalid_index_is_dropped_and_built_again() {
    let Some((project, database)) = on_postgresql() else { return };
    let index = "op.execute('CREATE UNIQUE INDEX CONCURRENTLY \"ix U\" ON users ((id % 3))')";
    project.write(SECOND, &second(&["op.execute('INSERT INTO users VALUES (4)')", index]));
    check_fails(&project.run("upgrade head"), 1, "could not create unique index");
    let run = project.run("upgrade head");
    check_fails(&run, 255, "statement 3 was running and is half done: the index \"ix U\" is INVALID");
    database.execute("DELETE FROM users WHERE id = 4");
    check_succeeds(&project.run("upgrade head --resume"));
    assert_eq!(database.rows("SELECT indisvalid FROM pg_index WHERE indexrelid = '\"ix U\"'::regclass"), ["t"]);
    assert_eq!(database.versions(), ["a2"]);
}

#[test]
fn what_the_catalogue_does_not_tell_is_asked() {
    let Some((project, database)) = on_postgresql() else { return };
    let call = "op.execute('CALL half()')";
    project.write(FIRST, &project.read(FIRST).replace(
        "\n\n\ndef downgrade",
        "\n    op.execute('CREATE PROCEDURE half() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO users VALUES (5); COMMIT; \
         PERFORM 1 / (SELECT count(*) FROM users WHERE id = 6); END $$')\n\n\ndef downgrade",
    ));
    project.write(SECOND, &second(&[call]));
    check_fails(&project.run("upgrade head"), 1, "division by zero");
    for words in ["upgrade head", "upgrade head --resume"] {
        let run = project.run(words);
        check_fails(&run, 255, "statement 2 was running, and the catalogue does not tell its end: CALL half()");
        check_fails(&run, 255, "`upgrade a2 --resume=done` or `--resume=again`");
    }
    check_succeeds(&project.run("upgrade head --resume=done"));
    assert_eq!(database.rows("SELECT id FROM users ORDER BY 1"), ["1", "5", "9"]);
}

#[test]
fn what_is_done_must_be_in_the_catalogue() {
    let Some((project, database)) = on_postgresql() else { return };
    let lines =
        ["op.execute('CREATE INDEX CONCURRENTLY ix ON users (id)')", "op.execute('INSERT INTO users VALUES (1)')"];
    project.write(SECOND, &second(&lines));
    check_fails(&project.run("upgrade head"), 1, "duplicate key");
    database.execute("DROP INDEX ix");
    check_fails(&project.run("upgrade head --resume"), 255, "statement 2 is done, but the catalogue does not have it");
}

#[test]
fn a_journal_of_a_later_version_stops_a_run_before_it_begins() {
    let Some((project, database)) = on_postgresql() else { return };
    check_succeeds(&project.run("upgrade head"));
    database.execute("UPDATE limbeck.limbeck_journal SET format = 99");
    project.write(SECOND, &second(&["pass"]));
    let run = project.run("upgrade head");
    check_fails(&run, 255, "The journal of this database is of format 99, written by a later version of Limbeck");
    assert_eq!(database.versions(), ["a1"]);
    assert_eq!(database.rows("SELECT count(*) FROM users"), ["0"]);
}
