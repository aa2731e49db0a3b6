//! The SQL tongue: how types, definitions and queries are written for SQLite, PostgreSQL and MySQL, and how the first
//! two are spoken to. It turns nouns into statements; it never decides what to change and never reads a file.

pub mod backup;
#[cfg(any(feature = "sqlite", feature = "postgresql"))]
mod calendar;
mod connection;
mod context;
mod convention;
pub mod ddl;
mod dialect;
mod domain_in_use;
mod error;
pub mod in_flight;
mod inspect;
pub mod journal_table;
pub mod mysql;
pub mod naming;
mod naming_md5;
pub mod objects;
pub mod own_tables;
pub mod postgresql;
mod probe;
mod python_json;
pub mod query;
pub mod quote;
pub mod refusal;
mod registry;
mod renamed_column;
pub mod run_lock;
mod shown_statement;
pub mod split;
pub mod sqlite;
mod statement;
pub mod time_limits;
pub mod trash;
pub mod types;
mod url;
pub mod version_table;

pub use connection::{Cancel, Connection, Notice, RefusedSet, Rows, TakeRow, TellAnswer, Transactional};
pub use context::{Context, CreatedTypes, Delivery};
pub use convention::{named_constraint, named_index};
pub use dialect::{BindMark, Comments, Dialect, Facts};
pub use domain_in_use::{DomainInUse, DomainUser};
pub use error::{DatabaseError, ErrorKind, LockRefusal, Origin, Position, ServerReport, Unsupported};
pub use inspect::{DeclaredType, Names, Original, Scope};
pub use probe::{Heard, Probe};
pub use registry::{DIALECTS, by_name};
pub use renamed_column::RenamedColumn;
pub use shown_statement::shown_statement;
pub use statement::{Guard, Presence, Statement};
pub use time_limits::TimeLimits;
pub use url::Url;
