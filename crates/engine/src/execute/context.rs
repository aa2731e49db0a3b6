//! What `context.configure()` set up: where statements go, and which transaction they are in.

use dialect::{
    Context, Delivery, Dialect,
    query::{Mode, Paramstyle},
    version_table::{VersionTable, WithPrimaryKey},
};
use schema::{Name, NamingConvention, Table, TableName};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use pyruntime::HostError;

use crate::execute::{
    autogenerate::AutogenerateSettings,
    journal::Journal,
    patience::{ContextLimits, Retry},
    trash::TrashOfContext,
};

/// The keywords of `context.configure()` that decide something here; the Python side keeps all of them for itself.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Settings {
    #[serde(default)]
    pub(crate) transactional_ddl: Option<bool>,
    #[serde(default)]
    pub(crate) transaction_per_migration: bool,
    #[serde(default)]
    pub(crate) output_buffer: Option<Callable>,
    #[serde(default)]
    pub(crate) literal_binds: bool,
    #[serde(default)]
    pub(crate) starting_rev: Option<String>,
    #[serde(default)]
    pub(crate) as_sql: Option<bool>,
    #[serde(default)]
    pub(crate) version_table: Option<Name>,
    #[serde(default)]
    pub(crate) version_table_schema: Option<Name>,
    #[serde(default)]
    pub(crate) version_table_pk: Option<bool>,
    #[serde(default)]
    pub(crate) process_revision_directives: Option<Callable>,
    #[serde(default)]
    pub(crate) template_args: Map<String, Json>,
    #[serde(default)]
    pub(crate) on_version_apply: Option<Callable>,
    #[serde(default)]
    pub(crate) naming_convention: Option<NamingConvention>,
    /// Whether env.py gave `target_metadata`.
    #[serde(default)]
    pub(crate) has_metadata: bool,
    /// It stands in a module that was not executed: Python tells it when it is needed.
    #[serde(default)]
    pub(crate) naming_convention_waits: bool,
    #[serde(flatten)]
    pub(crate) autogenerate: AutogenerateSettings,
}

/// A Python function, by the number under which the shim keeps it.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Callable {
    pub(crate) callable: u32,
}

impl Settings {
    /// Reads the keywords; values of the wrong kind are an error that names them.
    pub(crate) fn read(keywords: Map<String, Json>) -> Result<Self, HostError> {
        serde_json::from_value(Json::Object(keywords))
            .map_err(|error| HostError::new("TypeError", format!("context.configure(): {error}")))
    }

    /// The version table as `configure()` describes it.
    pub(crate) fn version_table(&self) -> VersionTable {
        let name = TableName {
            namespace: self.version_table_schema.clone(),
            name: self.version_table.clone().unwrap_or_else(|| "alembic_version".into()),
        };
        let has_key = self.version_table_pk.unwrap_or(true);
        VersionTable { name, primary_key: if has_key { WithPrimaryKey::Yes } else { WithPrimaryKey::No } }
    }
}

/// A running migration context: the last `configure()`.
pub(crate) struct MigrationContext {
    pub(crate) dialect: &'static dyn Dialect,
    /// The number of the connection; none offline.
    pub(crate) connection: Option<u32>,
    /// How the driver of the connection marks parameters.
    pub(crate) paramstyle: Paramstyle,
    pub(crate) as_sql: bool,
    /// Whether the whole run, or each migration, is one transaction.
    pub(crate) transactional_ddl: bool,
    /// The caller had begun a transaction before `configure()`: it is theirs to end.
    pub(crate) in_external_transaction: bool,
    pub(crate) settings: Settings,
    /// What statements depend on besides their own words.
    pub(crate) wording: Context,
    /// The version table where env.py has shaped it itself.
    pub(crate) shaped_version_table: Option<Table>,
    /// Open `begin_transaction()` blocks, innermost last.
    pub(crate) scopes: Vec<Scope>,
    pub(crate) journal: Journal,
    pub(crate) limits: ContextLimits,
    pub(crate) retry: Retry,
    pub(crate) trash: TrashOfContext,
}

/// What one `begin_transaction()` block does at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Somebody else's transaction, or none at all.
    Nothing,
    /// Offline: prints COMMIT.
    Printed,
    /// Commits or rolls back.
    Real,
}

/// The two places where a transaction may begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    Run,
    Migration,
}

impl MigrationContext {
    /// Keeps the naming convention that Python could not tell before.
    pub(crate) fn set_naming_convention(&mut self, convention: Option<NamingConvention>) {
        self.settings.naming_convention_waits = false;
        self.wording.naming_convention = convention.unwrap_or_default();
    }

    /// Whether values are bound or written into the text.
    pub(crate) fn mode(&self) -> Mode {
        match self.wording.delivery {
            Delivery::Executed => Mode::Bound,
            Delivery::Printed => Mode::Literal,
            Delivery::PrintedWithNames => Mode::Named,
        }
    }

    /// How the version table's own statements hold their values: Alembic prints revisions as literals, asked to or not.
    pub(crate) fn mode_of_version_rows(&self) -> Mode {
        match self.wording.delivery {
            Delivery::Executed => Mode::Bound,
            Delivery::Printed | Delivery::PrintedWithNames => Mode::Literal,
        }
    }

    /// Which kind of block begins at a level; the rules are those of Alembic's `MigrationContext.begin_transaction`.
    pub(crate) fn scope_at(&self, level: Level) -> Scope {
        if self.in_external_transaction {
            return Scope::Nothing;
        }
        let level_of_transaction = match (self.transactional_ddl, self.settings.transaction_per_migration) {
            (true, false) => Level::Run,
            (true, true) | (false, _) => Level::Migration,
        };
        match (level == level_of_transaction, self.as_sql) {
            (false, _) => Scope::Nothing,
            (true, true) if self.transactional_ddl => Scope::Printed,
            (true, true) => Scope::Nothing,
            (true, false) => Scope::Real,
        }
    }
}
