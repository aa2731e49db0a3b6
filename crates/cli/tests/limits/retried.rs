//! A lock that is to be had later: what was done is taken back and done again, once.

use testkit::check_fails;

use crate::subject::{ADDS, ENV, NOTES, SECOND, Subject, THIRD, version};

const WORDS: &str = "upgrade --lock-timeout 60ms --lock-retries 50 head";
const SAID: &str = "retry 1 of 50";

/// Two steps, the second of which alters `users`; the first one is done again, too.
fn second_step_is_refused(subject: &Subject) {
    subject.project.write(SECOND, &version("a2", Some("a1"), NOTES));
    subject.project.write(THIRD, &version("a3", Some("a2"), &format!("{NOTES}\n{ADDS}")));
}

#[track_caller]
fn check_retried(subject: &Subject, words: &str) {
    let mut session = subject.locked("LOCK TABLE users");
    let mut running = subject.start_until(words, SAID);
    // Whoever pauses has no lock that others would wait for, not even of the step before.
    let locks = "SELECT count(*) FROM pg_locks WHERE relation = 'work'::regclass";
    running.wait_until(|| subject.database.rows(locks) == ["0"]);
    session.batch_execute("COMMIT").expect("it is alive");
    let run = running.end();
    assert_eq!(run.exit_code, 0, "{}\n{}", run.everything(), subject.said());
    subject.check_at("a3", &["60ms 0", "60ms 0"]);
}

#[test]
fn the_whole_transaction_is_run_again_once_the_lock_is_free() {
    let Some(subject) = Subject::new() else { return };
    second_step_is_refused(&subject);
    check_retried(&subject, WORDS);
    assert!(subject.said().contains("the steps since the last commit were rolled back"), "{}", subject.said());
}

#[test]
fn a_step_with_a_transaction_of_its_own_is_run_again_alone() {
    let Some(subject) = Subject::new() else { return };
    second_step_is_refused(&subject);
    subject.has_a_transaction_for_each();
    check_retried(&subject, WORDS);
    assert!(subject.said().contains("; the step was rolled back"), "{}", subject.said());
}

#[test]
fn what_env_py_did_in_the_transaction_stays() {
    let Some(subject) = Subject::new() else { return };
    subject.project.replace(
        ENV,
        "        with context.begin_transaction():\n            context.run_migrations()\n\n\nif",
        "        with context.begin_transaction():\n            context.execute(\"INSERT INTO work VALUES ('env')\")\n            \
         context.execute('SET LOCAL search_path TO public, pg_temp')\n            context.run_migrations()\n\n\nif",
    );
    subject.project.write(
        THIRD,
        &version("a3", Some("a2"), "op.execute(\"INSERT INTO work VALUES (current_setting('search_path'))\")"),
    );
    let mut session = subject.locked("LOCK TABLE users");
    let running = subject.start_until(WORDS, SAID);
    session.batch_execute("COMMIT").expect("it is alive");
    assert_eq!(running.end().exit_code, 0, "{}", subject.said());
    subject.check_at("a3", &["env", "60ms 0", "public, pg_temp"]);
}

#[test]
fn an_enum_that_was_rolled_back_is_created_again() {
    let Some(subject) = Subject::new() else { return };
    let lines = format!("op.create_table('moods', sa.Column('mood', sa.Enum('calm', name='mood')))\n{ADDS}");
    subject.project.write(SECOND, &version("a2", Some("a1"), &lines));
    let mut session = subject.locked("LOCK TABLE users");
    let running = subject.start_until(WORDS, SAID);
    session.batch_execute("COMMIT").expect("it is alive");
    assert_eq!(running.end().exit_code, 0, "{}", subject.said());
    subject.check_at("a3", &["60ms 0"]);
}

