//! What `create_all()` has just made differs in nothing from its models: every model file of the Python room on both
//! databases.

use std::{fs, path::PathBuf};

use testkit::{Program, Project, check_succeeds, postgresql};

const NOTHING: &str = "No new upgrade operations detected.";

/// Makes the tables and compares them in one run.
const ENV: &str = r#"
import os

from alembic import context
from sqlalchemy import create_engine, text

import models

given = models.target_metadata
target = list(given) if isinstance(given, (list, tuple)) else [given]
engine = create_engine(os.environ["DATABASE_URL"])
with engine.connect() as connection:
    if connection.dialect.name == "postgresql":
        for name in sorted({table.schema for one in target for table in one.tables.values() if table.schema}):
            connection.execute(text('CREATE SCHEMA IF NOT EXISTS "%s"' % name))
        for name in ("btree_gist", "citext", "hstore", "ltree", "pg_trgm"):
            connection.execute(text("CREATE EXTENSION IF NOT EXISTS " + name))
    for metadata in target:
        metadata.create_all(connection)
    connection.commit()
    context.configure(connection=connection, target_metadata=target, include_schemas=True)
    with context.begin_transaction():
        context.run_migrations()
"#;

/// Files that the database refuses, by a part of what it says: they hold what only the other one has.
const REFUSED: &[(&str, &str, &str)] = &[
    ("22_table_args", "postgresql", "constraints on temporary tables may reference only temporary tables"),
    ("22_table_args", "sqlite", "syntax error"),
    ("31_naming_conventions", "postgresql", "already exists"),
    ("31_naming_conventions", "sqlite", "already exists"),
    ("34_indexes_postgresql", "postgresql", "tablespace \"fast_disk\" does not exist"),
    ("35_index_expressions", "sqlite", "NULLS LAST"),
    ("36_check_constraints", "postgresql", "CHECK constraints cannot be marked DEFERRABLE"),
    ("36_check_constraints", "sqlite", "DEFERRABLE"),
    ("38_unique_constraints", "sqlite", "DEFERRABLE"),
    ("41_schemas", "postgresql", "schema \"types\" does not exist"),
    ("41_schemas", "sqlite", "unknown database"),
    ("43_computed", "sqlite", "no such function: to_tsvector"),
    ("45_comments", "sqlite", "unknown database"),
    ("46_server_defaults", "postgresql", "function randomblob(integer) does not exist"),
    ("46_server_defaults", "sqlite", "syntax error"),
    ("47_type_decorators", "postgresql", "invalid input syntax for type timestamp with time zone"),
    ("48_user_defined_types", "postgresql", "type \"vector\" does not exist"),
    ("50_generic_types", "postgresql", "collation \"NOCASE\""),
    ("50_generic_types", "sqlite", "no such collation sequence: C"),
    ("52_postgresql_enums", "postgresql", "schema \"extra\" does not exist"),
    ("53_keys_and_autoincrement", "sqlite", "DEFERRABLE"),
    ("55_table_options", "postgresql", "tablespace"),
    ("55_table_options", "sqlite", "UNLOGGED"),
    ("56_core_tables", "postgresql", "Duplicate table keys across multiple MetaData objects"),
    ("56_core_tables", "sqlite", "Duplicate table keys across multiple MetaData objects"),
    ("60_many_metadata", "sqlite", "unknown database"),
    ("64_sqlmodel_metadata", "sqlite", "unknown database"),
    ("67_sqlalchemy_utils", "postgresql", "does not exist"),
    ("68_pgvector", "postgresql", "type \"vector\" does not exist"),
    ("69_geoalchemy", "postgresql", "does not exist"),
    ("75_postgresql_extras", "postgresql", "do not support 'virtual' persistence"),
];

/// What is found all the same, and why.
const FOUND: &[(&str, &str, &str)] = &[
    // An event of the models makes an index on PostgreSQL that they do not declare.
    ("28_validators_and_events", "postgresql", "[('remove_index', Index('ix_age',"),
    // SQLite says NUMERIC of a type that it does not know; Alembic sees a difference, too.
    ("48_user_defined_types", "sqlite", "NUMERIC(), Money())"),
    ("67_sqlalchemy_utils", "sqlite", "NUMERIC(precision=16), UUIDType())"),
    // `quote=False` has the server fold the name.
    ("54_quoting", "postgresql", "('add_column', None, 'select', Column('Forced'"),
];

#[test]
fn created_tables_differ_in_nothing_on_sqlite() {
    check_database("sqlite");
}

#[test]
fn created_tables_differ_in_nothing_on_postgresql() {
    check_database("postgresql");
}

#[track_caller]
fn check_database(database: &str) {
    let project = Project::new(Program::ours_or_named(env!("CARGO_BIN_EXE_alembic")));
    check_succeeds(&project.run("init migrations"));
    project.write("migrations/env.py", ENV);
    let failures: Vec<String> = model_files().iter().filter_map(|file| failure(&project, file, database)).collect();
    assert!(failures.is_empty(), "{} files fail\n{}", failures.len(), failures.join("\n"));
}

fn failure(project: &Project, file: &PathBuf, database: &str) -> Option<String> {
    let name = file.file_stem().and_then(|stem| stem.to_str()).expect("a model file has a name");
    let models = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let other = if database == "sqlite" { "postgresql" } else { "sqlite" };
    if models.contains(&format!("only_dialect = \"{other}\"")) {
        return None;
    }
    project.write("models.py", &models);
    let server = if database == "sqlite" { None } else { Some(postgresql()?) };
    let url = match &server {
        None => format!("sqlite:///{}", project.path(&format!("{name}.db")).display()),
        Some(server) => server.url("psycopg2"),
    };
    let run = project.run_with(&[("DATABASE_URL", &url)], "check");
    let entry = |list: &[(&str, &str, &'static str)]| {
        list.iter().find(|(file, on, _)| *file == name && *on == database).map(|(_, _, text)| *text)
    };
    let wanted = entry(REFUSED).or_else(|| entry(FOUND)).unwrap_or(NOTHING);
    let is_said = run.stdout.contains(wanted) || run.stderr.contains(wanted);
    (!is_said).then(|| format!("==> {name} | {database}: should have said {wanted}\n{}", run.everything()))
}

/// Model files begin with a number.
fn model_files() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../pyruntime/tests/models");
    let is_model = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.starts_with(|first: char| first.is_ascii_digit())
    };
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(is_model).collect();
    files.sort();
    assert!(!files.is_empty(), "the model files lie in {}", folder.display());
    files
}
