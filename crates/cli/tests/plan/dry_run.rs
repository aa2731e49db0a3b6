//! `--dry-run`: everything is executed and nothing remains, whatever a script does about transactions.

use testkit::{check_fails, check_says, check_succeeds, interrupt};

use crate::subject::{on_postgresql, on_sqlite, picture, revision, two_steps, wait_for};

/// What a script can do to be rid of the transaction around it.
const ESCAPES: [&str; 6] = [
    "op.execute('COMMIT')",
    "op.execute('INSERT INTO kept VALUES (1); COMMIT; INSERT INTO kept VALUES (2)')",
    "op.get_bind().commit()",
    "op.execute('COMMIT AND CHAIN')",
    "with op.get_context().autocommit_block():\n    op.execute('INSERT INTO kept VALUES (3)')",
    "op.get_bind().execute(sa.text('ROLLBACK'))\nop.execute('INSERT INTO kept VALUES (4)')\nop.execute('COMMIT')",
];

#[test]
fn no_commit_of_a_script_makes_anything_stay_on_postgresql() {
    for escape in ESCAPES {
        let Some((project, database)) = on_postgresql() else { return };
        database.execute("CREATE TABLE kept (number integer)");
        let upgrade =
            format!("op.execute('INSERT INTO kept VALUES (0)')\n{escape}\nop.execute('CREATE TABLE late (a int)')");
        revision(&project, "a1", "", &upgrade, "pass");
        // A ROLLBACK in the first step would undo the version table, too.
        check_succeeds(&project.run("ensure_version"));
        let before = picture(&database);
        let run = project.run("upgrade head --dry-run");
        check_succeeds(&run);
        assert_eq!(picture(&database), before, "{escape}\n{}", run.everything());
    }
}

#[test]
fn no_commit_of_a_script_makes_anything_stay_on_sqlite() {
    // SQLite has no chains.
    for escape in ESCAPES.iter().filter(|escape| !escape.contains("CHAIN")) {
        let project = on_sqlite();
        let file = project.sqlite("app.db");
        file.execute("CREATE TABLE kept (number integer)");
        let upgrade =
            format!("op.execute('INSERT INTO kept VALUES (0)')\n{escape}\nop.execute('CREATE TABLE late (a int)')");
        revision(&project, "a1", "", &upgrade, "pass");
        check_succeeds(&project.run("ensure_version"));
        let before = std::fs::read(project.path("app.db")).unwrap();
        let run = project.run("upgrade head --dry-run");
        check_succeeds(&run);
        assert!(std::fs::read(project.path("app.db")).unwrap() == before, "{escape}\n{}", run.everything());
    }
}

#[test]
fn rows_and_times_are_those_of_a_real_run() {
    let project = on_sqlite();
    two_steps(&project);
    revision(&project, "c3", "b2", "op.execute(\"UPDATE users SET name = 'y'\")", "pass");
    check_succeeds(&project.run("upgrade a1"));
    let file = project.sqlite("app.db");
    file.execute("INSERT INTO users (id, name) VALUES (1, 'x'), (2, 'x'), (3, 'x')");
    let before = (file.schema(), file.rows("SELECT * FROM users"));
    let run = project.run("upgrade head --dry-run");
    check_succeeds(&run);
    assert!(
        run.stdout.contains("UPDATE users SET name = 'y'") && run.stdout.contains("3 rows, took"),
        "{}",
        run.everything()
    );
    assert_eq!((file.schema(), file.rows("SELECT * FROM users")), before);
    assert_eq!(file.versions(), ["a1"]);
    check_succeeds(&project.run("upgrade head"));
    let run = project.run("downgrade base --dry-run");
    check_succeeds(&run);
    assert!(run.stdout.contains("DROP TABLE users"), "{}", run.everything());
    assert_eq!(file.versions(), ["c3"]);
}

#[test]
fn a_failing_step_is_shown_with_what_came_before_it() {
    let Some((project, database)) = on_postgresql() else { return };
    two_steps(&project);
    revision(&project, "c3", "b2", "op.execute('SELECT nothing FROM nowhere')", "pass");
    let run = project.run("upgrade head --dry-run");
    assert_eq!(run.exit_code, 1, "{}", run.everything());
    for text in
        ["CREATE INDEX ix_users_age", "failed: relation \"nowhere\" does not exist", "verdict: fails: step 3 fails"]
    {
        assert!(run.stdout.contains(text), "no {text:?}\n{}", run.everything());
    }
    assert!(run.stderr.contains("everything was rolled back and the database is as it was"), "{}", run.everything());
    assert_eq!(database.tables(), [""; 0]);
}

#[test]
fn a_constraint_that_waits_for_the_commit_is_looked_at() {
    let Some((project, database)) = on_postgresql() else { return };
    database.execute(
        "CREATE TABLE parents (id integer PRIMARY KEY); CREATE TABLE children (parent integer REFERENCES parents \
         DEFERRABLE INITIALLY DEFERRED)",
    );
    revision(&project, "a1", "", "op.execute('INSERT INTO children VALUES (7)')", "pass");
    let run = project.run("upgrade head --dry-run");
    assert!(run.exit_code != 0 && run.stderr.contains("violates foreign key constraint"), "{}", run.everything());
    assert_eq!(database.rows("SELECT * FROM children"), [""; 0]);
}

