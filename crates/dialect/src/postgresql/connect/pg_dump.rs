//! Finds a `pg_dump` that fits the server, has it write a database into a file, and has `pg_restore` read it back.
//!
//! The server's address and the password are in the environment of these programs, never on their command line.

use std::{
    collections::BTreeMap,
    ffi::OsStr,
    fs,
    io::{self, Read as _},
    ops::ControlFlow,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use super::{super::Postgresql, endpoint::Endpoint, environment::Environment, options, pooler::shares_sessions};
use crate::backup::{BackupError, Backups as _, Copying, Section, Source, Watch, shell_word};
use crate::quote::quote_text;
use crate::{DatabaseError, Statement};

/// How often the program is looked at.
const TICK: Duration = Duration::from_millis(50);
/// The server is spoken to that often, so that it does not close the transaction that waits for the copy.
const SIGN_OF_LIFE: Duration = Duration::from_secs(5);
/// How long `pg_dump` waits for a table that another session keeps to itself, or env.py in the run's own transaction.
const LOCK_WAIT: &str = "--lock-wait-timeout=60s";
/// Where Debian and its relatives keep each version's own programs.
const INSTALLED: &str = "/usr/lib/postgresql";
/// What libpq would read in the place of a setting that was resolved here.
const RESOLVED: [&str; 3] = ["PGSERVICE", "PGSERVICEFILE", "PGHOSTADDR"];

/// A `pg_dump` and the `pg_restore` beside it.
#[derive(Debug, PartialEq, Eq)]
struct Programs {
    dump: PathBuf,
    restore: PathBuf,
}

/// Writes the database into the file and has `pg_restore` read the result: all of it, not only its list, which stands at
/// the beginning and is whole in a file that is not.
pub(in super::super) fn write(
    source: &mut Source<'_>,
    database: &str,
    file: &Path,
    watch: &mut Watch<'_>,
) -> Result<(), BackupError> {
    require_session(source)?;
    let programs = programs_for(source)?;
    let variables = variables(source, database)?;
    let mut dump = Command::new(&programs.dump);
    dump.args(["--format=custom", "--no-password", LOCK_WAIT, "--file"]).arg(file);
    run(&mut dump, &variables, "pg_dump", file, source, watch)?;
    let mut restore = Command::new(&programs.restore);
    restore.args(["--file", "/dev/null"]).arg(file);
    run(&mut restore, &variables, "pg_restore", file, source, watch)
}

/// Returns a part of the schema as SQL that a session can be told.
pub(in super::super) fn schema(source: &mut Source<'_>, section: Section) -> Result<String, BackupError> {
    require_session(source)?;
    let mut dump = Command::new(&programs_for(source)?.dump);
    dump.args(["--no-owner", "--no-privileges", "--no-password"]).arg(match section {
        Section::BeforeData => "--section=pre-data",
        Section::AfterData => "--section=post-data",
    });
    let database = Postgresql.database_name(source)?;
    prepare(&mut dump, &variables(source, &database)?);
    let output = dump.output().map_err(|error| does_not_start(&dump, &error))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(BackupError::failed(format!("pg_dump: {}", said.lines().next().unwrap_or("failed"))));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    // Lines with a backslash are psql's (`\restrict`), not the server's; the schema `public` is there already.
    let lines = text.lines().filter(|line| !line.starts_with('\\') && *line != "CREATE SCHEMA public;");
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

/// Refuses a pooler in transaction mode: `pg_dump` empties the search path of its session, which the next client would get.
fn require_session(source: &Source<'_>) -> Result<(), BackupError> {
    if !shares_sessions(source.url, source.connect_args)? {
        return Ok(());
    }
    Err(BackupError::with_way_out(
        "the URL leads to a pooler in transaction mode, through which pg_dump would leave its settings to other clients",
        "give the server's own address: `direct_url = postgresql://…` in `[limbeck]`, or DATABASE_DIRECT_URL",
    ))
}

/// The command that gives the database another name and makes it anew from the file. Renaming wants the same rights as
/// making one, so that whoever may not make it has lost nothing.
pub(in super::super) fn way_back(source: &Source<'_>, database: &str, file: &Path) -> Result<String, BackupError> {
    let settings = settings(source)?;
    let set = |key: &str| settings.get(key).filter(|value| !value.is_empty());
    let host = set("host").or_else(|| set("hostaddr"));
    let place = [("--host", host), ("--port", set("port")), ("--username", set("user"))];
    let place = place.into_iter().filter_map(|(option, value)| Some(format!(" {option}={}", shell_word(value?))));
    // Nobody may be connected to a database that is renamed.
    let maintenance = if database == "postgres" { "template1" } else { "postgres" };
    let place: String = place.chain([format!(" --dbname={maintenance}")]).collect();
    let quoted = |name: &str| quote_text(&Postgresql, name);
    let rename = format!("ALTER DATABASE {} RENAME TO {}", quoted(database), quoted(&replaced(database)));
    let password = if set("password").is_some() { "PGPASSWORD='***' " } else { "" };
    Ok(format!(
        "{password}psql{place} --command={} && {password}pg_restore --create --exit-on-error{place} {}",
        shell_word(&rename),
        shell_word(&file.display().to_string())
    ))
}

/// The name of the database that the backup takes the place of.
fn replaced(database: &str) -> String {
    const LONGEST: usize = 63;
    const END: &str = "_replaced";
    let whole = (0..=database.len().min(LONGEST - END.len())).rev().find(|length| database.is_char_boundary(*length));
    format!("{}{END}", &database[..whole.unwrap_or(0)])
}

fn settings(source: &Source<'_>) -> Result<BTreeMap<String, String>, DatabaseError> {
    let environment = Environment { variables: &|name| std::env::var(name).ok() };
    let mut settings = options::settings(source.url, source.connect_args, &environment)?;
    let names_host = ["host", "hostaddr"].iter().any(|key| settings.get(*key).is_some_and(|value| !value.is_empty()));
    if !names_host {
        // The folder of a socket, or the host, that our own connection would try first.
        let endpoints = options::Options::read(source.url, source.connect_args, &environment)?.endpoints;
        let host = endpoints.into_iter().next().map(|endpoint| match endpoint {
            Endpoint::Unix { folder, .. } => folder.display().to_string(),
            Endpoint::Tcp { host, .. } => host,
        });
        settings.extend(host.map(|host| ("host".to_owned(), host)));
    }
    Ok(settings)
}

/// The environment that leads libpq to the same server and database.
fn variables(source: &Source<'_>, database: &str) -> Result<BTreeMap<String, String>, DatabaseError> {
    let mut settings = settings(source)?;
    settings.entry("dbname".into()).or_insert_with(|| database.to_owned());
    settings.insert("application_name".into(), "limbeck backup".into());
    let named = options::VARIABLES.iter().filter_map(|(variable, setting)| {
        settings.get(*setting).filter(|value| !value.is_empty()).map(|value| ((*variable).to_owned(), value.clone()))
    });
    Ok(named.collect())
}

/// Tells a program where the server is, and that nobody answers questions.
fn prepare(command: &mut Command, variables: &BTreeMap<String, String>) {
    for variable in RESOLVED {
        command.env_remove(variable);
    }
    command.envs(variables).env("LC_MESSAGES", "C").stdin(Stdio::null()).stderr(Stdio::piped());
}

fn does_not_start(command: &Command, error: &io::Error) -> BackupError {
    let program = command.get_program().to_string_lossy();
    let hint =
        "pg_dump and pg_restore come in one package; `--pg-dump PATH` names a pg_dump with its pg_restore beside it";
    BackupError::with_way_out(format!("{program} does not start: {error}"), hint)
}

/// Runs a program to its end, and says meanwhile how large the file has grown.
fn run(
    command: &mut Command,
    variables: &BTreeMap<String, String>,
    name: &str,
    file: &Path,
    source: &mut Source<'_>,
    watch: &mut Watch<'_>,
) -> Result<(), BackupError> {
    prepare(command, variables);
    let started = command.stdout(Stdio::null()).spawn().map_err(|error| does_not_start(command, &error))?;
    let mut running = Running(started);
    let mut stderr = running.0.stderr.take().expect("standard error is piped");
    let reader = std::thread::spawn(move || {
        let mut said = Vec::new();
        drop(stderr.read_to_end(&mut said));
        String::from_utf8_lossy(&said).trim().to_owned()
    });
    let mut spoken = Instant::now();
    let status = loop {
        let status = running.0.try_wait().map_err(|error| BackupError::failed(format!("{name}: {error}")))?;
        let done = fs::metadata(file).map_or(0, |file| file.len());
        if watch(Copying { done, whole: None }) == ControlFlow::Break(()) {
            return Err(BackupError::Stopped);
        }
        if let Some(status) = status {
            break status;
        }
        if spoken.elapsed() > SIGN_OF_LIFE {
            source.connection.execute(&Statement::plain("SELECT 1"))?;
            spoken = Instant::now();
        }
        std::thread::sleep(TICK);
    };
    let said = reader.join().unwrap_or_default();
    if status.success() {
        return Ok(());
    }
    // A Ctrl-C on the terminal reaches the program as soon as it reaches us.
    std::thread::sleep(TICK);
    if watch(Copying { done: 0, whole: None }) == ControlFlow::Break(()) {
        return Err(BackupError::Stopped);
    }
    let reason = if said.is_empty() { status.to_string() } else { said };
    Err(BackupError::Failed { hint: way_out(&reason), message: format!("{name} failed: {reason}") })
}

/// What to do about what a program said; nothing where it is about the file.
fn way_out(said: &str) -> Option<String> {
    if ["could not write", "could not open output file", "No space left"].iter().any(|words| said.contains(words)) {
        return None;
    }
    let words = if said.contains("permission denied") {
        "the role must read all that is in the database: `GRANT pg_read_all_data TO role`, or be its owner"
    } else if said.contains("LOCK TABLE") {
        "a session (or env.py itself) keeps a table to itself: `SELECT pid, query FROM pg_stat_activity` shows which"
    } else {
        "`pg_dump --format=custom` by hand may say more; `--no-backup` goes without"
    };
    Some(words.to_owned())
}

/// A program that does not outlive the wait for it.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // Without effect on one that has ended.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// Finds a `pg_dump` that is not older than the server: the one that is named, else the one of the server's version,
/// else the first on the `PATH`, else the oldest installed one that is new enough.
fn find(named: Option<&Path>, path: &OsStr, installed: &Path, major: u32) -> Result<Programs, BackupError> {
    let package = format!(
        "install the package postgresql-client-{major} (Debian, Ubuntu), or name a pg_dump of version {major} or later \
         with `--pg-dump PATH`"
    );
    if let Some(named) = named {
        let version = version_of(named).ok_or_else(|| {
            BackupError::with_way_out(format!("{} is no pg_dump that runs", named.display()), package.clone())
        })?;
        return if version >= major { Ok(programs(named)) } else { Err(too_old(named, version, major, package)) };
    }
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir(installed)
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let version = entry.file_name().to_str()?.split('.').next()?.parse().ok()?;
            Some((version, entry.path().join("bin/pg_dump")))
        })
        .collect();
    versions.sort();
    let own = versions.iter().filter(|(version, _)| *version == major).map(|(_, program)| program.clone());
    let on_path = std::env::split_paths(path).map(|folder| folder.join("pg_dump"));
    let newer = versions.iter().filter(|(version, _)| *version > major).map(|(_, program)| program.clone());
    let older = versions.iter().rev().filter(|(version, _)| *version < major).map(|(_, program)| program.clone());
    let mut oldest = None;
    for program in own.chain(on_path).chain(newer).chain(older).filter(|program| program.is_file()) {
        match version_of(&program) {
            Some(version) if version >= major => return Ok(programs(&program)),
            Some(version) => oldest = oldest.or(Some((program, version))),
            None => {}
        }
    }
    Err(match oldest {
        Some((program, version)) => too_old(&program, version, major, package),
        None => BackupError::with_way_out("there is no pg_dump on this machine", package),
    })
}

