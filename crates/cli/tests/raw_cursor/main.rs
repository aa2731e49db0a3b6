//! psycopg2's own cursors as scripts use them, in the embedded Python: what the real Alembic prints is recorded by
//! `recorded/record_raw_cursor.py`.

use testkit::{Program, Project, check_fails, check_succeeds, is_sqlite_only, postgresql};

const RECORDED: &str = include_str!("recorded/raw_cursor.json");

/// A project on a database of its own, with the script.
macro_rules! project_with {
    ($script:expr) => {{
        let Some(database) = postgresql() else {
            assert!(is_sqlite_only(), "no PostgreSQL: run the tests by `cargo xtask test`");
            return;
        };
        let program = Program::ours_or_named(env!("CARGO_BIN_EXE_alembic"));
        let project = Project::initialised(program, &database.url("psycopg2"));
        project.write("alembic/versions/a1_cursor.py", $script);
        (database, project)
    }};
}

#[test]
fn cursors_do_what_those_of_psycopg2_do() {
    let (_database, project) = project_with!(include_str!("a1_cursor.py"));
    let run = project.run("upgrade head");
    check_succeeds(&run);
    let recorded: Vec<String> = serde_json::from_str(RECORDED).expect("it is a list of lines");
    assert_eq!(run.stdout.lines().collect::<Vec<_>>(), recorded);
}

#[test]
fn copy_through_the_client_is_refused_and_says_what_to_do() {
    let lines = "import io\nfrom alembic import op\n\nrevision = 'a1'\ndown_revision = None\n\n\ndef upgrade():\n    \
                 op.execute('CREATE TABLE t (a int)')\n    cursor = op.get_bind().connection.cursor()\n    \
                 cursor.copy_expert('COPY t FROM STDIN', io.StringIO('1\\n'))\n";
    let (database, project) = project_with!(lines);
    let run = project.run("upgrade head");
    check_fails(&run, 1, "COPY through the client is not served");
    check_fails(&run, 1, "psycopg2.extras.execute_values");
    assert_eq!(database.tables(), [""; 0]);
}

#[test]
fn rows_of_a_kind_that_is_not_known_are_refused() {
    let lines = "from alembic import op\nfrom psycopg2.extras import LoggingCursor\n\nrevision = 'a1'\ndown_revision = None\n\n\n\
                 def upgrade():\n    op.get_bind().connection.cursor(cursor_factory=LoggingCursor)\n";
    let (_database, project) = project_with!(lines);
    check_fails(&project.run("upgrade head"), 1, "rows by LoggingCursor are not served");
}
