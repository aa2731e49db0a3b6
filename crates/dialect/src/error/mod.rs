//! What a database, or the lack of a feature, answers.

mod report;
mod sqlstate;

pub use report::{Position, ServerReport};

/// The DB-API class (PEP 249) that Python code would see for an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    Operational,
    Programming,
    Integrity,
    Data,
    Internal,
    NotSupported,
    Interface,
    Database,
}

impl ErrorKind {
    /// Returns the class name: `OperationalError`.
    pub fn class(self) -> &'static str {
        match self {
            Self::Operational => "OperationalError",
            Self::Programming => "ProgrammingError",
            Self::Integrity => "IntegrityError",
            Self::Data => "DataError",
            Self::Internal => "InternalError",
            Self::NotSupported => "NotSupportedError",
            Self::Interface => "InterfaceError",
            Self::Database => "DatabaseError",
        }
    }
}

/// An error of the server, the driver or the network. The text never holds a password.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{message}")]
pub struct DatabaseError {
    pub kind: ErrorKind,
    /// The server's message, with `LINE`/`DETAIL:`/`HINT:` lines as psycopg2 prints them where the server gave them.
    pub message: String,
    /// SQLSTATE, where there is one.
    pub code: Option<String>,
    /// The statement that failed.
    pub sql: Option<String>,
    /// The connection is gone; nothing more can be sent on it.
    pub connection_lost: bool,
    /// The statement was cancelled by [`crate::Cancel`].
    pub cancelled: bool,
    /// Who said it.
    pub origin: Origin,
}

/// Who reports an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The driver itself, or SQLite.
    Driver,
    /// A statement failed on the server.
    Server(Box<ServerReport>),
    /// The server let nobody in: wrong password, no such database.
    Refused(Box<ServerReport>),
    /// The server went away in the middle of a request.
    Lost,
    /// No server was reached. asyncpg lets Python's own exception through.
    Unreachable { python_class: &'static str, python_message: String },
}

/// How a statement was refused a lock that somebody else has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockRefusal {
    /// It has waited as long as it may, or was not to wait at all (`NOWAIT`).
    Waited,
    /// It and somebody else waited for one another.
    Deadlock,
}

impl DatabaseError {
    /// Returns an error of the driver itself.
    pub fn of_driver(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            code: None,
            sql: None,
            connection_lost: false,
            cancelled: false,
            origin: Origin::Driver,
        }
    }

    /// Returns the error of a statement that the server refused.
    pub fn of_server(report: ServerReport, sql: &str) -> Self {
        Self {
            code: Some(report.code.clone()),
            sql: Some(sql.to_owned()),
            origin: Origin::Server(Box::new(report.clone())),
            ..Self::of_driver(sqlstate::kind(&report.code), report.in_full(sql))
        }
    }

    /// Returns whether somebody else's lock was in the way, so that the same statement may do later.
    pub fn lock_refusal(&self) -> Option<LockRefusal> {
        match (self.code.as_deref(), self.message.as_str()) {
            _ if self.cancelled => None,
            (Some("55P03"), _) => Some(LockRefusal::Waited),
            (Some("40P01"), _) => Some(LockRefusal::Deadlock),
            (None, "database is locked" | "database table is locked") => Some(LockRefusal::Waited),
            _ => None,
        }
    }

    /// Adds the statement that failed.
    pub fn with_sql(mut self, sql: &str) -> Self {
        self.sql.get_or_insert_with(|| sql.to_owned());
        self
    }

    /// Returns the class that SQLAlchemy prints in parentheses for a driver (`psycopg2`, `asyncpg`, `pysqlite`, …).
    /// Where SQLAlchemy lets a Python exception pass, that exception's class.
    pub fn driver_class(&self, driver: &str) -> String {
        let class = self.kind.class();
        match (Driver::named(driver), &self.origin) {
            (Driver::Sqlite, _) => format!("sqlite3.{class}"),
            (Driver::Psycopg2, Origin::Server(report)) => match sqlstate::condition(&report.code) {
                Some(condition) => format!("psycopg2.errors.{condition}"),
                None => format!("psycopg2.{class}"),
            },
            (Driver::Psycopg2, _) => format!("psycopg2.{class}"),
            (Driver::Psycopg, Origin::Server(report)) => match sqlstate::condition(&report.code) {
                Some(condition) => format!("psycopg.errors.{condition}"),
                None => format!("psycopg.{}", sqlstate::kind_in_psycopg(&report.code).class()),
            },
            (Driver::Psycopg, _) => format!("psycopg.{class}"),
            (Driver::Asyncpg, Origin::Unreachable { python_class, .. }) => (*python_class).to_owned(),
            (Driver::Asyncpg, Origin::Server(report) | Origin::Refused(report)) => {
                format!("sqlalchemy.dialects.postgresql.asyncpg.{}", asyncpg_class(&report.code).0)
            }
            (Driver::Asyncpg, Origin::Lost) => "sqlalchemy.dialects.postgresql.asyncpg.Error".to_owned(),
            (Driver::Asyncpg, Origin::Driver) => format!("sqlalchemy.dialects.postgresql.asyncpg.{class}"),
            (Driver::Pg8000, Origin::Server(_) | Origin::Refused(_)) => "pg8000.exceptions.DatabaseError".to_owned(),
            (Driver::Pg8000, _) => "pg8000.exceptions.InterfaceError".to_owned(),
        }
    }

    /// Returns the class of `sqlalchemy.exc` around the driver's error (`ProgrammingError`, `DBAPIError`); `None` where
    /// SQLAlchemy lets a Python exception pass.
    pub fn sqlalchemy_class(&self, driver: &str) -> Option<&'static str> {
        match (Driver::named(driver), &self.origin) {
            (Driver::Asyncpg, Origin::Unreachable { .. }) => None,
            (Driver::Asyncpg, Origin::Server(report) | Origin::Refused(report)) => Some(asyncpg_class(&report.code).1),
            (Driver::Asyncpg, Origin::Lost) => Some("DBAPIError"),
            (Driver::Psycopg, Origin::Server(report)) => Some(sqlstate::kind_in_psycopg(&report.code).class()),
            (Driver::Pg8000, Origin::Server(_) | Origin::Refused(_)) => Some(ErrorKind::Database.class()),
            (Driver::Pg8000, Origin::Unreachable { .. }) => Some(ErrorKind::Interface.class()),
            _ => Some(self.kind.class()),
        }
    }

    /// Returns the message as a driver words it: psycopg2 ends it with a line break, asyncpg has the bare sentence.
    pub fn message_for(&self, driver: &str) -> String {
        match (Driver::named(driver), &self.origin) {
            (Driver::Psycopg2, Origin::Driver) | (Driver::Sqlite | Driver::Psycopg, _) => self.message.clone(),
            (Driver::Psycopg2, _) => format!("{}\n", self.message),
            (Driver::Asyncpg, Origin::Lost) => "connection was closed in the middle of operation".to_owned(),
            (Driver::Asyncpg, Origin::Unreachable { python_message, .. }) => python_message.clone(),
            (Driver::Asyncpg | Driver::Pg8000, Origin::Server(report) | Origin::Refused(report)) => {
                report.message.clone()
            }
            (Driver::Asyncpg | Driver::Pg8000, _) => self.message.clone(),
        }
    }
}