#[test]
fn a_statement_that_cannot_be_tried_is_left_out_and_said() {
    let Some((project, database)) = on_postgresql() else { return };
    two_steps(&project);
    revision(
        &project,
        "c3",
        "b2",
        "with op.get_context().autocommit_block():\n    op.execute('CREATE INDEX CONCURRENTLY ix ON users (name)')\n\
         op.execute('ALTER INDEX ix RENAME TO iy')",
        "pass",
    );
    let run = project.run("upgrade head --dry-run");
    assert_eq!(run.exit_code, 1, "{}", run.everything());
    assert!(
        run.stdout.contains("not executed: CREATE INDEX CONCURRENTLY cannot run inside a transaction"),
        "{}",
        run.everything()
    );
    let hint = "this may only be because the dry run did not execute `CREATE INDEX CONCURRENTLY ix ON users (name)`";
    assert!(run.stderr.contains(hint), "{}", run.everything());
    assert_eq!(database.tables(), [""; 0]);
}

#[test]
fn a_dry_run_waits_two_seconds_for_a_lock_and_no_longer() {
    let Some((project, database)) = on_postgresql() else { return };
    two_steps(&project);
    check_succeeds(&project.run("upgrade a1"));
    let mut other = database.connect();
    let mut transaction = other.transaction().unwrap();
    transaction.batch_execute("LOCK TABLE users IN ACCESS SHARE MODE").unwrap();
    let run = project.run("upgrade head --dry-run");
    assert!(
        run.exit_code != 0 && run.stderr.contains("a dry run waits two seconds for a lock"),
        "{}",
        run.everything()
    );
    drop(transaction);
    check_succeeds(&project.run("upgrade head --dry-run"));
}

#[test]
fn pragmas_that_stay_in_the_file_do_not_stay() {
    let project = on_sqlite();
    check_succeeds(&project.run("ensure_version"));
    let before = std::fs::read(project.path("app.db")).unwrap();
    revision(
        &project,
        "a1",
        "",
        "op.execute('PRAGMA user_version = 7')\nwith op.get_context().autocommit_block():\n    \
         op.execute('PRAGMA journal_mode = WAL')\n    op.execute('PRAGMA user_version = 8')",
        "pass",
    );
    project.replace(
        "alembic/env.py",
        "with connectable.connect() as connection:",
        "with connectable.connect() as connection:\n        connection.exec_driver_sql('PRAGMA application_id = 9')\n        \
         connection.commit()",
    );
    let run = project.run("upgrade head --dry-run");
    check_succeeds(&run);
    assert!(run.stdout.contains("not executed: PRAGMA journal_mode cannot run inside a transaction"), "{}", run.stdout);
    assert!(std::fs::read(project.path("app.db")).unwrap() == before, "{}", run.everything());
}

#[test]
fn a_database_that_is_not_there_yet_is_not_made() {
    for words in ["plan", "upgrade head --dry-run"] {
        let project = on_sqlite();
        two_steps(&project);
        check_succeeds(&project.run(words));
        assert!(!project.path("app.db").exists(), "{words}");
    }
}

#[test]
fn a_script_that_raises_has_the_verdict_that_it_fails() {
    let project = on_sqlite();
    two_steps(&project);
    revision(&project, "c3", "b2", "op.execute('SELECT 1')\nraise ValueError('no such tenant')", "pass");
    revision(&project, "d4", "c3", "op.execute('SELECT 2')", "pass");
    let run = project.run("upgrade head --dry-run");
    assert_eq!(run.exit_code, 1, "{}", run.everything());
    check_says(
        &run,
        &[
            "upgrade from base: 4 steps on sqlite",
            "1 later step was not reached",
            "verdict: fails: step 3 fails: no such tenant",
        ],
    );
}

#[test]
fn ctrl_c_ends_a_dry_run_and_a_plan_and_nothing_remains() {
    let Some((project, database)) = on_postgresql() else { return };
    two_steps(&project);
    check_succeeds(&project.run("upgrade a1"));
    let before = picture(&database);
    revision(&project, "c3", "b2", "op.get_bind().execute(sa.text('SELECT pg_sleep(300)'))", "pass");
    for words in ["upgrade head --dry-run", "plan"] {
        let child = project.start(&[], words);
        let sleeps = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%pg_sleep(300)%' \
                      AND pid <> pg_backend_pid() AND state = 'active'";
        wait_for(|| database.rows(sleeps).into_iter().next());
        interrupt(&child);
        let run = project.finish(child, words);
        assert_eq!(run.exit_code, 130, "{}", run.everything());
        assert_eq!(picture(&database), before, "{}", run.everything());
    }
}

#[test]
fn strict_is_asked_of_a_dry_run_too() {
    let Some((project, database)) = on_postgresql() else { return };
    two_steps(&project);
    check_succeeds(&project.run("upgrade a1"));
    let run = project.run("upgrade head --dry-run --strict");
    check_fails(&run, 255, "--strict refuses the upgrade");
    assert_eq!(database.versions(), ["a1"]);
}

#[test]
fn sql_and_dry_run_exclude_each_other() {
    let project = on_sqlite();
    two_steps(&project);
    assert_eq!(project.run("upgrade head --sql --dry-run").exit_code, 2);
    assert_eq!(project.run("upgrade head --resume --dry-run").exit_code, 2);
    check_fails(&project.run("upgrade nowhere --dry-run"), 255, "Can't locate revision identified by 'nowhere'");
}
