//! What a URL and `connect_args` say about a SQLite connection.

use std::path::PathBuf;
use std::time::Duration;

use rusqlite::OpenFlags;
use serde_json::{Map, Value as Json};

use crate::{DatabaseError, ErrorKind, Notice, Url};

/// How to open a database.
pub(super) struct Options {
    pub filename: PathBuf,
    pub name: Naming,
    /// How long to wait for another connection's lock.
    pub patience: Duration,
    pub writing: WritingBegin,
    pub warnings: Vec<Notice>,
}

/// Whether SQLite reads the file name as a URI.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Naming {
    Path,
    Uri,
}

/// The lock that a writing transaction takes when it begins.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum WritingBegin {
    Immediate,
    Exclusive,
}

/// Arguments of Python's `sqlite3.connect` that may stand in the query of a URL.
const OF_PYTHON: [&str; 6] =
    ["uri", "timeout", "isolation_level", "detect_types", "check_same_thread", "cached_statements"];
/// Further ones that may stand in `connect_args`. Those that only concern Python's side mean nothing here.
const ONLY_AS_ARGUMENT: [&str; 3] = ["autocommit", "factory", "database"];

const DEFAULT_PATIENCE: f64 = 5.0;

impl Options {
    pub(super) fn read(url: &Url, connect_args: &Map<String, Json>) -> Result<Self, DatabaseError> {
        if url.username.is_some() || url.password.is_some() || url.host.is_some() || url.port.is_some() {
            return Err(misused(
                "Invalid SQLite URL\nValid SQLite URL forms are:\n sqlite:///:memory: (or, sqlite://)\n \
                 sqlite:///relative/path/to/file.db\n sqlite:////absolute/path/to/file.db",
            ));
        }
        if let Some(unknown) = connect_args
            .keys()
            .find(|key| !OF_PYTHON.contains(&key.as_str()) && !ONLY_AS_ARGUMENT.contains(&key.as_str()))
        {
            return Err(misused(format!("'{unknown}' is an invalid keyword argument for Connection()")));
        }

        let setting = |key: &str| -> Option<String> {
            match connect_args.get(key) {
                Some(Json::String(text)) => Some(text.clone()),
                Some(Json::Null) => None,
                Some(other) => Some(other.to_string()),
                None => url.query.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone()),
            }
        };
        let name = match setting("uri") {
            Some(text) if truth(&text)? => Naming::Uri,
            _ => Naming::Path,
        };
        let patience = match setting("timeout") {
            None => DEFAULT_PATIENCE,
            Some(text) => {
                text.trim().parse().map_err(|_| misused(format!("could not convert string to float: '{text}'")))?
            }
        };
        let writing = match setting("isolation_level").map(|level| level.to_uppercase()).as_deref() {
            Some("EXCLUSIVE") => WritingBegin::Exclusive,
            _ => WritingBegin::Immediate,
        };
        Ok(Self {
            filename: filename(url, name)?,
            name,
            patience: Duration::try_from_secs_f64(patience).unwrap_or_default(),
            writing,
            warnings: warnings(url, name),
        })
    }

    pub(super) fn flags(&self) -> OpenFlags {
        let mode = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        // One thread at a time uses a connection; `sqlite3_interrupt` needs no lock.
        let flags = mode | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        match self.name {
            Naming::Path => flags,
            Naming::Uri => flags | OpenFlags::SQLITE_OPEN_URI,
        }
    }
}

/// A path is made absolute, so that a script that changes its directory cannot change the database; a URI gets the
/// arguments that are not Python's.
fn filename(url: &Url, name: Naming) -> Result<PathBuf, DatabaseError> {
    let database = url.database.as_deref().unwrap_or_default();
    match name {
        Naming::Path if database.is_empty() || database == ":memory:" => Ok(":memory:".into()),
        Naming::Path => std::path::absolute(database).map_err(|_| misused("unable to open database file")),
        Naming::Uri => {
            let mut arguments: Vec<_> = not_of_python(url).collect();
            arguments.sort_unstable();
            let query = arguments.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join("&");
            Ok(if query.is_empty() { database.into() } else { format!("{database}?{query}").into() })
        }
    }
}

fn not_of_python(url: &Url) -> impl Iterator<Item = (&str, &str)> {
    url.query.iter().map(|(key, value)| (key.as_str(), value.as_str())).filter(|(key, _)| !OF_PYTHON.contains(key))
}

/// SQLAlchemy warns of arguments that take no effect.
fn warnings(url: &Url, name: Naming) -> Vec<Notice> {
    let mut ignored: Vec<_> = not_of_python(url).map(|(key, _)| format!("'{key}'")).collect();
    if name == Naming::Uri || ignored.is_empty() {
        return Vec::new();
    }
    ignored.sort_unstable();
    vec![Notice {
        severity: "WARNING".into(),
        message: format!(
            "Query string argument(s) {} are not accepted by the pysqlite driver and are being ignored; SQLite URI \
             arguments require that 'uri=true' also be present in the URL.",
            ignored.join(", ")
        ),
        detail: None,
        hint: None,
    }]
}

/// Reads a truth value as SQLAlchemy's `asbool` does.
fn truth(text: &str) -> Result<bool, DatabaseError> {
    match text.trim().to_lowercase().as_str() {
        "true" | "yes" | "on" | "y" | "t" | "1" => Ok(true),
        "false" | "no" | "off" | "n" | "f" | "0" => Ok(false),
        _ => Err(misused(format!("String is not true/false: '{text}'"))),
    }
}

fn misused(message: impl Into<String>) -> DatabaseError {
    DatabaseError::of_driver(ErrorKind::Programming, message)
}
