//! What of a database is read into a `Schema`, and what all dialects need to read it.

mod column;
mod expression;
mod rows;

pub(crate) use column::bare_column;
pub(crate) use expression::{ordered, sql_text, without_outer_parentheses};
pub(crate) use rows::read;

/// Which namespaces are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// The one that unqualified names mean; its tables have no namespace in their names.
    #[default]
    DefaultNamespace,
    /// All of them but the server's own (`include_schemas=True`); the default one has no name here either.
    EveryNamespace,
}
