//! Errors of the database and of our own rooms as the Python exceptions that scripts know.

use dialect::{DatabaseError, Statement, Unsupported};
use pyruntime::{Failure, HostError};
use serde_json::{Value as Json, json};

use crate::execute::hints;

/// PostgreSQL's `insufficient_privilege`.
pub(super) const NO_RIGHT: &str = "42501";

/// The SQLSTATE of an error of the database ([`database_error`]).
pub(super) fn sqlstate(error: &HostError) -> Option<&str> {
    error.details.get("sqlstate").and_then(|code| code.as_str())
}

/// Ctrl-C arrived while a statement ran.
pub(crate) fn interrupted() -> HostError {
    HostError::new("KeyboardInterrupt", "")
}

/// The conversation with Python broke off, or what it said was raised there.
pub(crate) fn python_failure(failure: Failure) -> HostError {
    match failure {
        Failure::Raised(raised) => HostError::new(&raised.dotted_name(), raised.message),
        Failure::Lost(reason) => HostError::new("SystemError", reason),
    }
}

/// SQLAlchemy's wrapper of a driver error: `(psycopg2.errors.DuplicateTable) …` with the statement behind it.
pub(crate) fn database_error(error: &DatabaseError, driver: &str, statement: Option<&Statement>) -> HostError {
    let exception = match error.sqlalchemy_class(driver) {
        Some(class) => format!("sqlalchemy.exc.{class}"),
        // SQLAlchemy lets Python's own exception through: asyncpg's `ConnectionRefusedError`.
        None => error.driver_class(driver),
    };
    let message = error.message_for(driver);
    let driver_class = error.driver_class(driver);
    let shown = match error.sqlalchemy_class(driver) {
        Some(_) => format!("({driver_class}) {message}"),
        None => message.clone(),
    };
    let mut raised = HostError::new(&exception, shown);
    let sql = statement.map(|statement| statement.sql.clone()).or_else(|| error.sql.clone());
    let origin = json!({"class": driver_class, "message": message, "pgcode": error.code, "sqlstate": error.code});
    raised.details.insert("orig".into(), origin);
    let hint = hints::of_statement(error, sql.as_deref().unwrap_or_default());
    raised.details.insert("statement".into(), json!(sql));
    raised.details.insert("parameters".into(), statement.map_or(Json::Null, |statement| json!(statement.binds)));
    raised.details.insert("sqlstate".into(), json!(error.code));
    raised.details.insert("connection_lost".into(), json!(error.connection_lost));
    raised.with_hint(hint)
}

/// Something a dialect cannot say.
pub(crate) fn unsupported(error: Unsupported) -> HostError {
    let exception = match error.exception {
        "CommandError" => "alembic.util.exc.CommandError",
        "CompileError" => "sqlalchemy.exc.CompileError",
        "ArgumentError" => "sqlalchemy.exc.ArgumentError",
        "InvalidRequestError" => "sqlalchemy.exc.InvalidRequestError",
        other => other,
    };
    HostError::new(exception, error.message).with_hint(error.hint)
}
