//! A dialect: its facts, and its way to write types, definitions and queries.

use serde_json::{Map, Value as Json};

use schema::{EnumType, Name, Schema, TableName};

use crate::backup::{BackupError, Backups, Section, Source};
use crate::ddl::Ddl;
use crate::in_flight::Verdict;
use crate::inspect::Scope;
use crate::objects::Object;
use crate::query::{DeleteUsing, Queries};
use crate::run_lock::RunLock;
use crate::time_limits::{Blocker, Reach, TimeLimits};
use crate::trash::Trash;
use crate::types::Types;
use crate::{Connection, DatabaseError, DeclaredType, DomainInUse, Heard, Names, Original, Probe, Url};

/// Differences between databases that are data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// SQLAlchemy's name: `sqlite`, `postgresql`, `mysql`.
    pub name: &'static str,
    /// Alembic's class in the log line `Context impl SQLiteImpl.`
    pub impl_name: &'static str,
    /// SQLAlchemy's class in `Compiler <…> can't render element of type …`.
    pub type_compiler: &'static str,
    /// What Alembic says of the dialect: `--sql` prints BEGIN and COMMIT only where this holds.
    pub transactional_ddl: bool,
    /// Whether our own runs keep DDL inside a transaction: also true for SQLite.
    pub runs_in_transaction: bool,
    /// How many characters a name may have.
    pub longest_name: usize,
    /// The same for constraints and indexes.
    pub longest_constraint_name: usize,
    /// What stands around a quoted name.
    pub quote: char,
    /// Names that must be quoted, in lower case and sorted.
    pub reserved_words: &'static [&'static str],
    /// Whether a backslash in a literal means more than itself.
    pub backslash_escapes: bool,
    /// What `sa.true()` and `sa.false()` are.
    pub booleans: (&'static str, &'static str),
    /// Whether BOOLEAN is a type of its own, so that no CHECK is needed.
    pub native_boolean: bool,
    pub native_enum: bool,
    /// Whether an enum is a type that is created and dropped by itself.
    pub creates_enums: bool,
    pub native_uuid: bool,
    pub native_interval: bool,
    /// Whether date and time literals have SQLite's fixed width.
    pub stores_times_as_text: bool,
    pub comments: Comments,
    /// Whether constraints can be added and dropped by ALTER TABLE.
    pub alters_constraints: bool,
    /// Whether indexes and constraints can be given another name.
    pub renames_indexes: bool,
    /// Whether RENAME TO repeats the namespace.
    pub renames_with_namespace: bool,
    pub identity_columns: bool,
    /// Whether CREATE SCHEMA makes a namespace.
    pub namespaces: bool,
    /// Whether `INSERT … DEFAULT VALUES` exists; MySQL writes `() VALUES ()`.
    pub default_values: bool,
    /// Whether INSERT of a single row names the primary key in RETURNING.
    pub insert_returning: bool,
    /// Whether an upsert is `ON DUPLICATE KEY UPDATE`.
    pub on_duplicate_key: bool,
    pub delete_using: DeleteUsing,
    /// How many rows of an executemany one INSERT takes; `None`: one, the driver repeats it quickly.
    pub rows_per_insert: Option<usize>,
    /// Whether `a || b` is written `concat(a, b)`.
    pub concatenates_by_function: bool,
    pub bind_mark: BindMark,
}

/// How a dialect keeps comments of tables and columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comments {
    Never,
    /// Inside CREATE TABLE.
    Inline,
    /// `COMMENT ON …`.
    Statement,
}

/// How a bound value is marked in SQL text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BindMark {
    Question,
    DollarNumber,
}

/// One database product.
pub trait Dialect: Sync {
    fn facts(&self) -> &'static Facts;
    fn types(&self) -> &dyn Types;
    fn ddl(&self) -> &dyn Ddl;
    fn queries(&self) -> &dyn Queries;

    /// Opens a connection; `None`: this program writes the dialect's SQL but does not speak to its servers.
    fn connect(&self, _: &Url, _: &Map<String, Json>) -> Option<Result<Box<dyn Connection>, DatabaseError>> {
        None
    }

    /// Opens what holds the lock of a version table; `None`: there is nobody to lock out.
    ///
    /// `work` is the connection that does the work, opened by `url` and `connect_args`; it says where the table is.
    fn run_lock(
        &self,
        _work: &mut dyn Connection,
        _url: &Url,
        _connect_args: &Map<String, Json>,
        _table: &TableName,
    ) -> Option<Result<Box<dyn RunLock>, DatabaseError>> {
        None
    }

