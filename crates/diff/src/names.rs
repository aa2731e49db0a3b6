//! Names of constraints and indexes.

use dialect::Dialect;
use dialect::naming::name_in_database;
use schema::{ConstraintName, Name};

/// Returns a constraint's name as the database knows it.
pub(crate) fn known_name(dialect: &dyn Dialect, name: &ConstraintName) -> Option<Name> {
    name_in_database(dialect, name).unwrap_or_else(|_| given_name(name).cloned())
}

/// Returns a constraint's name as it is given, however long.
pub(crate) fn given_name(name: &ConstraintName) -> Option<&Name> {
    match name {
        ConstraintName::Written(name) | ConstraintName::Final { name } => Some(name),
        ConstraintName::None => None,
    }
}
