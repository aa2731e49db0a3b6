//! SQLite: the wait for the file's write lock, and statements that are interrupted.

use testkit::{Program, Project, check_fails, check_succeeds};

use crate::subject::version;

fn project() -> Project {
    let project = Project::initialised(
        Program::ours_or_named(env!("CARGO_BIN_EXE_limbeck")),
        "sqlite:///%(here)s/app.db?timeout=600",
    );
    project.write("alembic/versions/a1.py", &version("a1", None, "op.create_table('a', sa.Column('b', sa.Integer))"));
    project
        .write("alembic/versions/a2.py", &version("a2", Some("a1"), "op.add_column('a', sa.Column('c', sa.Integer))"));
    check_succeeds(&project.run("upgrade a1"));
    project
}

#[test]
fn a_lock_of_another_program_is_waited_for_no_longer_than_it_may_be() {
    let project = project();
    let _lock = project.sqlite("app.db").lock();
    let run = project.run("upgrade --lock-timeout 50ms --lock-retries 1 head");
    check_fails(&run, 1, "database is locked");
    check_fails(&run, 1, "as lock_timeout is 50ms; another program has it; retry 1 of 1 in ");
    check_fails(&run, 1, "hint: `BEGIN IMMEDIATE` waited 0.");
    check_fails(&run, 1, "or end the other program");
    assert_eq!(project.sqlite("app.db").versions(), ["a1"]);
}

#[test]
fn the_run_goes_on_once_the_other_program_has_ended() {
    for each in [false, true] {
        let project = project();
        if each {
            project.replace(
                "alembic/env.py",
                "target_metadata=target_metadata\n",
                "target_metadata=target_metadata, transaction_per_migration=True\n",
            );
        }
        let lock = project.sqlite("app.db").lock();
        let words = "upgrade --lock-timeout 50ms --lock-retries 50 head";
        let running = project.start_until(words, "said", "retry 1 of 50");
        drop(lock);
        assert_eq!(running.end().exit_code, 0, "{}", project.read("said"));
        assert_eq!(project.sqlite("app.db").versions(), ["a2"]);
    }
}

#[test]
fn a_statement_that_runs_too_long_is_interrupted() {
    let project = project();
    let endless =
        "op.execute('WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n')";
    project.write("alembic/versions/a2.py", &version("a2", Some("a1"), endless));
    let run = project.run("upgrade --statement-timeout 100ms head");
    check_fails(&run, 1, "interrupted");
    check_fails(&run, 1, "the statement was ended because statement_timeout is 100ms");
    assert_eq!(project.sqlite("app.db").versions(), ["a1"]);
}
