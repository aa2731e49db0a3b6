//! Ctrl-C: rolls back, says so, exit code 130, wherever the program is.

use testkit::{Database, Run, Running, check_fails};

use crate::{
    running::{STOP_HERE, start, until_reached},
    subject::{ENV, NOTHING_APPLIED, SECOND, Subject, on_both, on_postgresql, on_sqlite, second},
};

/// Runs until the script says that it is there, sends the signal, and demands an orderly end.
#[track_caller]
fn check_interrupted(subject: &Subject, signal: &str) -> Run {
    let before = subject.content();
    let running = until_reached(subject, &[], "upgrade head");
    running.signal(signal);
    check_orderly_end(subject, running, &before)
}

#[track_caller]
fn check_orderly_end(subject: &Subject, running: Running, before: &[String]) -> Run {
    let run = running.end();
    subject.check_unharmed(&run, before);
    check_fails(&run, 130, "stopping: rolling back");
    check_fails(&run, 130, NOTHING_APPLIED);
    assert!(!run.stderr.contains("Traceback"), "{}", run.everything());
    run
}

#[test]
fn a_script_that_loops_for_ever_is_interrupted() {
    on_both(|subject| {
        subject.project.write(SECOND, &second(STOP_HERE));
        check_interrupted(subject, "INT");
        check_interrupted(subject, "TERM");
        subject.check_works_again();
    });
}

#[test]
fn a_script_that_catches_every_exception_is_interrupted_all_the_same() {
    on_both(|subject| {
        let swallow =
            "open('reached', 'w').close()\ntry:\n    while True:\n        pass\nexcept BaseException:\n    pass";
        subject.project.write(SECOND, &second(swallow));
        check_interrupted(subject, "INT");
        subject.check_works_again();
    });
}

#[test]
fn an_interrupt_while_the_last_lines_run_does_not_commit() {
    on_both(|subject| {
        let text = second("").replace(
            "\n\n\ndef downgrade",
            "\n    open('reached', 'w').close()\n    try:\n        while True:\n            pass\n    \
             except KeyboardInterrupt:\n        pass\n\n\ndef downgrade",
        );
        subject.project.write(SECOND, &text);
        check_interrupted(subject, "INT");
    });
}

#[test]
fn an_env_py_that_loops_for_ever_is_interrupted() {
    on_both(|subject| {
        let text = subject.project.read(ENV);
        subject.project.write(ENV, &format!("{STOP_HERE}\n{text}"));
        let before = subject.content();
        for words in ["upgrade head", "current"] {
            let running = until_reached(subject, &[], words);
            running.signal("INT");
            let run = running.end();
            subject.check_unharmed(&run, &before);
            check_fails(&run, 130, "Interrupted");
        }
        subject.project.write(ENV, &text);
        subject.check_works_again();
    });
}

#[test]
fn code_that_cannot_be_interrupted_does_not_keep_the_program_alive() {
    on_both(|subject| {
        for lines in ["time.sleep(100000)", "import subprocess\nsubprocess.run(['sleep', '30'])"] {
            subject.project.write(SECOND, &second(&format!("open('reached', 'w').close()\n{lines}")));
            let before = subject.content();
            let running = until_reached(subject, &[], "upgrade head");
            running.signal("INT");
            let run = running.end();
            subject.check_unharmed(&run, &before);
            check_fails(&run, 130, "stopping: rolling back");
        }
        subject.check_works_again();
    });
}

#[test]
fn a_second_interrupt_ends_at_once() {
    on_both(|subject| {
        let stubborn = "while True:\n    try:\n        open('reached', 'w').close()\n        while True:\n            pass\n    \
                        except BaseException:\n        pass";
        subject.project.write(SECOND, &second(stubborn));
        let before = subject.content();
        let mut running = until_reached(subject, &[], "upgrade head");
        running.signal("INT");
        // The loop begins anew after it caught the first.
        running.wait_until(|| subject.project.path("reached").exists());
        running.signal("INT");
        let run = running.end();
        subject.check_unharmed(&run, &before);
        check_fails(&run, 130, "stopped at once; the database rolls back what was open");
    });
}

#[test]
fn a_long_statement_on_sqlite_is_interrupted() {
    let subject = on_sqlite();
    let endless =
        "op.execute('WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c) SELECT count(*) FROM c')";
    subject.project.write(SECOND, &second(&format!("open('reached', 'w').close()\n{endless}")));
    let before = subject.content();
    let running = until_reached(&subject, &[], "upgrade head");
    running.signal("INT");
    let run = running.end();
    subject.check_unharmed(&run, &before);
    check_fails(&run, 130, "stopping: rolling back");
    subject.check_works_again();
}

/// Interrupts `upgrade head` once the server says that its session waits for that.
#[track_caller]
fn check_interrupted_while_waiting(subject: &Subject, condition: &str) {
    let Database::Postgresql(database) = &subject.database else { panic!("this is about PostgreSQL") };
    let before = subject.content();
    let mut running = start(subject, &[], "upgrade head");
    let waits = format!("SELECT 1 FROM pg_stat_activity WHERE datname = '{}' AND {condition}", database.name());
    running.wait_until(|| !database.rows(&waits).is_empty());
    running.signal("INT");
    check_orderly_end(subject, running, &before);
}

#[test]
fn a_long_statement_on_postgresql_is_cancelled() {
    let Some(subject) = on_postgresql() else { return };
    subject.project.write(SECOND, &second("op.execute('SELECT pg_sleep(100000)')"));
    check_interrupted_while_waiting(&subject, "wait_event = 'PgSleep'");
    subject.check_works_again();
}

#[test]
fn a_statement_that_waits_for_a_lock_is_cancelled() {
    let Some(subject) = on_postgresql() else { return };
    let Database::Postgresql(database) = &subject.database else { return };
    subject.execute("CREATE TABLE held (number INTEGER)");
    subject.project.write(SECOND, &second("op.execute('ALTER TABLE held ADD COLUMN more INTEGER')"));
    let mut other = database.connect();
    let before = subject.content();
    other.batch_execute("BEGIN; LOCK TABLE held IN ROW SHARE MODE").unwrap();
    check_interrupted_while_waiting(&subject, "wait_event_type = 'Lock'");
    other.batch_execute("COMMIT").unwrap();
    assert_eq!(subject.content(), before);
    subject.check_works_again();
}

#[test]
fn a_run_that_waits_for_another_one_on_sqlite_is_interrupted() {
    let subject = on_sqlite();
    subject.project.write(SECOND, &second(STOP_HERE));
    let before = subject.content();
    let first = until_reached(&subject, &[], "upgrade head");
    let block = "        with context.begin_transaction():\n            context.run_migrations()\n\n\nif ";
    subject.project.replace(ENV, block, &format!("        open('reached', 'w').close()\n{block}"));
    let second = until_reached(&subject, &[], "upgrade head");
    second.signal("INT");
    let run = second.end();
    check_fails(&run, 130, "Interrupted");
    assert!(!run.stderr.contains("locked"), "{}", run.everything());
    first.signal("INT");
    check_orderly_end(&subject, first, &before);
}
