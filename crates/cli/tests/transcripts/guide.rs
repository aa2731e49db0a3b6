//! F: the guide on PostgreSQL, with an asynchronous env.py that reads `.env` (T134 to T153).

use std::net::TcpListener;

use testkit::{PostgresqlDatabase, Project, check_succeeds, postgresql};

use crate::{
    expectation::{check_file, check_text, check_transcript, check_transcript_with},
    projects::{VersionFile, empty, write_recorded_file},
};

const INITIAL_TABLES: &str = "alembic/versions/100000000001_initial_tables.py";
pub const PASSWORD_FREE_PLACE: &str = "127.0.0.1:5545/guide";

#[test]
fn init_makes_an_asynchronous_environment() {
    check_transcript(&empty(), "T134", "init -t async alembic");
}

#[test]
fn autogenerate_writes_the_initial_tables() {
    let Some(database) = postgresql() else { return };
    let project = guide(&database);
    project.remove(INITIAL_TABLES);
    check_transcript(&project, "T135", "revision --autogenerate -m \"initial tables\" --rev-id 100000000001");
    check_file(&project, "T135", INITIAL_TABLES);
}

#[test]
fn autogenerate_finds_changes_of_the_models() {
    let Some(database) = postgresql() else { return };
    let project = guide(&database);
    check_succeeds(&project.run("upgrade head"));
    check_transcript(&project, "T138", "check");
    project.write("app/models.py", include_str!("guide_project/changed_models.py"));
    check_transcript(&project, "T142", "revision --autogenerate -m \"many changes\" --rev-id 100000000002");
    check_file(&project, "T142", "alembic/versions/100000000002_many_changes.py");
    project.remove("alembic/versions/100000000002_many_changes.py");
    let compare = "target_metadata=target_metadata, compare_server_default=True)";
    project.replace("alembic/env.py", "target_metadata=target_metadata)", compare);
    check_transcript(&project, "T143", "check");
}

#[test]
fn the_initial_tables_are_made_and_removed() {
    let Some(database) = postgresql() else { return };
    let project = guide(&database);
    check_transcript(&project, "T136", "upgrade head");
    check_transcript(&project, "T137", "current --verbose");
    check_text(&project, "T139", &database.tables().join("\n"));
    check_transcript(&project, "T140", "downgrade base");
    check_transcript(&project, "T141", "upgrade head");
    assert_eq!(database.tables(), ["alembic_version"]);
    assert!(database.versions().is_empty());
}

#[test]
fn a_data_migration_reads_and_writes_rows() {
    let Some(database) = postgresql() else { return };
    let project = guide(&database);
    check_succeeds(&project.run("upgrade head"));
    database.execute("INSERT INTO users (email, hashed_password) VALUES ('A@X.org', 'a'), ('b@Y.org', 'b')");
    lowercase_emails().write(&project);
    check_transcript(&project, "T144", "upgrade +1");
    check_text(&project, "T145", &database.rows("SELECT id, email, role, phone FROM users ORDER BY id").join("\n"));
    check_transcript(&project, "T146", "upgrade 100000000001:head --sql");
    fails_halfway().write(&project);
    check_transcript(&project, "T147", "upgrade head");
    assert_eq!(database.tables(), ["alembic_version", "posts", "users"]);
    check_transcript(&project, "T148", "current");
    check_transcript(&project, "T149", "downgrade -1");
    check_transcript(&project, "T150", "current");
}

#[test]
fn a_server_that_does_not_answer_is_an_error() {
    let Some(database) = postgresql() else { return };
    let free = TcpListener::bind("127.0.0.1:0").expect("a port is free").local_addr().expect("it is bound").port();
    let project = guide(&database).with_replacement(&format!("127.0.0.1', {free}"), "127.0.0.1', 5599");
    let url = format!("postgresql+asyncpg://postgres@127.0.0.1:{free}/guide");
    check_transcript_with(&project, "T151", &[("DATABASE_URL", &url)], "current");
}

#[test]
fn a_database_that_does_not_exist_is_an_error() {
    let Some(database) = postgresql() else { return };
    let url = database.url("asyncpg").replace(database.name(), "nosuchdb");
    check_transcript_with(&guide(&database), "T152", &[("DATABASE_URL", &url)], "current");
}

#[test]
fn history_needs_neither_database_nor_settings() {
    let project = without_settings();
    lowercase_emails().write(&project);
    check_transcript(&project, "T153", "history");
}

/// The guide's project with its `.env`.
pub fn guide(database: &PostgresqlDatabase) -> Project {
    let project = without_settings();
    project.write(".env", &format!("DATABASE_URL={}\n", database.url("asyncpg")));
    project.with_replacement(&database.place(), PASSWORD_FREE_PLACE)
}

fn without_settings() -> Project {
    let project = empty();
    check_succeeds(&project.run("init -t async alembic"));
    let imports = "from app import models\nfrom app.config import DATABASE_URL\n\nconfig = context.config\n\
                   config.set_main_option(\"sqlalchemy.url\", DATABASE_URL)\n";
    project.replace("alembic/env.py", "config = context.config\n", imports);
    project.replace("alembic/env.py", "target_metadata = None", "target_metadata = models.Base.metadata");
    let project = project
        .with_file("app/__init__.py", "")
        .with_file("app/config.py", include_str!("guide_project/config.py"))
        .with_file("app/models.py", include_str!("guide_project/models.py"));
    write_recorded_file(&project, "T135", "100000000001_initial_tables.py");
    project
}

/// The second revision: rows are read, changed and written back.
pub fn lowercase_emails() -> VersionFile<'static> {
    VersionFile {
        revision: "100000000002",
        down_revision: "'100000000001'",
        message: "lowercase emails",
        upgrade: "connection = op.get_bind()\n\
                  rows = connection.execute(sa.text('select id, email from users order by id')).fetchall()\n\
                  for row in rows:\n    connection.execute(\n        sa.text('update users set email = :email where id = :id'),\n        \
                  {'email': row.email.lower(), 'id': row.id},\n    )\n\
                  op.add_column('users', sa.Column('phone', sa.String(20), nullable=True))\n\
                  op.execute(\"update users set phone = 'n/a'\")",
        downgrade: "op.drop_column('users', 'phone')",
        ..VersionFile::default()
    }
}

fn fails_halfway() -> VersionFile<'static> {
    VersionFile {
        revision: "100000000003",
        down_revision: "'100000000002'",
        message: "fails halfway",
        upgrade: "op.create_table('half', sa.Column('id', sa.Integer, primary_key=True))\nop.execute('select 1/0')",
        downgrade: "op.drop_table('half')",
        ..VersionFile::default()
    }
}