/// A Python driver whose errors are imitated.
enum Driver {
    Sqlite,
    Psycopg2,
    Psycopg,
    Asyncpg,
    Pg8000,
}

impl Driver {
    /// `postgresql://` without a driver is psycopg's since SQLAlchemy 2.1.
    fn named(driver: &str) -> Self {
        match driver {
            "pysqlite" | "aiosqlite" | "sqlite" | "sqlite3" | "pysqlcipher" => Self::Sqlite,
            "psycopg2" | "psycopg2cffi" => Self::Psycopg2,
            "asyncpg" => Self::Asyncpg,
            "pg8000" => Self::Pg8000,
            _ => Self::Psycopg,
        }
    }
}

/// Returns SQLAlchemy's stand-in for asyncpg's exception, and the `sqlalchemy.exc` class around it.
fn asyncpg_class(code: &str) -> (&'static str, &'static str) {
    match code {
        "23001" => ("RestrictViolationError", "IntegrityError"),
        "23502" => ("NotNullViolationError", "IntegrityError"),
        "23503" => ("ForeignKeyViolationError", "IntegrityError"),
        "23505" => ("UniqueViolationError", "IntegrityError"),
        "23514" => ("CheckViolationError", "IntegrityError"),
        "23P01" => ("ExclusionViolationError", "IntegrityError"),
        _ => match code.get(..2).unwrap_or_default() {
            "23" => ("IntegrityError", "IntegrityError"),
            "42" => ("ProgrammingError", "ProgrammingError"),
            "XX" => ("InternalServerError", "InternalError"),
            _ => ("Error", "DBAPIError"),
        },
    }
}

/// Something a dialect cannot say, with the way out. The sentence is SQLAlchemy's or Alembic's where it has one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Unsupported {
    /// The Python exception real code would see: `NotImplementedError`, `CompileError`, `CommandError`, …
    pub exception: &'static str,
    pub message: String,
    pub hint: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server_error(code: &str, message: &str) -> DatabaseError {
        DatabaseError::of_server(ServerReport { code: code.into(), message: message.into(), ..Default::default() }, "x")
    }

    #[test]
    fn each_driver_names_an_error_its_own_way() {
        let duplicate = server_error("42710", "type \"role\" already exists");
        assert_eq!(duplicate.driver_class("psycopg2"), "psycopg2.errors.DuplicateObject");
        assert_eq!(duplicate.driver_class("psycopg"), "psycopg.errors.DuplicateObject");
        assert_eq!(duplicate.driver_class("asyncpg"), "sqlalchemy.dialects.postgresql.asyncpg.ProgrammingError");
        assert_eq!(duplicate.sqlalchemy_class("asyncpg"), Some("ProgrammingError"));
        let unique = server_error("23505", "duplicate key");
        assert_eq!(unique.driver_class("asyncpg"), "sqlalchemy.dialects.postgresql.asyncpg.UniqueViolationError");
        assert_eq!(unique.sqlalchemy_class("asyncpg"), Some("IntegrityError"));
    }

    #[test]
    fn asyncpg_has_no_class_for_a_division_by_zero() {
        let error = server_error("22012", "division by zero");
        assert_eq!(error.driver_class("asyncpg"), "sqlalchemy.dialects.postgresql.asyncpg.Error");
        assert_eq!(error.sqlalchemy_class("asyncpg"), Some("DBAPIError"));
        assert_eq!(error.sqlalchemy_class("psycopg2"), Some("DataError"));
        assert_eq!(error.message_for("psycopg2"), "division by zero\n");
        assert_eq!(error.message_for("asyncpg"), "division by zero");
    }

    #[test]
    fn psycopg_moved_raise_exception_to_programming() {
        let raised = server_error("P0001", "stop");
        assert_eq!(raised.sqlalchemy_class("psycopg2"), Some("InternalError"));
        assert_eq!(raised.sqlalchemy_class("psycopg"), Some("ProgrammingError"));
    }
}
