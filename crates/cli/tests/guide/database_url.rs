//! A project in which neither the ini nor env.py names a database: `DATABASE_URL`, from the environment or `.env`.

use testkit::{Program, ProgramKind, Project, check_succeeds, postgresql};

const PLACEHOLDER: &str = "driver://user:pass@localhost/dbname";

#[test]
fn the_template_s_placeholder_gives_way_to_env_file_and_environment() {
    let Some(project) = initialised("generic") else { return };
    check_env_file_and_environment(&project, "sqlite");
}

#[test]
fn an_empty_url_gives_way_to_env_file_and_environment() {
    let Some(project) = initialised("async") else { return };
    project.replace("alembic.ini", PLACEHOLDER, "");
    check_env_file_and_environment(&project, "sqlite+aiosqlite");
}

#[test]
fn a_url_in_the_ini_goes_before_both() {
    let Some(project) = initialised("generic") else { return };
    project.replace("alembic.ini", PLACEHOLDER, "sqlite:///%(here)s/from_ini.db");
    project.write(".env", "DATABASE_URL=sqlite:///from_file.db\n");
    check_succeeds(&project.run_with(&[("DATABASE_URL", "sqlite:///from_environment.db")], "upgrade head"));
    assert_eq!(project.sqlite("from_ini.db").versions(), ["111111111111"]);
    assert!(!project.path("from_file.db").exists() && !project.path("from_environment.db").exists());
}

#[test]
fn every_spelling_of_a_postgresql_url_is_understood() {
    let Some(database) = postgresql() else { return };
    let Some(project) = initialised("generic") else { return };
    for driver in ["", "asyncpg", "psycopg2", "psycopg", "pg8000"] {
        project.write(".env", &format!("DATABASE_URL=\"{}\"\n", database.url(driver)));
        check_succeeds(&project.run("upgrade head"));
        assert_eq!(database.tables(), ["a", "alembic_version"], "{driver}");
        check_succeeds(&project.run("downgrade base"));
        assert_eq!(database.tables(), ["alembic_version"], "{driver}");
    }
    let short = database.url("").replacen("postgresql://", "postgres://", 1);
    check_succeeds(&project.run_with(&[("DATABASE_URL", &short)], "upgrade head"));
    assert_eq!(database.versions(), ["111111111111"]);
}

#[track_caller]
fn check_env_file_and_environment(project: &Project, scheme: &str) {
    project.write(".env", &format!("# local\nexport DATABASE_URL='{scheme}:///from_file.db'\n"));
    check_succeeds(&project.run("upgrade head"));
    assert_eq!(project.sqlite("from_file.db").versions(), ["111111111111"]);
    let url = format!("{scheme}:///from_environment.db");
    check_succeeds(&project.run_with(&[("DATABASE_URL", &url)], "upgrade head"));
    assert_eq!(project.sqlite("from_environment.db").tables(), ["a", "alembic_version"]);
}

/// What `init` makes, with one revision. `None` for a real Alembic: it knows no `DATABASE_URL`.
fn initialised(template: &str) -> Option<Project> {
    let program = Program::ours_or_named(env!("CARGO_BIN_EXE_alembic"));
    if program.kind == ProgramKind::RealAlembic {
        return None;
    }
    let project = Project::new(program);
    check_succeeds(&project.run(&format!("init -t {template} alembic")));
    check_succeeds(&project.run("revision -m first --rev-id 111111111111"));
    let file = "alembic/versions/111111111111_first.py";
    let table = "op.create_table('a', sa.Column('id', sa.Integer(), primary_key=True))";
    project.replace(file, "\"\"\"Upgrade schema.\"\"\"\n    pass", table);
    project.replace(file, "\"\"\"Downgrade schema.\"\"\"\n    pass", "op.drop_table('a')");
    Some(project)
}
