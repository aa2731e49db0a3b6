//! Fifty processes at once.

use testkit::check_succeeds;

use crate::subject::{ENV, SECOND, Subject, version};

const PROCESSES: usize = 50;

#[track_caller]
fn check_fifty(subject: &Subject, revisions: &[&str]) {
    let started: Vec<_> = (0..PROCESSES).map(|_| subject.start("upgrade head")).collect();
    let runs: Vec<_> = started.into_iter().map(|running| running.end(&subject.project)).collect();
    runs.iter().for_each(check_succeeds);
    let workers = runs.iter().filter(|run| run.stderr.contains("Running upgrade")).count();
    assert_eq!(workers, 1, "one does the work");
    subject.check_done_once(revisions);
}

#[test]
fn of_fifty_processes_one_does_the_work_and_all_end_well() {
    for subject in Subject::everywhere() {
        check_fifty(&subject, &["a1", "a2"]);
    }
}

#[test]
fn fifty_processes_with_a_transaction_for_each_migration_run_none_twice() {
    for subject in Subject::everywhere() {
        subject.project.replace(
            ENV,
            "target_metadata=target_metadata\n",
            "target_metadata=target_metadata, transaction_per_migration=True\n",
        );
        check_fifty(&subject, &["a1", "a2"]);
    }
}

#[test]
fn fifty_processes_meet_an_index_that_is_made_concurrently() {
    for subject in Subject::postgresql() {
        let lines = "with op.get_context().autocommit_block():\n    \
                     op.create_index('ix_users_id', 'users', ['id'], postgresql_concurrently=True)";
        subject.project.write(SECOND, &version("a2", Some("a1"), lines));
        check_fifty(&subject, &["a1", "a2"]);
        assert_eq!(subject.rows("SELECT indisvalid FROM pg_index WHERE indexrelid = 'ix_users_id'::regclass"), ["t"]);
    }
}
