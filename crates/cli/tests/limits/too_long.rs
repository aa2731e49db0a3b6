//! A statement that runs too long.

use testkit::check_fails;

use crate::subject::{SECOND, Subject, version};

const HINT: &str = "the statement was ended because statement_timeout is 100ms; `--statement-timeout`";

#[test]
fn it_is_ended_by_the_server_inside_a_transaction_and_by_a_cancel_outside() {
    for lines in [
        "op.execute('SELECT pg_sleep(600)')",
        "with op.get_context().autocommit_block():\n    op.execute('SELECT pg_sleep(600)')",
        "with op.get_context().autocommit_block():\n    op.execute('DO $$BEGIN PERFORM pg_sleep(600); END$$')",
    ] {
        let Some(subject) = Subject::new() else { return };
        subject.project.write(SECOND, &version("a2", Some("a1"), lines));
        let run = subject.project.run("upgrade --statement-timeout 100ms --lock-retries 5 head");
        check_fails(&run, 1, "QueryCanceled");
        check_fails(&run, 1, HINT);
        assert!(!run.stderr.contains("retry"), "{}", run.stderr);
        subject.check_untouched();
    }
}

#[test]
fn ctrl_c_is_told_from_it() {
    let Some(subject) = Subject::new() else { return };
    subject.project.write(SECOND, &version("a2", Some("a1"), "op.execute('SELECT pg_sleep(600)')"));
    let mut running = subject.start_until("upgrade --statement-timeout 10min head", "Running upgrade a1 -> a2");
    let sleeps = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()";
    running.wait_until(|| subject.database.rows(sleeps) == ["1"]);
    running.signal("INT");
    assert_eq!(running.end().exit_code, 130, "{}", subject.said());
    assert!(!subject.said().contains("statement_timeout"), "{}", subject.said());
    subject.check_untouched();
}
