//! SQLite.

#[cfg(feature = "sqlite")]
mod backup;
#[cfg(feature = "sqlite")]
pub mod connect;
mod ddl;
mod in_flight;
mod inspect;
mod queries;
mod reserved;
mod trash;
mod types;

use std::time::Duration;

use schema::{Name, Schema, TableName};
#[cfg(feature = "sqlite")]
use serde_json::{Map, Value as Json};

#[cfg(feature = "sqlite")]
use crate::Url;
use crate::ddl::Ddl;
use crate::dialect::{BindMark, Comments, Dialect, Facts};
use crate::in_flight::Verdict;
use crate::objects::Object;
use crate::query::{DeleteUsing, Queries};
#[cfg(feature = "sqlite")]
use crate::run_lock::RunLock;
use crate::time_limits::{Reach, TimeLimits};
use crate::trash::Trash;
use crate::types::Types;
use crate::{Connection, DatabaseError, DeclaredType, Names, Original, Scope};

pub use inspect::mentions;

/// The dialect of SQLite.
pub struct Sqlite;

const FACTS: Facts = Facts {
    name: "sqlite",
    impl_name: "SQLiteImpl",
    type_compiler: "sqlalchemy.dialects.sqlite.base.SQLiteTypeCompiler",
    transactional_ddl: false,
    runs_in_transaction: true,
    longest_name: 9999,
    longest_constraint_name: 9999,
    quote: '"',
    reserved_words: reserved::RESERVED_WORDS,
    backslash_escapes: false,
    booleans: ("1", "0"),
    native_boolean: false,
    native_enum: false,
    creates_enums: false,
    native_uuid: false,
    native_interval: false,
    stores_times_as_text: true,
    comments: Comments::Never,
    alters_constraints: false,
    renames_indexes: false,
    renames_with_namespace: false,
    identity_columns: false,
    namespaces: false,
    default_values: true,
    insert_returning: true,
    on_duplicate_key: false,
    delete_using: DeleteUsing::Never,
    rows_per_insert: None,
    concatenates_by_function: false,
    bind_mark: BindMark::Question,
};

impl Dialect for Sqlite {
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

    #[cfg(feature = "sqlite")]
    fn connect(
        &self,
        url: &Url,
        connect_args: &Map<String, Json>,
    ) -> Option<Result<Box<dyn Connection>, DatabaseError>> {
        Some(connect::connect(url, connect_args))
    }

    #[cfg(feature = "sqlite")]
    fn run_lock(
        &self,
        work: &mut dyn Connection,
        _url: &Url,
        _connect_args: &Map<String, Json>,
        _table: &TableName,
    ) -> Option<Result<Box<dyn RunLock>, DatabaseError>> {
        connect::run_lock(work)
    }

    #[cfg(feature = "sqlite")]
    fn deploy_lock(
        &self,
        work: &mut dyn Connection,
        _url: &Url,
        _connect_args: &Map<String, Json>,
    ) -> Option<Result<Box<dyn RunLock>, DatabaseError>> {
        connect::deploy_lock(work)
    }

    #[cfg(feature = "sqlite")]
    fn backups(&self) -> Option<&dyn crate::backup::Backups> {
        Some(self)
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
        Some(inspect::names(self, connection, namespace))
    }

    fn objects(&self, connection: &mut dyn Connection, scope: &Scope) -> Option<Result<Vec<Object>, DatabaseError>> {
        Some(inspect::objects(self, connection, scope))
    }

    fn original(
        &self,
        connection: &mut dyn Connection,
        table: &TableName,
    ) -> Option<Result<Option<Original>, DatabaseError>> {
        Some(inspect::original(self, connection, table))
    }

    fn declared_types(
        &self,
        connection: &mut dyn Connection,
        namespace: Option<&Name>,
    ) -> Option<Result<Vec<DeclaredType>, DatabaseError>> {
        Some(inspect::declared_types(self, connection, namespace))
    }

    fn fits_in_transaction(&self, sql: &str, _: &[u32]) -> bool {
        in_flight::fits_in_transaction(sql)
    }

    fn limits_in_script(&self, limits: &TimeLimits, _: Reach) -> Result<Vec<String>, &'static str> {
        if limits.statement.is_some() {
            return Err("statement_timeout");
        }
        // SQLite's shell does not wait at all by 0.
        let wait = |limit: Duration| if limit.is_zero() { TimeLimits::LONGEST } else { limit };
        Ok(limits.lock.map(|limit| format!("PRAGMA busy_timeout = {}", wait(limit).as_millis())).into_iter().collect())
    }

    fn judge(&self, _: &mut dyn Connection, sql: &str) -> Result<Verdict, DatabaseError> {
        Ok(in_flight::judge(sql))
    }
}
