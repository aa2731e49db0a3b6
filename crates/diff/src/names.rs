//! Names of constraints and indexes.

use dialect::Dialect;
use dialect::naming::name_in_database;
use schema::{ConstraintName, Name, TableName};

/// Returns whether both are the same table: a wish to quote is no part of the name.
pub(crate) fn is_same_table(one: &TableName, other: &TableName) -> bool {
    let text = |name: &TableName| name.namespace.as_ref().map(|namespace| namespace.text.clone());
    one.name.text == other.name.text && text(one) == text(other)
}

/// Returns a constraint's name as the database knows it.
pub(crate) fn known_name(dialect: &dyn Dialect, name: &ConstraintName) -> Option<Name> {
    name_in_database(dialect, name).unwrap_or_else(|_| name.given().cloned())
}
