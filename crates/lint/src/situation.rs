//! What is known about the world when a step runs.

use std::collections::BTreeMap;

use schema::{Schema, TableName};
use serde::{Deserialize, Serialize};

use crate::{Action, Picture, Recorded, read};

/// The server that a plan is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Server {
    /// With the major version; 12 is the oldest that is told apart.
    Postgresql {
        major: u32,
    },
    Sqlite,
    /// A database whose locks are not known here: nothing is forecast.
    Other,
}

impl Server {
    /// PostgreSQL of the newest version that is told apart: what is assumed where nobody says.
    pub const NEWEST_POSTGRESQL: Self = Self::Postgresql { major: 18 };

    /// Returns the server of a dialect's name; `version` as [`dialect::Connection::server_version`] gives it.
    pub fn of(dialect: &str, version: Option<&[u32]>) -> Self {
        match dialect {
            "postgresql" => version
                .and_then(|version| version.first())
                .map_or(Self::NEWEST_POSTGRESQL, |major| Self::Postgresql { major: *major }),
            "sqlite" => Self::Sqlite,
            _ => Self::Other,
        }
    }

    /// Returns whether it is PostgreSQL of that major version or later.
    pub fn is_postgresql_from(self, wanted: u32) -> bool {
        matches!(self, Self::Postgresql { major } if major >= wanted)
    }

    pub fn is_postgresql(self) -> bool {
        matches!(self, Self::Postgresql { .. })
    }
}

/// How large a table is: an estimate of `pg_class` (`reltuples`, `pg_total_relation_size`), or counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    pub rows: u64,
    /// With indexes and TOAST.
    pub bytes: u64,
}

/// What is known when something is judged. It follows the plan: [`Situation::learn`] after each thing that was judged.
#[derive(Clone, Debug)]
pub struct Situation {
    pub server: Server,
    /// Tables as they are at this point of the plan.
    pub picture: Picture,
    /// Sizes before the plan, by table; `public` and the default namespace are left out of names.
    pub sizes: BTreeMap<TableName, Size>,
    /// Whether the session's time zone is known to be UTC: then timestamps change to `timestamptz` without a rewrite.
    pub utc: bool,
    /// Parameters that the plan has set: `lock_timeout`, `statement_timeout`.
    pub parameters: BTreeMap<String, String>,
    /// Those with which each plan begins: whoever runs it sets them.
    given: BTreeMap<String, String>,
}

impl Situation {
    /// Nothing is known but the server: files alone.
    pub fn unknown(server: Server) -> Self {
        Self {
            server,
            picture: Picture::default(),
            sizes: BTreeMap::new(),
            utc: false,
            parameters: BTreeMap::new(),
            given: BTreeMap::new(),
        }
    }

    /// The schema before the plan is known, whole.
    #[must_use]
    pub fn with_schema(mut self, schema: &Schema, dialect: &dyn dialect::Dialect) -> Self {
        self.picture = Picture::of(schema, dialect);
        self
    }

    /// Whoever runs the plan sets these parameters first.
    #[must_use]
    pub fn with_parameters(mut self, given: impl IntoIterator<Item = (String, String)>) -> Self {
        self.given = given.into_iter().collect();
        self.parameters.clone_from(&self.given);
        self
    }

    /// The sizes of tables are known.
    #[must_use]
    pub fn with_sizes(mut self, sizes: impl IntoIterator<Item = (TableName, Size)>) -> Self {
        self.sizes = sizes.into_iter().map(|(table, size)| (plain(&table), size)).collect();
        self
    }

    /// Returns the size of a table; one that the plan has made has no rows. `None`: nobody knows.
    pub fn size(&self, table: &TableName) -> Option<Size> {
        if self.picture.is_new(table) {
            return Some(Size::default());
        }
        self.sizes.get(&plain(table)).copied()
    }

    /// Begins another plan: what was made so far is there before it, and in use.
    pub fn begin_plan(&mut self) {
        self.picture.grow_old();
        self.parameters.clone_from(&self.given);
    }

    /// Takes in what something has changed, so that what follows is judged by it.
    pub fn learn(&mut self, recorded: &Recorded) {
        for (action, _) in recorded.sql.iter().flat_map(|sql| read(sql).actions) {
            self.learn_action(&action, recorded.transaction);
        }
        if let Some(operation) = &recorded.operation
            && recorded.sql.is_empty()
        {
            self.picture.learn_operation(operation);
        }
    }

    pub(crate) fn learn_action(&mut self, action: &Action, transaction: usize) {
        if let Action::Set { parameter, value, .. } = action {
            self.parameters.insert(parameter.clone(), value.clone());
        }
        self.picture.learn(action, transaction);
    }
}

/// A name with the default namespace left out, and without the wish to quote.
pub(crate) fn plain(table: &TableName) -> TableName {
    let namespace = table.namespace.as_ref().filter(|namespace| namespace.text != "public");
    TableName {
        namespace: namespace.map(|namespace| namespace.text.as_str().into()),
        name: table.name.text.as_str().into(),
    }
}
