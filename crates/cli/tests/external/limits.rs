//! Time limits of a step, and a step that is run again, by the project's own Python.

use testkit::{OwnPython, PostgresqlDatabase, Project, check_succeeds, postgresql};

use crate::subject::{bare, version_file};

const NOTES: &str = "op.execute(\"INSERT INTO work VALUES (current_setting('lock_timeout') || ' ' || \
                     current_setting('statement_timeout'))\")";

/// A project of two revisions with these lines in the first one; the second one notes what holds.
fn subject(lines: &str) -> Option<(Project, PostgresqlDatabase)> {
    let database = postgresql()?;
    let project = bare(&database.url("")).with_own_python(OwnPython::Latest)?;
    database.execute("CREATE TABLE users (id integer PRIMARY KEY); CREATE TABLE work (noted text)");
    project.write("alembic/versions/a1.py", &version_file("a1", None, "", lines));
    project.write("alembic/versions/a2.py", &version_file("a2", Some("a1"), "", NOTES));
    Some((project, database))
}

#[test]
fn a_script_says_limits_for_its_own_step() {
    let lines = format!(
        "settings = op.get_context().settings\nsettings.lock_timeout = '2s'\nsettings.statement_timeout = 90\n\
         assert settings.lock_timeout == '2s' and settings.statement_timeout == '90s', settings\n\
         settings.lock_timeout = None\n{NOTES}"
    );
    let Some((project, database)) = subject(&lines) else { return };
    check_succeeds(&project.run("--python .venv upgrade --lock-timeout 5s head"));
    assert_eq!(database.rows("SELECT noted FROM work"), ["0 90s", "5s 0"]);
}

#[test]
fn a_step_that_was_refused_a_lock_is_run_again() {
    for statement in [
        "op.add_column('users', sa.Column('name', sa.String(9)))",
        "op.get_bind().execute(sa.text('ALTER TABLE users ADD COLUMN name text'))",
    ] {
        let Some((project, database)) = subject(&format!("{NOTES}\n{statement}")) else { return };
        let mut session = database.connect();
        session.batch_execute("BEGIN; LOCK TABLE users").expect("nobody else has it");
        let words = "--python .venv upgrade --lock-timeout 60ms --lock-retries 50 head";
        let running = project.start_until(words, "said", "retry 1 of 50");
        session.batch_execute("COMMIT").expect("it is alive");
        assert_eq!(running.end().exit_code, 0, "{}", project.read("said"));
        assert_eq!(database.versions(), ["a2"]);
        assert_eq!(database.rows("SELECT noted FROM work"), ["60ms 0", "60ms 0"]);
    }
}
