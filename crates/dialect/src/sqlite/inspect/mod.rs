//! Reads what an SQLite database holds.

mod column_type;
mod definition;
mod objects;
mod original;
mod table;

use std::collections::HashMap;

use schema::{Name, Schema, Value};
use serde::Deserialize;

use crate::inspect::{read, read_names};
use crate::quote::quote_text;
use crate::{Connection, DatabaseError, Dialect, Names, Scope};
pub use definition::mentions;
pub(super) use objects::objects;
pub(super) use original::original;
use table::{ColumnRow, Found, Kind, finish};

#[derive(Deserialize)]
struct NamespaceRow {
    name: String,
}

/// A table or an index with the statement that created it.
#[derive(Deserialize)]
struct ObjectRow {
    kind: String,
    name: String,
    table_name: String,
    sql: String,
}

#[derive(Deserialize)]
struct KindRow {
    name: String,
    kind: String,
    is_without_rowid: bool,
    is_strict: bool,
}

/// Reads the tables of the database file, or of the attached ones too.
pub(super) fn inspect(
    dialect: &dyn Dialect,
    connection: &mut dyn Connection,
    scope: &Scope,
) -> Result<Schema, DatabaseError> {
    let namespaces = match scope {
        Scope::DefaultNamespace => vec![NamespaceRow { name: "main".to_owned() }],
        Scope::EveryNamespace => read(connection, include_str!("namespaces.sql"), Vec::new())?,
    };
    let mut schema = Schema::default();
    for namespace in namespaces {
        let found = found_in(dialect, connection, &namespace.name)?;
        let name = (namespace.name != "main").then(|| Name::from(namespace.name));
        schema.tables.extend(finish(found, name.as_ref()));
    }
    Ok(schema)
}

/// Reads the names of the views of a database file, and of all files.
pub(super) fn names(
    dialect: &dyn Dialect,
    connection: &mut dyn Connection,
    namespace: Option<&str>,
) -> Result<Names, DatabaseError> {
    let prefix = format!("{}.", quote_text(dialect, namespace.unwrap_or("main")));
    read_names(connection, &include_str!("names.sql").replace("main.", &prefix), Vec::new())
}

/// Returns the tables of a namespace with all that the queries say about them, in the order of their names.
fn found_in(
    dialect: &dyn Dialect,
    connection: &mut dyn Connection,
    namespace: &str,
) -> Result<Vec<Found>, DatabaseError> {
    let quoted = format!("{}.", quote_text(dialect, namespace));
    let of_namespace = |sql: &str| sql.replace("main.", &quoted);
    let bind = Value::Text(namespace.to_owned());
    let kinds: Vec<KindRow> = read(connection, include_str!("kinds.sql"), vec![bind.clone()])?;
    let kinds: HashMap<String, Kind> =
        kinds.into_iter().filter_map(|row| Some((row.name.clone(), row.kind()?))).collect();
    let objects: Vec<ObjectRow> = read(connection, &of_namespace(include_str!("objects.sql")), Vec::new())?;
    let (tables, indexes): (Vec<ObjectRow>, Vec<ObjectRow>) = objects.into_iter().partition(|row| row.kind == "table");

    let mut found: Vec<Found> = tables
        .into_iter()
        .filter_map(|row| kinds.get(&row.name).map(|kind| Found::new(row.name.clone(), row.sql, *kind)))
        .collect();
    // A table's name may be written in other letters where the index was created.
    let places: HashMap<String, usize> =
        found.iter().enumerate().map(|(place, table)| (table.name.to_ascii_lowercase(), place)).collect();
    for row in indexes {
        if let Some(place) = places.get(&row.table_name.to_ascii_lowercase()) {
            found[*place].indexes.push((row.name, row.sql));
        }
    }
    let columns: Vec<ColumnRow> = read(connection, &of_namespace(include_str!("columns.sql")), vec![bind.clone()])?;
    for row in columns {
        if let Some(place) = places.get(&row.table_name.to_ascii_lowercase()) {
            found[*place].columns.push(row);
        }
    }
    for table in found.iter_mut().filter(|table| table.kind == Kind::Virtual) {
        let binds = vec![bind.clone(), Value::Text(table.name.clone())];
        // Without its module a virtual table keeps its columns to itself.
        table.columns = read(connection, include_str!("virtual_columns.sql"), binds).unwrap_or_default();
    }
    Ok(found)
}

impl KindRow {
    /// Shadow tables belong to a virtual one.
    fn kind(&self) -> Option<Kind> {
        match self.kind.as_str() {
            "table" => Some(Kind::Plain { has_rowid: !self.is_without_rowid, is_strict: self.is_strict }),
            "virtual" => Some(Kind::Virtual),
            _ => None,
        }
    }
}