#[test]
fn the_journal_has_each_step_once() {
    let Some(subject) = Subject::new() else { return };
    second_step_is_refused(&subject);
    check_retried(&subject, WORDS);
    let rows = "SELECT revision, outcome FROM limbeck.limbeck_journal WHERE statement = 0 ORDER BY revision";
    assert_eq!(subject.database.rows(rows), ["a1|done", "a2|done", "a3|done"]);
}

#[test]
fn a_deadlock_is_tried_again_without_any_lock_timeout() {
    let Some(subject) = Subject::new() else { return };
    subject.database.execute("CREATE TABLE other (id integer)");
    let lines = "op.execute(\"SET LOCAL deadlock_timeout = '5s'\")\nop.execute('LOCK TABLE other')\n\
                 op.execute('LOCK TABLE users')";
    subject.project.write(SECOND, &version("a2", Some("a1"), lines));
    // The run finds the deadlock, and never this session.
    let mut session = subject.locked("SET LOCAL deadlock_timeout = '1h'; LOCK TABLE users");
    let mut running = subject.start_until("upgrade --lock-retries 5 head", "Running upgrade a1 -> a2");
    let waits = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'users'::regclass";
    running.wait_until(|| subject.database.rows(waits) == ["1"]);
    session.batch_execute("LOCK TABLE other; COMMIT").expect("the run lets go of it");
    assert_eq!(running.end().exit_code, 0, "{}", subject.said());
    assert!(subject.said().contains("waited for each other's locks; the step was rolled back"), "{}", subject.said());
    assert_eq!(subject.database.versions(), ["a3"]);
}

#[test]
fn ctrl_c_ends_the_pause_and_leaves_nothing() {
    let Some(subject) = Subject::new() else { return };
    let _session = subject.locked("LOCK TABLE users");
    let running = subject.start_until("upgrade --lock-timeout 10ms --lock-retries 1000000 head", "retry 4 of");
    running.signal("INT");
    assert_eq!(running.end().exit_code, 130, "{}", subject.said());
    assert!(subject.said().contains("none of the 2 migrations was applied"), "{}", subject.said());
    subject.check_untouched();
}

#[test]
fn a_step_that_has_committed_is_not_tried_again_and_says_why() {
    let Some(subject) = Subject::new() else { return };
    let lines = format!("with op.get_context().autocommit_block():\n    {NOTES}\n{ADDS}");
    subject.project.write(SECOND, &version("a2", Some("a1"), &lines));
    let _session = subject.locked("LOCK TABLE users");
    let run = subject.project.run(WORDS);
    check_fails(&run, 1, "the step is not tried again: it has ended its transaction");
    subject.check_at("a1", &["60ms 0"]);
}

#[test]
fn a_step_that_has_written_elsewhere_is_not_tried_again_and_says_why() {
    let Some(subject) = Subject::new() else { return };
    let lines = format!(
        "with sa.create_engine('{}').begin() as other:\n    \
         other.execute(sa.text(\"INSERT INTO work VALUES ('elsewhere')\"))\n{ADDS}",
        subject.database.url("")
    );
    subject.project.write(SECOND, &version("a2", Some("a1"), &lines));
    let _session = subject.locked("LOCK TABLE users");
    let run = subject.project.run(WORDS);
    check_fails(&run, 1, "the step is not tried again: it has written on another connection");
    subject.check_at("a1", &["elsewhere"]);
}

#[test]
fn an_error_that_a_script_handles_itself_is_its_own_business() {
    let Some(subject) = Subject::new() else { return };
    let lines = format!(
        "try:\n    with op.get_bind().begin_nested():\n        {ADDS}\nexcept sa.exc.OperationalError:\n    {NOTES}"
    );
    subject.project.write(SECOND, &version("a2", Some("a1"), &lines));
    let _session = subject.locked("LOCK TABLE users");
    let run = subject.project.run(WORDS);
    assert_eq!(run.exit_code, 0, "{}", run.everything());
    assert!(!run.stderr.contains("retry"), "{}", run.stderr);
    subject.check_at("a3", &["60ms 0", "60ms 0"]);
}
