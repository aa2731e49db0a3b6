//! Drift: what the applied revisions build on a scratch database, beside what the database is.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    path::Path,
    rc::Rc,
};

use dialect::{DatabaseError, Dialect};
use operation::Operation;
use pyruntime::{Conversation, HostError};
use revisions::Heads;
use schema::{Pair, Schema};
use serde_json::{Map, Value as Json, json};

use crate::execute::{Description, Run, raise::database_error};

/// How much of a database's name stands in the name of its scratch database.
const LONGEST: usize = 24;

/// The three runs of env.py that find drift.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Reads where the database is.
    #[default]
    Heads,
    /// Runs the scripts up to there on a scratch database.
    Replay,
    /// Compares.
    Compare,
}

/// What the runs hand on to each other.
#[derive(Default)]
pub(crate) struct Drift {
    stage: Cell<Stage>,
    heads: RefCell<Heads>,
    scratch: RefCell<Option<Scratch>>,
    replayed: RefCell<Schema>,
    /// The revision that made or last changed a thing, by `table` and `table.name`.
    origins: RefCell<BTreeMap<String, String>>,
    found: RefCell<Description>,
}

// `RunSettings` has `Debug`; a scratch holds an address.
impl std::fmt::Debug for Drift {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Drift({:?})", self.stage.get())
    }
}

/// A scratch database, which is dropped with this value.
struct Scratch {
    dialect: &'static dyn Dialect,
    url: dialect::Url,
    connect_args: Map<String, Json>,
    address: dialect::Url,
    _folder: tempfile::TempDir,
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Some(scratches) = self.dialect.scratches() {
            // The comparison is done and its outcome stands.
            drop(scratches.remove(&self.url, &self.connect_args, &self.address));
        }
    }
}

impl Drift {
    pub(crate) fn enter(&self, stage: Stage) {
        self.stage.set(stage);
    }

    pub(crate) fn heads(&self) -> Heads {
        self.heads.borrow().clone()
    }

    /// Drops the scratch database.
    pub(crate) fn clean_up(&self) {
        self.scratch.replace(None);
    }

    /// The differences, each with the revision that it has to do with.
    pub(crate) fn differences(&self) -> Vec<Json> {
        let origins = self.origins.borrow();
        let differences = self.found.borrow().differences.clone();
        let with_origin = differences.into_iter().map(|mut difference| {
            let text = |key: &str| difference[key].as_str().map(str::to_owned);
            let table = text("table").unwrap_or_default();
            let whole = text("name").map(|name| format!("{table}.{name}"));
            let origin = whole.and_then(|whole| origins.get(&whole)).or_else(|| origins.get(&table));
            difference["revision"] = json!(origin);
            difference
        });
        with_origin.collect()
    }

    fn is_at(&self, stage: Stage) -> bool {
        self.stage.get() == stage
    }

    fn note(&self, revision: &str, operation: &Operation) {
        let mut origins = self.origins.borrow_mut();
        let Some(table) = operation.table().map(|table| table.name.text.clone()) else { return };
        let mut note = |name: &str| {
            origins.insert(format!("{table}.{name}"), revision.to_owned());
        };
        match operation {
            Operation::CreateTable(create) => {
                create.table.columns.iter().for_each(|column| note(&column.name.text));
                origins.insert(table, revision.to_owned());
            }
            Operation::DropTable(_) => {
                origins.insert(table, revision.to_owned());
            }
            Operation::AddColumn(add) => note(&add.column.name.text),
            Operation::DropColumn(drop) => note(&drop.column.text),
            Operation::AlterColumn(alter) => note(&alter.column.text),
            Operation::CreateIndex(create) => create.index.name.given().iter().for_each(|name| note(&name.text)),
            Operation::DropIndex(drop) => drop.name.given().iter().for_each(|name| note(&name.text)),
            Operation::CreateConstraint(create) => {
                create.definition.name().given().iter().for_each(|name| note(&name.text));
            }
            Operation::DropConstraint(drop) => drop.name.given().iter().for_each(|name| note(&name.text)),
            Operation::RenameTable(rename) => {
                origins.insert(rename.to.text.clone(), revision.to_owned());
            }
            Operation::Batch(batch) => {
                drop(origins);
                batch.operations.iter().for_each(|operation| self.note(revision, operation));
            }
            _ => {}
        }
    }

