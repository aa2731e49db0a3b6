//! What a run that waits says, and how its waiting ends.

use testkit::{check_fails, check_succeeds};

use crate::subject::{ENV, Subject};

#[test]
fn who_waits_says_for_whom_and_finds_the_work_done() {
    for subject in Subject::everywhere() {
        subject.stops_in_second("");
        let first = subject.start_to_point("upgrade head");
        let second = subject.start_waiting("upgrade head", "said");
        let said = subject.project.read("said");
        assert!(said.contains(&format!("lock of limbeck upgrade {}@", first.id())), "{said}");
        subject.go_on();
        check_succeeds(&first.end());
        check_succeeds(&second.end());
        let said = subject.project.read("said");
        assert!(said.contains("Waited ") && !said.contains("Running upgrade"), "{said}");
        assert_eq!(said.matches("Waiting up to").count(), 1, "{said}");
        subject.check_done_once(&["a1", "a2"]);
    }
}

#[test]
fn who_has_waited_long_enough_says_so() {
    for subject in Subject::everywhere() {
        subject.stops_in_second("");
        let first = subject.start_to_point("upgrade head");
        for words in ["upgrade --lock-wait 200ms head", "downgrade --lock-wait 0 base", "stamp --lock-wait 0 a1"] {
            let run = subject.project.run(words);
            check_fails(&run, 255, "FAILED: The lock is held by limbeck upgrade");
            check_fails(&run, 255, "hint: `limbeck lock status` shows it");
        }
        subject.project.write("pyproject.toml", "[tool.limbeck]\nlock_wait = 0\n");
        check_fails(&subject.project.run("upgrade head"), 255, "waited 0 s");
        subject.go_on();
        check_succeeds(&first.end());
        subject.check_done_once(&["a1", "a2"]);
    }
}

#[test]
fn ctrl_c_ends_the_waiting() {
    for subject in Subject::everywhere() {
        subject.stops_in_second("");
        let first = subject.start_to_point("upgrade head");
        let second = subject.start_waiting("upgrade head", "said");
        second.signal("INT");
        let run = second.end();
        assert_eq!(run.exit_code, 130, "{}", subject.project.read("said"));
        subject.go_on();
        check_succeeds(&first.end());
        subject.check_done_once(&["a1", "a2"]);
    }
}

#[test]
fn a_run_with_nothing_to_do_does_not_wait() {
    for subject in Subject::everywhere() {
        check_succeeds(&subject.project.run("upgrade a1"));
        subject.stops_in_second("");
        let first = subject.start_to_point("upgrade head");
        for words in ["upgrade --lock-wait 0 a1", "current", "stamp --lock-wait 0 a1"] {
            check_succeeds(&subject.project.run(words));
        }
        subject.go_on();
        check_succeeds(&first.end());
        subject.check_done_once(&["a1", "a2"]);
    }
}

#[test]
fn without_the_lock_nobody_waits() {
    for subject in Subject::everywhere() {
        subject.project.write("pyproject.toml", "[tool.limbeck]\nlock = false\n");
        check_succeeds(&subject.project.run("upgrade head"));
        subject.check_done_once(&["a1", "a2"]);
        subject.project.write("pyproject.toml", "[tool.limbeck]\nlock = \"perhaps\"\n");
        check_fails(&subject.project.run("upgrade head"), 1, "String is not true/false: 'perhaps'");
    }
}

#[test]
fn where_each_step_is_a_transaction_the_lock_is_held_behind_the_first_one() {
    for subject in Subject::everywhere() {
        let block = "        with context.begin_transaction():\n            context.run_migrations()";
        subject.project.replace(ENV, block, "        context.run_migrations()");
        let one = "target_metadata=target_metadata\n";
        subject.project.replace(ENV, one, "target_metadata=target_metadata, transaction_per_migration=True\n");
        subject.stops_in_second("");
        let first = subject.start_to_point("upgrade head");
        let second = subject.start_waiting("upgrade head", "second");
        subject.go_on();
        check_succeeds(&first.end());
        check_succeeds(&second.end());
        subject.check_done_once(&["a1", "a2"]);
    }
}
