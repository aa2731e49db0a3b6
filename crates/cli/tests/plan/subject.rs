//! A project on a database with a table that is in use.

use std::time::{Duration, Instant};

use testkit::{PostgresqlDatabase, Program, Project, postgresql};

/// An initialised project on that URL.
pub fn project(url: &str) -> Project {
    Project::initialised(Program::ours_or_named(env!("CARGO_BIN_EXE_limbeck")), url)
}

/// A project on a fresh SQLite file.
pub fn on_sqlite() -> Project {
    project("sqlite:///app.db")
}

/// A project on a fresh PostgreSQL database.
pub fn on_postgresql() -> Option<(Project, PostgresqlDatabase)> {
    let database = postgresql()?;
    Some((project(&database.url("")), database))
}

/// Writes a version file with those bodies.
pub fn revision(project: &Project, id: &str, down: &str, upgrade: &str, downgrade: &str) {
    let body = |lines: &str| lines.lines().map(|line| format!("    {line}\n")).collect::<String>();
    let down = if down.is_empty() { "None".to_owned() } else { format!("'{down}'") };
    project.write(
        &format!("alembic/versions/{id}.py"),
        &format!(
            "\"\"\"step {id}\"\"\"\nfrom alembic import op\nimport sqlalchemy as sa\n\nrevision = '{id}'\n\
             down_revision = {down}\n\n\ndef upgrade():\n{}\n\ndef downgrade():\n{}",
            body(upgrade),
            body(downgrade)
        ),
    );
}

/// Two revisions: a table, and a column with an index.
pub fn two_steps(project: &Project) {
    revision(
        project,
        "a1",
        "",
        "op.create_table('users', sa.Column('id', sa.Integer, primary_key=True), sa.Column('name', sa.String(50)))",
        "op.drop_table('users')",
    );
    revision(
        project,
        "b2",
        "a1",
        "op.add_column('users', sa.Column('age', sa.Integer))\nop.create_index('ix_users_age', 'users', ['age'])",
        "op.drop_index('ix_users_age', 'users')\nop.drop_column('users', 'age')",
    );
}

/// Everything that a transaction could have changed, with the transaction that wrote it last.
pub fn picture(database: &PostgresqlDatabase) -> Vec<String> {
    let mut found = Vec::new();
    for catalogue in ["pg_class", "pg_type", "pg_constraint", "pg_namespace", "pg_proc", "pg_trigger", "pg_enum"] {
        found.extend(
            database.rows(&format!(
                "SELECT '{catalogue}', oid, xmin::text FROM {catalogue} WHERE oid > 16383 ORDER BY oid"
            )),
        );
    }
    found.extend(
        database.rows("SELECT attrelid, attnum, xmin::text FROM pg_attribute WHERE attrelid > 16383 ORDER BY 1, 2"),
    );
    found.extend(database.rows("SELECT oid, relfilenode FROM pg_class WHERE oid > 16383 ORDER BY 1"));
    for table in database.tables() {
        found.push(table.clone());
        found.extend(database.rows(&format!("SELECT ctid::text, xmin::text, t::text FROM {table} AS t ORDER BY ctid")));
    }
    found
}

/// Asks until there is an answer.
#[track_caller]
pub fn wait_for<Answer>(ask: impl Fn() -> Option<Answer>) -> Answer {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(60) {
        if let Some(answer) = ask() {
            return answer;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("it did not come to that in a minute");
}
