//! PostgreSQL.

#[cfg(feature = "postgresql")]
mod backup;
#[cfg(feature = "postgresql")]
mod blockers;
#[cfg(feature = "postgresql")]
pub mod connect;
mod created_types;
mod ddl;
mod in_flight;
mod inspect;
mod probe;
mod queries;
mod reserved;
mod trash;
mod types;

use schema::{EnumType, Schema, TableName};
#[cfg(feature = "postgresql")]
use serde_json::{Map, Value as Json};

#[cfg(feature = "postgresql")]
use crate::Url;
use crate::ddl::Ddl;
use crate::dialect::{BindMark, Comments, Dialect, Facts};
use crate::in_flight::Verdict;
use crate::objects::Object;
use crate::query::{DeleteUsing, Queries};
#[cfg(feature = "postgresql")]
use crate::time_limits::Blocker;
use crate::time_limits::{Reach, TimeLimits, time_text};
use crate::trash::Trash;
use crate::types::Types;
use crate::{Connection, DatabaseError, DomainInUse, Heard, Names, Probe, Scope};
#[cfg(feature = "postgresql")]
use crate::{
    backup::{BackupError, Section, Source},
    run_lock::RunLock,
};

/// The dialect of PostgreSQL.
pub struct Postgresql;

const FACTS: Facts = Facts {
    name: "postgresql",
    impl_name: "PostgresqlImpl",
    type_compiler: "sqlalchemy.dialects.postgresql.base.PGTypeCompiler",
    transactional_ddl: true,
    runs_in_transaction: true,
    longest_name: 63,
    longest_constraint_name: 63,
    quote: '"',
    reserved_words: reserved::RESERVED_WORDS,
    backslash_escapes: false,
    booleans: ("true", "false"),
    native_boolean: true,
    native_enum: true,
    creates_enums: true,
    native_uuid: true,
    native_interval: true,
    stores_times_as_text: false,
    comments: Comments::Statement,
    alters_constraints: true,
    renames_indexes: true,
    renames_with_namespace: false,
    identity_columns: true,
    namespaces: true,
    default_values: true,
    insert_returning: true,
    on_duplicate_key: false,
    delete_using: DeleteUsing::Others,
    rows_per_insert: Some(1000),
    concatenates_by_function: false,
    bind_mark: BindMark::DollarNumber,
};

impl Dialect for Postgresql {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    fn types(&self) -> &dyn Types {
        self
    }

    fn ddl(&self) -> &dyn Ddl {
        self
    }

    fn queries(&self) -> &dyn Queries {
        self
    }

    #[cfg(feature = "postgresql")]
    fn connect(
        &self,
        url: &Url,
        connect_args: &Map<String, Json>,
    ) -> Option<Result<Box<dyn Connection>, DatabaseError>> {
        Some(connect::connect(url, connect_args))
    }

    #[cfg(feature = "postgresql")]
    fn run_lock(
        &self,
        work: &mut dyn Connection,
        url: &Url,
        connect_args: &Map<String, Json>,
        table: &TableName,
    ) -> Option<Result<Box<dyn RunLock>, DatabaseError>> {
        Some(connect::run_lock(work, url, connect_args, table))
    }

    #[cfg(feature = "postgresql")]
    fn deploy_lock(
        &self,
        work: &mut dyn Connection,
        url: &Url,
        connect_args: &Map<String, Json>,
    ) -> Option<Result<Box<dyn RunLock>, DatabaseError>> {
        Some(connect::deploy_lock(work, url, connect_args))
    }

    #[cfg(feature = "postgresql")]
    fn backups(&self) -> Option<&dyn crate::backup::Backups> {
        Some(self)
    }

    #[cfg(feature = "postgresql")]
    fn dumped_schema(&self, source: &mut Source<'_>, section: Section) -> Option<Result<String, BackupError>> {
        Some(connect::pg_dump::schema(source, section))
    }

    fn trash(&self) -> Option<&dyn Trash> {
        Some(self)
    }

    fn inspect(&self, connection: &mut dyn Connection, scope: &Scope) -> Option<Result<Schema, DatabaseError>> {
        Some(inspect::inspect(self, connection, scope))
    }

    fn inspect_table(
        &self,
        connection: &mut dyn Connection,
        namespace: Option<&str>,
        table: &str,
    ) -> Option<Result<Schema, DatabaseError>> {
        Some(inspect::inspect_table(self, connection, namespace, table))
    }

    fn names(&self, connection: &mut dyn Connection, namespace: Option<&str>) -> Option<Result<Names, DatabaseError>> {
        Some(inspect::names(connection, namespace))
    }

    fn objects(&self, connection: &mut dyn Connection, scope: &Scope) -> Option<Result<Vec<Object>, DatabaseError>> {
        Some(inspect::objects(connection, scope))
    }

    fn probe(
        &self,
        connection: &mut dyn Connection,
        probes: &[Probe],
    ) -> Option<Result<Vec<Option<Heard>>, DatabaseError>> {
        Some(probe::probe(self, connection, probes))
    }

    fn fits_in_transaction(&self, sql: &str, server_version: &[u32]) -> bool {
        in_flight::fits_in_transaction(sql, server_version)
    }

    fn judge(&self, connection: &mut dyn Connection, sql: &str) -> Result<Verdict, DatabaseError> {
        in_flight::judge(connection, sql)
    }

    fn forbids_writing(&self) -> Option<&'static str> {
        Some("SET LOCAL transaction_read_only = on")
    }

    #[cfg(feature = "postgresql")]
    fn blockers(&self, connection: &mut dyn Connection, sql: &str) -> Result<Vec<Blocker>, DatabaseError> {
        blockers::blockers(connection, sql)
    }

    fn limits_in_script(&self, limits: &TimeLimits, reach: Reach) -> Result<Vec<String>, &'static str> {
        let local = if reach == Reach::Transaction { "LOCAL " } else { "" };
        let parameters = limits.by_parameter().into_iter();
        Ok(parameters
            .filter_map(|(name, limit)| Some(format!("SET {local}{name} = '{}'", time_text(limit?))))
            .collect())
    }

    fn users_of_enum(
        &self,
        connection: &mut dyn Connection,
        enum_type: &EnumType,
    ) -> Result<Vec<String>, DatabaseError> {
        inspect::users_of_enum(connection, enum_type)
    }

    fn domain_in_use(
        &self,
        connection: &mut dyn Connection,
        domain: &TableName,
    ) -> Result<Option<DomainInUse>, DatabaseError> {
        inspect::domain_in_use(connection, domain)
    }
}
