//! A project with one transactional revision and one that leaves its transaction.

use testkit::{PostgresqlDatabase, Program, Project, SqliteFile, check_succeeds, postgresql};

pub const FIRST: &str = "alembic/versions/a1_first.py";
pub const SECOND: &str = "alembic/versions/a2_second.py";

const HEADER: &str = "import os\nfrom alembic import op\nimport sqlalchemy as sa\n\n";

/// The text of the second revision with these lines in its autocommit block.
pub fn second(lines: &[&str]) -> String {
    let lines: String = lines.iter().map(|line| format!("        {line}\n")).collect();
    format!(
        "\"\"\"second\"\"\"\n{HEADER}revision = 'a2'\ndown_revision = 'a1'\n\n\ndef upgrade():\n    \
         op.execute('INSERT INTO users VALUES (1)')\n    with op.get_context().autocommit_block():\n{lines}    \
         op.execute('INSERT INTO users VALUES (9)')\n\n\ndef downgrade():\n    pass\n"
    )
}

fn project(url: &str) -> Project {
    let project = Project::new(Program::ours_or_named(env!("CARGO_BIN_EXE_alembic"))).with_variable("LOGNAME", "me");
    check_succeeds(&project.run("init alembic"));
    project.replace("alembic.ini", "driver://user:pass@localhost/dbname", url);
    project.write(
        FIRST,
        &format!(
            "\"\"\"first\"\"\"\n{HEADER}revision = 'a1'\ndown_revision = None\n\n\ndef upgrade():\n    \
             op.create_table('users', sa.Column('id', sa.Integer, primary_key=True))\n\n\ndef downgrade():\n    \
             op.drop_table('users')\n"
        ),
    );
    project
}

pub fn on_sqlite() -> (Project, SqliteFile) {
    let project = project("sqlite:///%(here)s/app.db");
    let database = project.sqlite("app.db");
    (project, database)
}

pub fn on_postgresql() -> Option<(Project, PostgresqlDatabase)> {
    let database = postgresql()?;
    Some((project(&database.url("")), database))
}
