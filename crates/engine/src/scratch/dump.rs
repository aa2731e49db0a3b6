//! The schema of a database by the server's own `pg_dump`, in the version that fits.

use std::{
    path::PathBuf,
    process::{Command, Stdio},
};

use pyruntime::HostError;

use super::{Place, refused};
use crate::execute::address;

/// Which half of a schema: foreign keys, indexes and triggers come after the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    BeforeData,
    AfterData,
}

/// Returns a part of the schema of a database as SQL.
pub(super) fn schema(
    original: &Place,
    database: &str,
    server_version: &[u32],
    section: Section,
) -> Result<String, HostError> {
    let major = server_version.first().copied().unwrap_or_default();
    let program = program(major)?;
    let mut command = Command::new(&program);
    command.args(["--no-owner", "--no-privileges", "--no-password"]).stdin(Stdio::null());
    command.arg(match section {
        Section::BeforeData => "--section=pre-data",
        Section::AfterData => "--section=post-data",
    });
    // Not as words: other users could read a password there.
    let variables = original.dialect.variables(&address(&original.url)?, &original.connect_args);
    command.envs(variables.transpose().map_err(refused)?.unwrap_or_default()).env("PGDATABASE", database);
    let output = command.output().map_err(|error| HostError::command(format!("{}: {error}", program.display())))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(HostError::command(format!("pg_dump: {}", said.lines().next().unwrap_or("failed"))));
    }
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    // Lines with a backslash are psql's (`\restrict`), not the server's; the schema `public` is there already.
    let lines = text.lines().filter(|line| !line.starts_with('\\') && *line != "CREATE SCHEMA public;");
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

/// Finds the `pg_dump` of the server's version or a later one.
fn program(major: u32) -> Result<PathBuf, HostError> {
    let mut places: Vec<PathBuf> = Vec::new();
    for version in major..major + 6 {
        places.push(PathBuf::from(format!("/usr/lib/postgresql/{version}/bin/pg_dump")));
        places.push(PathBuf::from(format!("/usr/pgsql-{version}/bin/pg_dump")));
    }
    if let Some(found) = places.into_iter().find(|place| place.is_file()) {
        return Ok(found);
    }
    let version = Command::new("pg_dump").arg("--version").output().ok();
    let version = version.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    let found = version.split_whitespace().find_map(|word| word.split('.').next()?.parse::<u32>().ok());
    match found {
        Some(found) if found >= major => Ok(PathBuf::from("pg_dump")),
        Some(found) => Err(HostError::command(format!("pg_dump is of version {found}, the server of version {major}"))
            .with_hint(Some(format!("install postgresql-client-{major}, or rehearse while nobody is connected")))),
        None => Err(HostError::command(
            "the database is in use, so it cannot be cloned, and there is no pg_dump to copy its schema",
        )
        .with_hint(Some(format!("install postgresql-client-{major}, or rehearse while nobody is connected")))),
    }
}
