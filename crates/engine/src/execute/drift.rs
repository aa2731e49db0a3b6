//! Drift: what the applied revisions build on a scratch database, beside what the database is.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::Rc,
};

use dialect::Dialect;
use operation::Operation;
use pyruntime::{Conversation, HostError};
use revisions::Heads;
use schema::{Pair, Schema};
use serde_json::{Map, Value as Json, json};

use crate::{
    Interrupt,
    config::Url,
    execute::{Description, Run},
    scratch::{Content, Place, Scratches},
};

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
    /// The one database that env.py connects to.
    database: RefCell<Option<Url>>,
    scratches: RefCell<Option<Scratches>>,
    replayed: RefCell<Schema>,
    /// The revision that made or last changed a thing, by `table` and `table.name`.
    origins: RefCell<BTreeMap<String, String>>,
    found: RefCell<Description>,
}

// `RunSettings` has `Debug`; a URL has a password.
impl std::fmt::Debug for Drift {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Drift({:?})", self.stage.get())
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
        self.scratches.replace(None);
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

    /// The scratch database that a replay connects to instead.
    fn scratch_for(
        &self,
        url: &Url,
        connect_args: &Map<String, Json>,
        dialect: &'static dyn Dialect,
        interrupt: &Interrupt,
    ) -> Result<Place, HostError> {
        let mut database = self.database.borrow_mut();
        if database.get_or_insert_with(|| url.clone()) != url {
            let text = "env.py connects to several databases; `check --drift` compares one";
            return Err(HostError::new("NotImplementedError", text));
        }
        let mut scratches = self.scratches.borrow_mut();
        let scratches = scratches.get_or_insert_with(|| Scratches::new(Content::Nothing, interrupt));
        scratches.instead_of(url, connect_args, dialect)
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

    /// The scratch database to connect to instead, in a replay or a rehearsal.
    pub(super) fn scratch_instead_of(
        &self,
        url: &Url,
        connect_args: &Map<String, Json>,
        dialect: &'static dyn Dialect,
    ) -> Result<Option<Place>, HostError> {
        if let Some(drift) = self.drift(Stage::Replay) {
            return drift.scratch_for(url, connect_args, dialect, self.connections.interrupt()).map(Some);
        }
        let scratches = self.connections.tape().and_then(|tape| tape.scratches());
        scratches.map(|scratches| scratches.instead_of(url, connect_args, dialect)).transpose()
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
