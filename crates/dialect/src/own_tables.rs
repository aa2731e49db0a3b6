//! Tables of Limbeck's own in a user's database: where they are, and that no comparison sees them.

use schema::{Name, Schema, TableName};

use crate::objects::{Object, ObjectKind};

/// The namespace of our tables where the database has namespaces: the real Alembic compares the default one alone.
pub const NAMESPACE: &str = "limbeck";

/// The namespace of what was dropped and kept: it can be left out of a backup, or dropped, as a whole.
pub const TRASH_NAMESPACE: &str = "limbeck_trash";

/// The tables that may stand there, or in `main` of an SQLite file.
pub const NAMES: &[&str] = &["limbeck_journal", "limbeck_trash"];

/// How names of kept tables begin where there are no namespaces.
pub const TRASH_PREFIX: &str = "limbeck_trash_";

/// Returns whether a table is one of ours.
pub fn is_own(table: &TableName) -> bool {
    let name = table.name.text.as_str();
    is_own_namespace(table.namespace.as_ref()) || NAMES.contains(&name) || name.starts_with(TRASH_PREFIX)
}

/// Takes everything of ours out of what was read of a database.
pub fn leave_out(schema: &mut Schema) {
    schema.tables.retain(|table| !is_own(&table.name));
    schema.enums.retain(|enum_type| !is_own_namespace(enum_type.namespace.as_ref()));
    schema.sequences.retain(|sequence| !is_own_namespace(sequence.namespace.as_ref()));
}

/// Returns whether something beside tables is ours or belongs to one of our tables.
pub fn is_own_object(object: &Object) -> bool {
    let is_own_schema =
        object.kind == ObjectKind::Schema && object.name.as_deref().is_some_and(is_own_name_of_namespace);
    is_own_schema
        || is_own_namespace(object.namespace.as_ref())
        || object.table_name().is_some_and(|table| is_own(&table))
}

/// Returns whether a namespace is one of ours.
pub fn is_own_name_of_namespace(name: &str) -> bool {
    name == NAMESPACE || name == TRASH_NAMESPACE
}

fn is_own_namespace(namespace: Option<&Name>) -> bool {
    namespace.is_some_and(|namespace| is_own_name_of_namespace(&namespace.text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_the_users_that_is_called_alike_is_theirs() {
        let named =
            |namespace: Option<&str>, name: &str| TableName { namespace: namespace.map(Name::from), name: name.into() };
        assert!(is_own(&named(Some("limbeck"), "journal")) && is_own(&named(None, "limbeck_journal")));
        assert!(
            is_own(&named(Some("limbeck_trash"), "a2_1_users")) && is_own(&named(None, "limbeck_trash_a2_1_users"))
        );
        assert!(!is_own(&named(None, "limbeck_customers")) && !is_own(&named(Some("app"), "limbeck")));
    }
}