    /// The address that a connection of a replay is really opened to.
    fn scratch_for(
        &self,
        dialect: &'static dyn Dialect,
        url: &dialect::Url,
        connect_args: &Map<String, Json>,
        driver: &str,
    ) -> Result<dialect::Url, HostError> {
        if let Some(scratch) = &*self.scratch.borrow() {
            if scratch.url == *url {
                return Ok(scratch.address.clone());
            }
            let text = "env.py connects to several databases; `check --drift` compares one";
            return Err(HostError::new("NotImplementedError", text));
        }
        let Some(scratches) = dialect.scratches() else {
            let text = format!("`check --drift` makes no scratch database of {}", dialect.facts().name);
            return Err(HostError::new("NotImplementedError", text));
        };
        let folder = tempfile::tempdir().map_err(|error| HostError::new("OSError", error.to_string()))?;
        let of: String = Path::new(url.database.as_deref().unwrap_or_default())
            .file_stem()
            .map(|stem| stem.to_string_lossy().chars().take(LONGEST).collect())
            .unwrap_or_default();
        // Whoever finds one that is left over sees whose it was.
        let name = format!("limbeck_drift_{of}_{}_{}", std::process::id(), jiff::Timestamp::now().as_millisecond());
        let address =
            scratches.make(url, connect_args, folder.path(), &name).map_err(|error| no_scratch(&error, driver))?;
        let connect_args = connect_args.clone();
        let scratch = Scratch { dialect, url: url.clone(), connect_args, address: address.clone(), _folder: folder };
        self.scratch.replace(Some(scratch));
        Ok(address)
    }
}

impl Run<'_> {
    /// What this run is for, where drift is looked for.
    fn drift(&self, stage: Stage) -> Option<Rc<Drift>> {
        self.settings.drift.clone().filter(|drift| drift.is_at(stage))
    }

    /// Whether the scripts run on a scratch database: what they say is no news.
    pub(super) fn is_replay(&self) -> bool {
        self.drift(Stage::Replay).is_some()
    }

    /// The address to connect to: that of a scratch database in a replay.
    pub(super) fn address_to_open(
        &self,
        dialect: &'static dyn Dialect,
        url: dialect::Url,
        connect_args: &Map<String, Json>,
        driver: &str,
    ) -> Result<dialect::Url, HostError> {
        match self.drift(Stage::Replay) {
            Some(drift) => drift.scratch_for(dialect, &url, connect_args, driver),
            None => Ok(url),
        }
    }

    /// Reads the heads, or compares; `true`: that was all that this run is for.
    pub(super) fn look_for_drift(&mut self, heads: &Heads, python: &mut Conversation<'_>) -> Result<bool, HostError> {
        if let Some(drift) = self.drift(Stage::Heads) {
            drift.heads.replace(heads.clone());
            return Ok(true);
        }
        let Some(drift) = self.drift(Stage::Compare) else { return Ok(false) };
        let mut replayed = drift.replayed.borrow().clone();
        let mut live = self.inspect()?;
        let version_table = self.context()?.settings.version_table().name;
        for schema in [&mut replayed, &mut live] {
            schema.tables.retain(|table| table.name != version_table);
        }
        let found = self.differences(Pair { before: &live, after: &replayed }, python)?;
        drift.found.borrow_mut().extend(found);
        Ok(true)
    }

    /// Keeps what the scripts have built.
    pub(super) fn keep_replayed(&mut self) -> Result<(), HostError> {
        if let Some(drift) = self.drift(Stage::Replay) {
            let replayed = self.inspect()?;
            drift.replayed.replace(replayed);
        }
        Ok(())
    }

    /// Remembers which revision an operation belongs to.
    pub(super) fn note_origin(&self, operation: &Operation) {
        if let (Some(drift), Some(revision)) = (self.drift(Stage::Replay), &self.ending.revision) {
            drift.note(revision, operation);
        }
    }
}

fn no_scratch(error: &DatabaseError, driver: &str) -> HostError {
    let is_right = error.code.as_deref() == Some("42501");
    let hint = "`check --drift` runs the scripts on a scratch database; let the role make one: ALTER ROLE … CREATEDB";
    database_error(error, driver, None).with_hint(is_right.then(|| hint.to_owned()))
}
