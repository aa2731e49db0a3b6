//! The server's and the network's errors, worded as libpq words them.

use std::error::Error as _;
use std::io;

use tokio_postgres::error::{DbError, ErrorPosition};

use crate::{DatabaseError, ErrorKind, Notice, Origin, Position, ServerReport};

/// What libpq says when the server goes away in the middle of a request.
const LOST: &str = "server closed the connection unexpectedly\n\tThis probably means the server terminated abnormally\n\t\
                    before or while processing the request.";

/// Returns the error of a setting that libpq would refuse.
pub(super) fn invalid(message: impl Into<String>) -> DatabaseError {
    DatabaseError::of_driver(ErrorKind::Operational, message)
}

/// Returns the error of a statement.
pub(super) fn of_statement(error: &tokio_postgres::Error, sql: &str) -> DatabaseError {
    if let Some(answer) = error.as_db_error() {
        let mut error = DatabaseError::of_server(report(answer), sql);
        error.connection_lost = is_fatal(answer);
        return error;
    }
    let is_network = error.source().is_some_and(|source| source.is::<io::Error>());
    if error.is_closed() || is_network {
        return lost().with_sql(sql);
    }
    let reason = error.source().map(|source| format!(": {source}")).unwrap_or_default();
    DatabaseError::of_driver(ErrorKind::Interface, format!("{error}{reason}")).with_sql(sql)
}

/// Returns the error of a connection that is gone.
pub(super) fn lost() -> DatabaseError {
    DatabaseError {
        connection_lost: true,
        origin: Origin::Lost,
        ..DatabaseError::of_driver(ErrorKind::Operational, LOST)
    }
}

/// A FATAL or PANIC answer is the last one on its connection.
fn is_fatal(answer: &DbError) -> bool {
    matches!(answer.severity(), "FATAL" | "PANIC")
        || answer.parsed_severity().is_some_and(|severity| {
            matches!(severity, tokio_postgres::error::Severity::Fatal | tokio_postgres::error::Severity::Panic)
        })
}

pub(super) fn report(answer: &DbError) -> ServerReport {
    let position = answer.position().map(|position| match position {
        ErrorPosition::Original(at) => Position::Statement(*at),
        ErrorPosition::Internal { position, query } => Position::Internal { at: *position, query: query.clone() },
    });
    ServerReport {
        severity: answer.severity().to_owned(),
        code: answer.code().code().to_owned(),
        message: answer.message().to_owned(),
        detail: answer.detail().map(str::to_owned),
        hint: answer.hint().map(str::to_owned),
        context: answer.where_().map(str::to_owned),
        position,
        constraint: answer.constraint().map(str::to_owned),
    }
}

pub(super) fn notice(answer: &DbError) -> Notice {
    Notice {
        severity: answer.severity().to_owned(),
        message: answer.message().to_owned(),
        detail: answer.detail().map(str::to_owned),
        hint: answer.hint().map(str::to_owned),
    }
}

/// Why one attempt to connect failed.
pub(super) enum Failure {
    /// The server answered with an error.
    Refused(Box<ServerReport>),
    /// Nobody answered at that address.
    Network {
        errno: Option<i32>,
        reason: String,
    },
    /// The encrypted channel could not be made.
    Tls(String),
    /// The server answered, but we cannot or may not go on: no password, no TLS, not the wanted kind of server.
    Handshake(String),
    TimedOut,
}

impl Failure {
    pub(super) fn of(error: &tokio_postgres::Error) -> Self {
        if let Some(answer) = error.as_db_error() {
            return Self::Refused(Box::new(report(answer)));
        }
        let reason = error.source().map(ToString::to_string).unwrap_or_default();
        let is_tls = error.to_string().starts_with("error performing TLS handshake");
        let network = error.source().and_then(|source| source.downcast_ref::<io::Error>());
        match network {
            _ if is_tls && reason == "server does not support TLS" => {
                Self::Handshake("server does not support SSL, but SSL was required".into())
            }
            _ if is_tls => Self::Tls(reason),
            Some(network) if network.kind() == io::ErrorKind::TimedOut => Self::TimedOut,
            Some(network) if network.kind() == io::ErrorKind::UnexpectedEof => Self::Handshake(LOST.into()),
            Some(network) => Self::Network { errno: network.raw_os_error(), reason: without_number(&reason) },
            None if reason == "password missing" => Self::Handshake("fe_sendauth: no password supplied".into()),
            None if error.is_closed() => Self::Handshake(LOST.into()),
            None if reason.is_empty() => Self::Handshake(error.to_string()),
            None => Self::Handshake(format!("{error}: {reason}")),
        }
    }
}

/// Rust appends `(os error 111)`; the C library's text does not.
fn without_number(text: &str) -> String {
    text.split_once(" (os error").map_or(text, |(reason, _)| reason).to_owned()
}
