//! Whoever has the lock dies, or its sessions are ended.

use testkit::{check_fails, check_succeeds};

use crate::subject::{ENV, Subject};

/// The server's number of the session that holds the lock, or does the work.
fn session(subject: &Subject, part: &str) -> String {
    let state =
        if part == "lock" { "application_name LIKE 'limbeck upgrade %'" } else { "application_name = 'limbeck'" };
    let sql = format!(
        "SELECT min(pid) FROM pg_stat_activity JOIN pg_locks USING (pid) WHERE locktype = 'advisory' \
         AND datname = current_database() AND {state}"
    );
    subject.rows(&sql).remove(0)
}

fn end_session(subject: &Subject, part: &str) {
    let session = session(subject, part);
    assert!(!session.is_empty(), "no session does the {part}");
    subject.execute(&format!("SELECT pg_terminate_backend({session})"));
}

#[test]
fn a_killed_run_leaves_no_lock_and_the_one_that_waits_does_the_work() {
    for subject in Subject::everywhere() {
        subject.stops_in_second("");
        let first = subject.start_to_point("upgrade head");
        let second = subject.start_waiting("upgrade head", "said");
        first.signal("KILL");
        assert_eq!(first.end().exit_code, 137);
        subject.go_on();
        check_succeeds(&second.end());
        subject.check_done_once(&["a1", "a2"]);
    }
}

#[test]
fn a_run_whose_lock_session_is_ended_keeps_others_out_until_its_transaction_ends() {
    for subject in Subject::postgresql() {
        subject.stops_in_second("");
        let first = subject.start_to_point("upgrade head");
        end_session(&subject, "lock");
        // The lock is free, and the work is not.
        let second = subject.project.run("upgrade --lock-wait 300ms head");
        check_fails(&second, 255, "The lock is held by limbeck");
        subject.go_on();
        check_succeeds(&first.end());
        check_succeeds(&subject.project.run("upgrade head"));
        subject.check_done_once(&["a1", "a2"]);
    }
}

#[test]
fn a_run_that_has_lost_its_lock_begins_no_further_transaction() {
    for subject in Subject::postgresql() {
        subject.project.replace(
            ENV,
            "target_metadata=target_metadata\n",
            "target_metadata=target_metadata, transaction_per_migration=True\n",
        );
        let point = subject.project.read("alembic/versions/a1_first.py").replace(
            "def upgrade():\n",
            "def upgrade():\n    import os, time\n    open('reached', 'w').close()\n    while os.path.exists('stop'):\n        time.sleep(0.01)\n",
        );
        subject.project.write("alembic/versions/a1_first.py", &point);
        subject.project.write("stop", "");
        let first = subject.start_to_point("upgrade head");
        end_session(&subject, "lock");
        subject.go_on();
        let run = first.end();
        check_fails(&run, 255, "The lock of this run is lost");
        check_fails(&run, 255, "1 of 2 migrations were applied and stay");
        assert_eq!(subject.work(), ["a1"]);
        check_succeeds(&subject.project.run("upgrade head"));
        subject.check_done_once(&["a1", "a2"]);
    }
}

#[test]
fn a_run_whose_work_session_is_ended_leaves_nothing_and_no_lock() {
    for subject in Subject::postgresql() {
        subject.stops_in_second("");
        let first = subject.start_to_point("upgrade head");
        let second = subject.start_waiting("upgrade head", "said");
        end_session(&subject, "work");
        subject.go_on();
        let run = first.end();
        assert_ne!(run.exit_code, 0, "{}", run.everything());
        check_succeeds(&second.end());
        subject.check_done_once(&["a1", "a2"]);
    }
}
