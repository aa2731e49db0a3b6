//! A lock that is not to be had: the error says what waited, for how long, and who was in the way.

use testkit::check_fails;

use crate::subject::Subject;

#[test]
fn a_refused_lock_says_who_has_it_and_leaves_nothing() {
    let Some(subject) = Subject::new() else { return };
    let mut session = subject.locked("LOCK TABLE users IN ACCESS SHARE MODE; SELECT 'secret'");
    let number: i32 = session.query_one("SELECT pg_backend_pid()", &[]).expect("it is alive").get(0);
    let run = subject.project.run("upgrade --lock-timeout 100ms head");
    check_fails(&run, 1, "LockNotAvailable) canceling statement due to lock timeout");
    for part in [
        "alembic/versions/a2.py\", line 11, in upgrade",
        "[SQL: ALTER TABLE users ADD COLUMN name VARCHAR(9)]",
        "hint: `ALTER TABLE users ADD COLUMN name VARCHAR(9)` waited 0.",
        " s for a lock, as lock_timeout is 100ms; ",
        &format!("session {number} (somebody, user "),
        "has ACCESS SHARE on users, last by `",
        "--lock-retries 5",
        &format!("`SELECT pg_terminate_backend({number})`"),
        "none of the 2 migrations was applied; the transaction was rolled back",
    ] {
        check_fails(&run, 1, part);
    }
    assert!(!run.everything().contains("secret") && !run.everything().contains("postgres:postgres@"));
    subject.check_untouched();
}

#[test]
fn retries_that_do_not_help_end_with_the_same_error() {
    let Some(subject) = Subject::new() else { return };
    let _session = subject.locked("LOCK TABLE users");
    let run = subject.project.run("upgrade --lock-timeout 50ms --lock-retries 2 head");
    check_fails(&run, 1, "canceling statement due to lock timeout");
    check_fails(&run, 1, "; the step was rolled back; retry 1 of 2 in ");
    check_fails(&run, 1, "retry 2 of 2 in ");
    check_fails(&run, 1, "2 retries did not help");
    subject.check_untouched();
}

#[test]
fn a_lock_timeout_of_the_role_is_explained_without_any_option() {
    let Some(subject) = Subject::new() else { return };
    subject.project.replace(
        "alembic.ini",
        &subject.database.url(""),
        &format!("{}?options=-c%%20lock_timeout=60", subject.database.url("")),
    );
    let _session = subject.locked("LOCK TABLE users");
    let run = subject.project.run("upgrade head");
    check_fails(&run, 1, "nobody set a lock_timeout here");
    check_fails(&run, 1, "has ACCESS EXCLUSIVE on users");
    subject.check_untouched();
}

#[test]
fn rows_that_somebody_else_has_changed_are_waited_for_no_longer_either() {
    let Some(subject) = Subject::new() else { return };
    subject.database.execute("INSERT INTO users VALUES (1)");
    subject.project.replace(crate::subject::SECOND, crate::subject::ADDS, "op.execute('UPDATE users SET id = 2')");
    let _session = subject.locked("UPDATE users SET id = 3");
    let run = subject.project.run("upgrade --lock-timeout 50ms head");
    check_fails(&run, 1, "has ROW EXCLUSIVE on users");
    subject.check_untouched();
}
