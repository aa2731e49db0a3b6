//! Errors of the SQL tongue, named as SQLAlchemy and Alembic name them.

use crate::Unsupported;

/// Returns SQLAlchemy's `CompileError`.
pub fn compile_error(message: impl Into<String>) -> Unsupported {
    refusal("sqlalchemy.exc.CompileError", message)
}

/// Returns SQLAlchemy's `ArgumentError`.
pub fn argument_error(message: impl Into<String>) -> Unsupported {
    refusal("sqlalchemy.exc.ArgumentError", message)
}

/// Returns an error of the Python class named.
pub fn refusal(exception: &'static str, message: impl Into<String>) -> Unsupported {
    Unsupported { exception, message: message.into(), hint: None }
}

/// Returns an error of a Python class with a way out.
pub fn refusal_with_hint(exception: &'static str, message: impl Into<String>, hint: impl Into<String>) -> Unsupported {
    Unsupported { exception, message: message.into(), hint: Some(hint.into()) }
}
