//! Drift: what the applied revisions build on a scratch database, beside what the database is.

mod fills;
mod objects;
mod origins;

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use dialect::{Dialect, Statement};
use operation::Operation;
use pyruntime::{Conversation, HostError};
use revisions::Heads;
use schema::{Pair, Schema, TableName};
use serde_json::{Map, Value as Json, json};

use crate::{
    Error, Interrupt,
    config::{Url, own_settings::DRIFT_WITHOUT},
    execute::{Description, Run},
    scratch::{self, Place, Scratches},
};
use objects::Content;
use origins::Origins;

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
    replayed: RefCell<Content>,
    origins: RefCell<Origins>,
    found: RefCell<Description>,
    /// What differs beside tables.
    found_objects: RefCell<Vec<Json>>,
    /// What is told and is no difference.
    notes: RefCell<Vec<String>>,
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

    /// Whether a scratch database was made.
    pub(crate) fn has_scratch(&self) -> bool {
        self.scratches.borrow().as_ref().is_some_and(|scratches| !scratches.how().is_empty())
    }

    /// Drops the scratch database.
    pub(crate) fn clean_up(&self) {
        self.scratches.replace(None);
    }

    /// The differences, each with the revision that it has to do with.
    pub(crate) fn differences(&self) -> Vec<Json> {
        let origins = self.origins.borrow();
        let differences = self.found.borrow().differences.clone();
        let of_tables = differences.into_iter().map(|mut difference| {
            difference["revision"] = json!(origins.of(&difference));
            difference
        });
        of_tables.chain(self.found_objects.borrow().iter().cloned()).collect()
    }

    /// What is to be told beside the differences.
    pub(crate) fn notes(&self) -> Vec<String> {
        self.notes.borrow().clone()
    }

    fn is_at(&self, stage: Stage) -> bool {
        self.stage.get() == stage
    }

    /// The scratch database that a replay connects to instead.
    fn scratch_for(
        &self,
        url: &Url,
        connect_args: &Map<String, Json>,
        dialect: &'static dyn Dialect,
        direct: Option<Url>,
        interrupt: &Interrupt,
    ) -> Result<Place, HostError> {
        let mut database = self.database.borrow_mut();
        if database.get_or_insert_with(|| url.clone()) != url {
            let text = "env.py connects to several databases; `check --drift` compares one";
            return Err(HostError::new("NotImplementedError", text));
        }
        let mut scratches = self.scratches.borrow_mut();
        let scratches = scratches.get_or_insert_with(|| Scratches::new(scratch::Content::Nothing, direct, interrupt));
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
            let direct = self.project.direct_url().map_err(Error::into_host_error)?;
            return drift.scratch_for(url, connect_args, dialect, direct, self.connections.interrupt()).map(Some);
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
        let mut live = self.read_content()?;
        let version_table = self.context()?.settings.version_table().name;
        for content in [&mut replayed, &mut live] {
            content.schema.tables.retain(|table| table.name != version_table);
            content.objects.retain(|object| object.table_name().is_none_or(|table| table != version_table));
        }
        let dialect = self.context()?.dialect;
        fills::level(dialect, Pair { before: &mut live.schema, after: &mut replayed.schema });
        let seen =
            Pair { before: self.in_sight(&live.schema, python)?, after: self.in_sight(&replayed.schema, python)? };
        let schemas = Pair { before: &*seen.before, after: &*seen.after };
        let mut found = self.differences(schemas, python)?;
        self.compare_objects(&drift, &Pair { before: &live, after: &replayed }, &mut found.differences, python)?;
        drift.found.borrow_mut().extend(found);
        Ok(true)
    }

    fn compare_objects(
        &mut self,
        drift: &Drift,
        contents: &Pair<&Content>,
        told: &mut [Json],
        python: &mut Conversation<'_>,
    ) -> Result<(), HostError> {
        let left_out = self.project.config().own().list(DRIFT_WITHOUT);
        let left_out = left_out.map_err(|error| Error::from(error).into_host_error())?;
        let mut found = objects::differences(contents);
        found.retain(|one| !one.is_meant_by(&left_out));
        let tables: Vec<TableName> = found.iter().filter_map(objects::Found::table).collect();
        let hidden = self.hidden_tables(&tables, &contents.before.schema, python)?;
        found.retain(|one| one.table().is_none_or(|table| !hidden.contains(&table)));
        drift.notes.borrow_mut().extend(found.iter().filter_map(objects::Found::note));
        let origins = drift.origins.borrow();
        for facts in found.iter().filter(|one| one.note().is_none()).map(|one| one.facts(&origins)) {
            // An enum type may be told already, as it is with the columns that use it.
            let is_same = |other: &&mut Json| ["kind", "schema", "name"].iter().all(|key| other[key] == facts[key]);
            match told.iter_mut().find(is_same) {
                Some(other) => other["changes"] = facts["changes"].clone(),
                None => drift.found_objects.borrow_mut().push(facts),
            }
        }
        Ok(())
    }

    /// Reads what the database holds. Sequences are among what stands beside tables.
    fn read_content(&mut self) -> Result<Content, HostError> {
        let schema = Schema { sequences: Vec::new(), ..self.inspect()? };
        Ok(Content { schema, objects: self.read_objects()? })
    }

    /// Keeps what the scripts have built.
    pub(super) fn keep_replayed(&mut self) -> Result<(), HostError> {
        if let Some(drift) = self.drift(Stage::Replay) {
            let replayed = self.read_content()?;
            drift.replayed.replace(replayed);
        }
        Ok(())
    }

    /// Remembers which revision an operation belongs to.
    pub(super) fn note_origin(&self, operation: &Operation) {
        if let (Some(drift), Some(revision)) = (self.drift(Stage::Replay), &self.ending.revision) {
            drift.origins.borrow_mut().note(revision, operation);
        }
    }

    /// Remembers which revision the objects belong to that statements make.
    pub(super) fn note_origins(&self, statements: &[Statement]) {
        if let (Some(drift), Some(revision)) = (self.drift(Stage::Replay), &self.ending.revision) {
            let mut origins = drift.origins.borrow_mut();
            statements.iter().for_each(|statement| origins.note_sql(revision, &statement.sql));
        }
    }
}
