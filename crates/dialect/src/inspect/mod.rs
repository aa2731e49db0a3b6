//! What of a database is read into a `Schema`, and what all dialects need to read it.

mod column;
mod expression;
mod rows;

use std::collections::BTreeMap;

use schema::{Name, Table, TableName, Value};
use serde::{Deserialize, Serialize};

use crate::{Connection, DatabaseError, own_tables};

pub(crate) use column::bare_column;
pub(crate) use expression::{ordered, sql_text, without_outer_parentheses};
pub(crate) use rows::read;

/// A table that is to be replaced, and what would go with it or be in the way.
#[derive(Clone, Debug, PartialEq)]
pub struct Original {
    pub table: Table,
    /// Types as they were declared, by column, where that is not how the column's type is written.
    pub declared_types: BTreeMap<String, String>,
    /// Statements that create its triggers.
    pub triggers: Vec<String>,
    /// Views that speak of it.
    pub views: Vec<Name>,
    /// Whether a table of the name that a replacement has at first is there already.
    pub has_left_over: bool,
}

/// A column with the words that it was declared with, in capitals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredType {
    pub table: TableName,
    pub column: String,
    pub words: String,
}

/// What a namespace holds, by name; and the names of all namespaces.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Names {
    pub tables: Vec<String>,
    pub views: Vec<String>,
    pub materialized_views: Vec<String>,
    pub sequences: Vec<String>,
    pub namespaces: Vec<String>,
}

#[derive(Deserialize)]
struct NameRow {
    kind: String,
    name: String,
}

/// Reads the names that a catalogue query gives with their kinds.
pub(crate) fn read_names(
    connection: &mut dyn Connection,
    sql: &str,
    binds: Vec<Value>,
) -> Result<Names, DatabaseError> {
    let mut names = Names::default();
    for NameRow { kind, name } in read::<NameRow>(connection, sql, binds)? {
        match kind.as_str() {
            "table" if own_tables::is_own(&TableName { namespace: None, name: name.as_str().into() }) => {}
            "table" => names.tables.push(name),
            "view" => names.views.push(name),
            "materialized_view" => names.materialized_views.push(name),
            "sequence" => names.sequences.push(name),
            // Scripts and comparators that go over all namespaces do not meet ours.
            _ if own_tables::is_own_name_of_namespace(&name) => {}
            _ => names.namespaces.push(name),
        }
    }
    for list in [
        &mut names.tables,
        &mut names.views,
        &mut names.materialized_views,
        &mut names.sequences,
        &mut names.namespaces,
    ] {
        list.sort();
    }
    Ok(names)
}

/// Which namespaces are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// The one that unqualified names mean; its tables have no namespace in their names.
    #[default]
    DefaultNamespace,
    /// All of them but the server's own (`include_schemas=True`); the default one has no name here either.
    EveryNamespace,
}
