//! Statements of plain scripts are sent while the next ones are prepared, and nobody can tell.

use testkit::{PostgresqlDatabase, Program, Project, check_fails, check_succeeds, is_sqlite_only, postgresql};

/// A project on PostgreSQL with a chain of scripts that do this.
fn project(bodies: &[&str]) -> Option<(PostgresqlDatabase, Project)> {
    let Some(database) = postgresql() else {
        assert!(is_sqlite_only(), "no PostgreSQL: run the tests by `cargo xtask test`");
        return None;
    };
    let program = Program::ours_or_named(env!("CARGO_BIN_EXE_alembic"));
    let project = Project::initialised(program, &database.url("psycopg2"));
    for (number, body) in bodies.iter().enumerate() {
        let down = if number == 0 { "None".to_owned() } else { format!("'r{:02}'", number - 1) };
        let text = format!(
            "\"\"\"step {number}\"\"\"\nfrom alembic import op\nimport sqlalchemy as sa\n\nrevision = 'r{number:02}'\n\
             down_revision = {down}\n\n\ndef upgrade():\n    {body}\n\n\ndef downgrade():\n    pass\n"
        );
        project.write(&format!("alembic/versions/r{number:02}_step.py"), &text);
    }
    Some((database, project))
}

/// The log lines of steps on standard error.
fn steps(stderr: &str) -> Vec<&str> {
    stderr.lines().filter_map(|line| line.split_once("Running upgrade ")).map(|(_, step)| step).collect()
}

const THREE_STATEMENTS: &str = "op.create_table('a', sa.Column('id', sa.Integer, primary_key=True))\n    \
     op.execute('INSERT INTO a VALUES (1), (2)')\n    op.add_column('a', sa.Column('b', sa.Integer, nullable=False))\n    \
     op.create_index('ix', 'a', ['id'])";

#[test]
fn the_statement_that_fails_is_named_with_its_line_and_no_later_step_begins() {
    let Some((database, project)) = project(&["pass", THREE_STATEMENTS, "op.create_index('iy', 'a', ['id'])"]) else {
        return;
    };
    let run = project.run("upgrade head");
    check_fails(&run, 1, "column \"b\" of relation \"a\" contains null values");
    check_fails(&run, 1, "r01_step.py\", line 12");
    check_fails(&run, 1, "[SQL: ALTER TABLE a ADD COLUMN b INTEGER NOT NULL]");
    assert_eq!(steps(&run.stderr), [" -> r00, step 0", "r00 -> r01, step 1"]);
    assert_eq!(database.tables(), [""; 0]);
}

#[test]
fn a_step_fails_by_the_error_that_came_first() {
    // The second line cannot be put into words, and the first fails on the server.
    let body = "op.execute('SELEC 1')\n    op.execute('UPDATE nowhere SET a = 1')\n    op.create_table('b', sa.Column('c', sa.types.NullType()))";
    let Some((database, project)) = project(&[body]) else { return };
    let run = project.run("upgrade head");
    check_fails(&run, 1, "syntax error at or near \"SELEC\"");
    check_fails(&run, 1, "r00_step.py\", line 10");
    assert_eq!(database.tables(), [""; 0]);
}

#[test]
fn a_version_row_that_is_gone_is_an_error() {
    let gone = "op.execute(\"UPDATE alembic_version SET version_num = 'other'\")";
    let Some((database, project)) = project(&["op.create_table('a', sa.Column('id', sa.Integer))", gone]) else {
        return;
    };
    check_succeeds(&project.run("upgrade r00"));
    let run = project.run("upgrade head");
    let sentence =
        "Online migration expected to match one row when updating 'r00' to 'r01' in 'alembic_version'; 0 found";
    check_fails(&run, 255, sentence);
    assert_eq!(database.versions(), ["r00"]);
}

#[test]
fn a_handler_of_the_users_own_hears_each_step_before_it_begins() {
    let bodies =
        ["op.create_table('a', sa.Column('id', sa.Integer))", "op.execute('INSERT INTO a VALUES (1)')", "pass"];
    let Some((database, project)) = project(&bodies) else { return };
    let handler = "import logging\n\n\nclass Stops(logging.Handler):\n    def emit(self, record):\n        \
                   if 'r00 -> r01' in record.getMessage():\n            raise RuntimeError('not this one')\n\n\n\
                   logging.getLogger('alembic').addHandler(Stops())\ntarget_metadata = None";
    project.replace("alembic/env.py", "target_metadata = None", handler);
    let run = project.run("upgrade head");
    check_fails(&run, 1, "RuntimeError: not this one");
    assert_eq!(database.tables(), [""; 0]);
}

#[test]
fn what_a_script_prints_stands_behind_the_line_of_its_step() {
    let bodies = ["op.execute('SELECT 1')", "print('one', file=__import__('sys').stderr)", "op.execute('SELECT 1')"];
    let Some((database, project)) = project(&bodies) else { return };
    let run = project.run("upgrade head");
    check_succeeds(&run);
    let lines: Vec<&str> =
        run.stderr.lines().filter(|line| *line == "one" || line.contains("Running upgrade")).collect();
    assert_eq!(lines.len(), 4, "{}", run.stderr);
    assert!(lines[1].ends_with("r00 -> r01, step 1") && lines[2] == "one", "{}", run.stderr);
    assert_eq!(database.versions(), ["r02"]);
}
