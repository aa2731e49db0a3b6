//! What a comparison depends on besides the two schemas.

use dialect::{Dialect, DomainInUse, Heard, Probe};
use schema::{Column, EnumType, Name, NamingConvention, Pair, TableName};

/// The settings of one comparison.
pub struct Context<'context> {
    pub dialect: &'static dyn Dialect,
    pub naming_convention: &'context NamingConvention,
    /// `compare_type=True`, which is Alembic's default.
    pub compares_types: bool,
    /// `compare_server_default=False` turns it off.
    pub compares_server_defaults: bool,
    /// The version table, which is not compared.
    pub version_table: TableName,
    /// The namespace that tables without one live in (`public`): models may name it, the database's side does not.
    pub default_namespace: Option<Name>,
    /// Whether indexes of expressions are compared on SQLite, too. Alembic does not: SQLAlchemy cannot read them there.
    pub compares_all_indexes: bool,
    pub filter: &'context dyn Filter,
    pub server: &'context dyn Server,
}

/// The kinds of things that `include_name` and `include_object` are asked about; Alembic's `type_`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Schema,
    Table,
    Column,
    Index,
    UniqueConstraint,
    ForeignKeyConstraint,
    CheckConstraint,
}

/// Where the thing that is asked about comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    /// It is in the database: Alembic's `reflected=True`.
    Database,
    Models,
}

/// The thing that `include_object` is asked about.
#[derive(Clone, Debug, PartialEq)]
pub struct Subject<'subject> {
    pub kind: Kind,
    pub name: Option<&'subject Name>,
    pub table: Option<&'subject TableName>,
    pub of: Compared,
    /// Whether the other side has one of that name too: Alembic's `compare_to`.
    pub has_other: bool,
}

/// Alembic's plug-ins, which `autogenerate_plugins` of `context.configure()` chooses from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plugin {
    /// Without it nothing is compared at all, and so without the next one.
    Schemas,
    Tables,
    Types,
    /// Indexes, unique constraints, keys, and NOT NULL.
    Constraints,
    /// Server defaults, computed columns, identities.
    Defaults,
    Comments,
}

/// Which things are compared, and user code that compares by itself.
pub trait Filter {
    /// `autogenerate_plugins`: whether the plug-in has a say.
    fn has(&self, _: Plugin) -> bool {
        true
    }

    /// `include_name`: whether something of the database is looked at. What is not, is as if it were not there.
    fn includes_name(&self, _: Kind, _name: Option<&Name>, _table: Option<&TableName>) -> bool {
        true
    }

    /// Whether types of a namespace that is not the default one may be changed: `include_schemas`.
    fn includes_namespace(&self, _: &Name) -> bool {
        true
    }

    /// `include_object`: whether a difference of that thing counts.
    fn includes(&self, _: &Subject<'_>) -> bool {
        true
    }

    /// A callable `compare_type`: whether the types differ; `None` leaves it to us.
    fn type_differs(&self, _: &TableName, _: Pair<&Column>) -> Option<bool> {
        None
    }

    /// A callable `compare_server_default`: whether the defaults differ; `None` leaves it to us.
    fn server_default_differs(&self, _: &TableName, _: Pair<&Column>) -> Option<bool> {
        None
    }
}

/// Questions that only a server can answer.
pub trait Server {
    /// Returns what the server makes of parts of the models, each in the place of what was tried; all of them are tried
    /// at once. `None`: it cannot tell.
    fn probe(&self, probes: &[Probe]) -> Vec<Option<Heard>>;

    /// Returns what holds on to an enum type or to columns of it and stops a change of the type: `view v`.
    fn users_of_enum(&self, _: &EnumType) -> Vec<String> {
        Vec::new()
    }

    /// Returns how a domain is created again and what uses it; `None`: nobody can tell, or it is not ours to drop.
    fn domain_in_use(&self, _: &TableName) -> Option<DomainInUse> {
        None
    }

    /// The server's version, such as `(15, 4)`; `None`: it is taken for a new one.
    fn version(&self) -> Option<Vec<u32>> {
        None
    }
}

/// No server to ask.
pub struct WithoutServer;

impl Server for WithoutServer {
    fn probe(&self, probes: &[Probe]) -> Vec<Option<Heard>> {
        vec![None; probes.len()]
    }
}
