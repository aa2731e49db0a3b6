//! `lock status` and `lock release`, as text and as JSON.

use testkit::{Database, check_fails, check_succeeds};

use crate::subject::Subject;

#[test]
fn status_says_who_has_the_lock_and_release_ends_only_by_force() {
    for subject in Subject::everywhere() {
        let run = subject.project.run("lock status");
        check_succeeds(&run);
        assert!(run.stdout.contains("nobody holds the lock"), "{}", run.everything());
        subject.stops_in_second("");
        let first = subject.start_to_point("upgrade head");
        let holder = format!("limbeck upgrade {}@", first.id());
        let run = subject.project.run("lock status");
        check_succeeds(&run);
        assert!(run.stdout.contains("locked\n") && run.stdout.contains(&holder), "{}", run.everything());
        let run = subject.project.run("lock status --json");
        let told: serde_json::Value = serde_json::from_str(&run.stdout).expect("it is JSON");
        assert_eq!(told[0]["version_table"], "alembic_version");
        assert!(told[0]["holders"][0]["who"].as_str().is_some_and(|who| who.starts_with(&holder)), "{told}");
        assert!(!run.stdout.contains("postgres:postgres@"), "{}", run.stdout);
        let refused = subject.project.run("lock release");
        check_fails(&refused, 255, "FAILED: The lock of alembic_version is held by a run that is alive");
        check_succeeds(&subject.project.run("lock release --force"));
        subject.go_on();
        let run = first.end();
        match subject.database {
            // Its sessions are gone, and with them what they had open.
            Database::Postgresql(_) => {
                assert_ne!(run.exit_code, 0, "{}", run.everything());
                assert!(subject.work().is_empty());
            }
            // SQLite's own lock guards the transaction that is open.
            Database::Sqlite(_) => check_succeeds(&run),
        }
        check_succeeds(&subject.project.run("upgrade head"));
        subject.check_done_once(&["a1", "a2"]);
    }
}
