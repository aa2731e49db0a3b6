//! Scratch databases: copies, or empty ones, on which a rehearsal may do what it wants; they go when it ends.

mod dump;
mod folder;
mod key;
mod parts;
mod place;
mod postgresql;
mod sample;
mod sqlite;

use std::{
    collections::BTreeMap,
    fmt,
    sync::{
        Mutex, MutexGuard,
        atomic::{AtomicU32, Ordering},
    },
};

use dialect::{
    Connection, Dialect, Scope,
    objects::{Object, ObjectKind},
};
use pyruntime::HostError;
use schema::Schema;
use serde_json::{Map, Value as Json, json};

use crate::{Interrupt, config::Url};
use parts::parts_of;

pub(crate) use parts::{Part, Traces};
pub(crate) use place::{Place, require_scratch};
pub(crate) use sqlite::is_yet_to_be_made;

/// What a scratch database holds at first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    Nothing,
    /// Everything, or where others are connected so many rows of each table and those that they refer to.
    Copy {
        rows: u64,
    },
}

/// The scratch databases of a rehearsal: one for each database that env.py connects to.
pub(crate) struct Scratches {
    content: Content,
    interrupt: Interrupt,
    /// The server's own address, where that of env.py leads to a pooler.
    direct: Option<Url>,
    made: Mutex<BTreeMap<String, Scratch>>,
}

/// One scratch database; dropping the value drops it.
struct Scratch {
    /// What env.py is given instead of its own database.
    place: Place,
    /// Its own database, with the password masked.
    original: String,
    /// How it was made, a sentence.
    how: String,
    _keeper: Keeper,
}

/// Whatever removes the scratch database when it is dropped.
trait Removes: Send {}

type Keeper = Box<dyn Removes>;

static MADE: AtomicU32 = AtomicU32::new(0);

impl fmt::Debug for Scratches {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Scratches").field("content", &self.content).finish_non_exhaustive()
    }
}

impl Scratches {
    /// None is made yet; `direct` is the server's own address, where that of env.py leads to a pooler.
    pub(crate) fn new(content: Content, direct: Option<Url>, interrupt: &Interrupt) -> Self {
        Self { content, interrupt: interrupt.clone(), direct, made: Mutex::default() }
    }

    fn made(&self) -> MutexGuard<'_, BTreeMap<String, Scratch>> {
        self.made.lock().expect("nothing panics while it makes one")
    }

    /// Returns where the scratch database for a database is, and makes it where there is none yet.
    ///
    /// # Errors
    /// It cannot be made: the sentence says what is missing.
    pub(crate) fn instead_of(
        &self,
        url: &Url,
        connect_args: &Map<String, Json>,
        dialect: &'static dyn Dialect,
    ) -> Result<Place, HostError> {
        let place = Place { url: url.clone(), connect_args: connect_args.clone(), dialect };
        let mut made = self.made();
        if let Some(scratch) = made.get(&place.key()) {
            let name = scratch.place.url.database.as_deref().unwrap_or_default();
            return Ok(match self.direct.as_ref().filter(|_| dialect.facts().name == "postgresql") {
                Some(address) => place.at(address).named(name),
                None => place.named(name),
            });
        }
        // A script that connects to its scratch database by name is there already.
        if made.values().any(|scratch| scratch.place.url.database == url.database) {
            return Ok(place);
        }
        let scratch = match dialect.facts().name {
            "postgresql" => postgresql::make(&place, self.content, self.direct.as_ref(), &self.interrupt)?,
            "sqlite" => sqlite::make(&place, self.content)?,
            name => return Err(HostError::command(format!("there are no scratch databases of {name}"))),
        };
        let instead = scratch.place.clone();
        made.insert(place.key(), scratch);
        Ok(instead)
    }

    /// Returns the URL of the database that a scratch database stands for, with the password masked.
    pub(crate) fn original_of(&self, url: &Url) -> Option<String> {
        let made = self.made();
        let found = made.values().find(|scratch| scratch.place.url.database == url.database);
        found.map(|scratch| scratch.original.clone())
    }

    /// Says how each was made.
    pub(crate) fn how(&self) -> Vec<String> {
        self.made().values().map(|scratch| scratch.how.clone()).collect()
    }

    /// Runs a text of SQL on the first of them.
    pub(crate) fn execute(&self, sql: &str) -> Result<(), HostError> {
        let made = self.made();
        let Some(scratch) = made.values().next() else { return Ok(()) };
        let mut connection = scratch.place.open()?;
        connection.begin(dialect::Transactional::Writing).map_err(refused)?;
        connection.execute(&dialect::Statement::plain(sql)).map_err(refused)?;
        connection.commit().map_err(refused)
    }

    /// Reads the schemas of all of them.
    pub(crate) fn schema(&self) -> Result<Vec<Part>, HostError> {
        let mut parts = Vec::new();
        for scratch in self.made().values() {
            let mut connection = scratch.place.open()?;
            let schema = match scratch.place.dialect.inspect(connection.as_mut(), &Scope::EveryNamespace) {
                Some(schema) => schema.map_err(refused)?,
                None => Schema::default(),
            };
            parts.extend(parts_of(&schema));
            parts.extend(rest(scratch.place.dialect, connection.as_mut())?);
        }
        Ok(parts)
    }
}

/// Views, functions, triggers and the like: what tables do not hold.
fn rest(dialect: &dyn Dialect, connection: &mut dyn Connection) -> Result<Vec<Part>, HostError> {
    let objects = dialect.objects(connection, &Scope::EveryNamespace).transpose().map_err(refused)?;
    // Enum types and sequences are among the parts of the schema.
    let is_known = |object: &Object| matches!(object.kind, ObjectKind::Enum | ObjectKind::Sequence);
    let rest = objects.into_iter().flatten().filter(|object| !is_known(object));
    let content = |object: &Object| match object.kind {
        // Its version is a matter of the server.
        ObjectKind::Extension => Json::Null,
        _ => json!({"definition": object.definition, "comment": object.comment}),
    };
    Ok(rest.map(|object| Part { label: object.to_string(), content: content(&object) }).collect())
}

/// The name of a new scratch database: what it is, whose, and a number of its own.
fn new_name() -> String {
    let number = MADE.fetch_add(1, Ordering::Relaxed);
    let mut random = [0_u8; 4];
    // Without the system's randomness the process's number and ours still tell runs apart.
    let _unimportant = getrandom::fill(&mut random);
    format!("{MARK}{}_{number}_{:08x}", std::process::id(), u32::from_ne_bytes(random))
}

/// How the names of all scratch databases begin.
const MARK: &str = "limbeck_scratch_";

/// Asks for rows of texts.
fn texts(connection: &mut dyn Connection, sql: &str) -> Result<Vec<Vec<String>>, HostError> {
    Ok(rows_of(connection.execute(&dialect::Statement::plain(sql)).map_err(refused)?.rows))
}

fn rows_of(rows: Vec<Vec<schema::Value>>) -> Vec<Vec<String>> {
    let text = |value| match value {
        schema::Value::Text(text) => text,
        _ => String::new(),
    };
    rows.into_iter().map(|row| row.into_iter().map(text).collect()).collect()
}

fn refused(error: dialect::DatabaseError) -> HostError {
    HostError::command(format!("the scratch database: {}", error.message))
}