/// The programs for a server: those that were asked for, or that are found.
fn programs_for(source: &Source<'_>) -> Result<Programs, BackupError> {
    let major = source.connection.server_version().first().copied().unwrap_or(0);
    let path = std::env::var_os("PATH").unwrap_or_default();
    find(source.program, &path, Path::new(INSTALLED), major)
}

fn programs(dump: &Path) -> Programs {
    Programs { dump: dump.to_owned(), restore: dump.with_file_name("pg_restore") }
}

fn too_old(program: &Path, version: u32, major: u32, package: String) -> BackupError {
    let program = program.display();
    BackupError::with_way_out(
        format!("{program} is version {version}, which cannot copy a server of version {major}"),
        package,
    )
}

/// Reads `pg_dump (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)`.
fn version_of(program: &Path) -> Option<u32> {
    let output = Command::new(program).arg("--version").stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let (_, version) = text.split_once("(PostgreSQL) ")?;
    version.split(|character: char| !character.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    /// A folder with programs that say their version.
    fn folder(versions: &[(&str, u32)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (place, version) in versions {
            let program = folder.path().join(place).join("pg_dump");
            fs::create_dir_all(program.parent().unwrap()).unwrap();
            fs::write(&program, format!("#!/bin/sh\necho 'pg_dump (PostgreSQL) {version}.1'\n")).unwrap();
            fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        }
        folder
    }

    #[track_caller]
    fn check_found(versions: &[(&str, u32)], major: u32, expected: Result<&str, &str>) {
        let folder = folder(versions);
        let path = folder.path().join("path").into_os_string();
        let found = find(None, &path, &folder.path().join("installed"), major);
        match (found, expected) {
            (Ok(programs), Ok(place)) => assert_eq!(programs.dump, folder.path().join(place).join("pg_dump")),
            (Err(BackupError::Failed { message, hint }), Err(sentence)) => {
                assert!(message.ends_with(sentence), "{message}");
                assert!(hint.unwrap().contains(&format!("postgresql-client-{major}")));
            }
            (found, _) => panic!("{found:?}"),
        }
    }

    #[test]
    fn the_servers_own_version_comes_first() {
        check_found(&[("path", 17), ("installed/15/bin", 15), ("installed/16/bin", 16)], 15, Ok("installed/15/bin"));
        check_found(&[("path", 17), ("installed/14/bin", 14)], 15, Ok("path"));
        check_found(&[("path", 13), ("installed/17/bin", 17), ("installed/16/bin", 16)], 15, Ok("installed/16/bin"));
    }

    #[test]
    fn an_older_one_is_refused_with_the_package_to_install() {
        check_found(&[("path", 13)], 15, Err("path/pg_dump is version 13, which cannot copy a server of version 15"));
        check_found(&[], 15, Err("there is no pg_dump on this machine"));
    }
}