    /// Opens what holds the lock of whole deploys, which does not keep single runs out; `None`: there is nobody to lock out.
    fn deploy_lock(
        &self,
        _work: &mut dyn Connection,
        _url: &Url,
        _connect_args: &Map<String, Json>,
    ) -> Option<Result<Box<dyn RunLock>, DatabaseError>> {
        None
    }

    /// Returns the way to copy a database into a file, where there is one.
    fn backups(&self) -> Option<&dyn Backups> {
        None
    }

    /// Returns a part of a database's schema as SQL, by the server's own program; `None`: it has none.
    fn dumped_schema(&self, _: &mut Source<'_>, _: Section) -> Option<Result<String, BackupError>> {
        None
    }

    /// Returns how what is dropped can be kept instead, where it can.
    fn trash(&self) -> Option<&dyn Trash> {
        None
    }

    /// Reads what a database holds; `None`: this program does not read the dialect's catalogues.
    fn inspect(&self, _: &mut dyn Connection, _: &Scope) -> Option<Result<Schema, DatabaseError>> {
        None
    }

    /// Reads one table of a namespace, of the default one by `None`, and all enum types. Here a view, a partition or a table
    /// of an extension is a table, too.
    fn inspect_table(
        &self,
        _: &mut dyn Connection,
        _namespace: Option<&str>,
        _table: &str,
    ) -> Option<Result<Schema, DatabaseError>> {
        None
    }

    /// Reads the names of a namespace's tables, views and sequences, of the default one by `None`, and of all namespaces.
    fn names(&self, _: &mut dyn Connection, _: Option<&str>) -> Option<Result<Names, DatabaseError>> {
        None
    }

    /// Reads what a database holds beside tables and their columns, but what is the server's, an extension's, or ours;
    /// `None`: this program does not read the dialect's catalogues.
    fn objects(&self, _: &mut dyn Connection, _: &Scope) -> Option<Result<Vec<Object>, DatabaseError>> {
        None
    }

    /// Reads one table with all that stands on it; `None`: this dialect alters its tables and never replaces them.
    fn original(&self, _: &mut dyn Connection, _: &TableName) -> Option<Result<Option<Original>, DatabaseError>> {
        None
    }

    /// Reads how the columns of a namespace are declared, of the default one by `None`; `None`: the catalogue keeps types,
    /// whatever words they had.
    fn declared_types(
        &self,
        _: &mut dyn Connection,
        _namespace: Option<&Name>,
    ) -> Option<Result<Vec<DeclaredType>, DatabaseError>> {
        None
    }

    /// Tries parts of models on a server that spells them in its own way; `None`: this one keeps texts as they are, or
    /// cannot take back what is tried. `None` in the place of a table: it could not be tried on.
    fn probe(&self, _: &mut dyn Connection, _: &[Probe]) -> Option<Result<Vec<Option<Heard>>, DatabaseError>> {
        None
    }

    /// Whether statements outside a transaction could as well stand in one of their own, which then commits at once.
    fn fits_in_transaction(&self, _sql: &str, _server_version: &[u32]) -> bool {
        false
    }

    /// Asks the catalogue whether a statement was carried out that was running when its program died.
    fn judge(&self, _: &mut dyn Connection, _sql: &str) -> Result<Verdict, DatabaseError> {
        Ok(Verdict::Unknown)
    }

    /// Returns the sessions with locks on what a statement names, those that have had them longest first.
    fn blockers(&self, _: &mut dyn Connection, _sql: &str) -> Result<Vec<Blocker>, DatabaseError> {
        Ok(Vec::new())
    }

    /// Returns the statements by which a printed script keeps these limits.
    ///
    /// # Errors
    /// The name of a limit for which the dialect has no statement.
    fn limits_in_script(&self, limits: &TimeLimits, _: Reach) -> Result<Vec<String>, &'static str> {
        let missing = limits.by_parameter().into_iter().find(|(_, limit)| limit.is_some());
        missing.map_or(Ok(Vec::new()), |(name, _)| Err(name))
    }

    /// Returns what makes the rest of a transaction refuse to write, until a savepoint before it is rolled back; `None`:
    /// here a question cannot write.
    fn forbids_writing(&self) -> Option<&'static str> {
        None
    }

    /// Returns what holds on to an enum type or to columns of it, such as a view, in the server's words. Their type cannot
    /// be changed while it is there.
    fn users_of_enum(&self, _: &mut dyn Connection, _: &EnumType) -> Result<Vec<String>, DatabaseError> {
        Ok(Vec::new())
    }

    /// Returns how a domain is created again and what uses it; `None`: it is not ours to drop.
    fn domain_in_use(&self, _: &mut dyn Connection, _: &TableName) -> Result<Option<DomainInUse>, DatabaseError> {
        Ok(None)
    }
}
