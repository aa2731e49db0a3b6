//! The progress line: on a terminal while a statement takes long, and nowhere else.

use testkit::{Program, Project, check_succeeds};

/// A statement that takes the database a good second, well above the patience of the progress line.
const LONG: &str = "create table t as with recursive c(x) as \
                    (select 1 union all select x + 1 from c where x < 6000000) select count(*) as n from c";

fn project() -> Project {
    let project = Project::new(Program::ours_or_named(env!("CARGO_BIN_EXE_alembic")));
    check_succeeds(&project.run("init alembic"));
    project.replace("alembic.ini", "driver://user:pass@localhost/dbname", "sqlite:///app.db");
    project.write(
        "alembic/versions/a1_long.py",
        &format!(
            "\"\"\"long one\"\"\"\nfrom alembic import op\nrevision = 'a1'\ndown_revision = None\n\
             def upgrade():\n    op.execute(\"{LONG}\")\n"
        ),
    );
    project
}

#[test]
fn a_terminal_shows_step_time_and_statement_of_a_long_run() {
    let project = project();
    let run = project.run_in_terminal(120, "TERM=xterm alembic upgrade head");
    let line =
        run.stdout.split(['\r', '\n']).find(|line| line.contains("1/1 upgrade  -> a1, long one · create table t"));
    let line = line.unwrap_or_else(|| panic!("no progress line in {:?}", run.stdout));
    assert!(line.contains("00:00:0"), "no elapsed time in {line:?}");
    assert_eq!(project.sqlite("app.db").versions(), ["a1"]);
}

#[test]
fn without_a_terminal_there_are_the_log_lines_and_nothing_else() {
    let project = project();
    let run = project.run("upgrade head");
    check_succeeds(&run);
    assert_eq!(run.stdout, "");
    assert_eq!(
        run.stderr,
        "INFO  [alembic.runtime.migration] Context impl SQLiteImpl.\n\
         INFO  [alembic.runtime.migration] Will assume transactional DDL.\n\
         INFO  [alembic.runtime.migration] Running upgrade  -> a1, long one\n"
    );
}
