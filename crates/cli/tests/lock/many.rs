//! Many processes at once.

use testkit::check_succeeds;

use crate::subject::{ENV, FIRST, SECOND, Subject, version};

#[track_caller]
fn check_at_once(subject: &Subject, processes: usize) {
    let started: Vec<_> = (0..processes).map(|_| subject.start("upgrade head")).collect();
    let runs: Vec<_> = started.into_iter().map(|running| running.end()).collect();
    runs.iter().for_each(check_succeeds);
    let workers = runs.iter().filter(|run| run.stderr.contains("Running upgrade")).count();
    assert_eq!(workers, 1, "one does the work");
    subject.check_done_once(&["a1", "a2"]);
}

#[test]
fn of_fifty_processes_one_does_the_work_and_all_end_well() {
    for subject in Subject::everywhere() {
        check_at_once(&subject, 50);
    }
}

#[test]
fn processes_with_a_transaction_for_each_migration_run_none_twice() {
    for subject in Subject::everywhere() {
        subject.project.replace(
            ENV,
            "target_metadata=target_metadata\n",
            "target_metadata=target_metadata, transaction_per_migration=True\n",
        );
        check_at_once(&subject, 5);
    }
}

#[test]
fn processes_meet_an_index_that_is_made_concurrently() {
    for subject in Subject::postgresql() {
        let lines = "with op.get_context().autocommit_block():\n    \
                     op.create_index('ix_users_id', 'users', ['id'], postgresql_concurrently=True)";
        subject.project.write(SECOND, &version("a2", Some("a1"), lines));
        check_at_once(&subject, 5);
        assert_eq!(subject.rows("SELECT indisvalid FROM pg_index WHERE indexrelid = 'ix_users_id'::regclass"), ["t"]);
    }
}

#[test]
fn one_process_after_the_other_reads_types_of_the_user() {
    for subject in Subject::postgresql() {
        subject.execute("CREATE TYPE mood AS ENUM ('calm'); CREATE TYPE colour AS ENUM ('red')");
        let reads = |label: &str, name: &str| {
            let ask = format!("op.get_bind().execute(sa.text(\"SELECT '{label}'::{name}\")).scalar()");
            format!("assert {ask} == '{label}'\n")
        };
        subject.project.write(FIRST, &version("a1", None, &reads("calm", "mood")));
        subject.project.write(SECOND, &version("a2", Some("a1"), &reads("red", "colour")));
        for words in ["upgrade a1", "upgrade a2"] {
            check_succeeds(&subject.project.run(words));
        }
        subject.check_done_once(&["a1", "a2"]);
    }
}
