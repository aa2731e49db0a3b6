//! Reads what an SQLite database holds.

mod column_type;
mod declared;
mod definition;
mod objects;
mod original;
mod table;

use std::collections::HashMap;

use schema::{Name, Schema, Value};
use serde::Deserialize;
use serde_json::json;

use crate::inspect::{read, read_names};
use crate::quote::quote_text;
use crate::{Connection, DatabaseError, Dialect, Names, Scope};
pub(super) use declared::declared_types;
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
        let found = found_in(dialect, connection, &namespace.name, None)?;
        let name = (namespace.name != "main").then(|| Name::from(namespace.name));
        schema.tables.extend(finish(found, name.as_ref()));
    }
    Ok(schema)
}

/// Reads one table or view of a database file.
pub(super) fn inspect_table(
    dialect: &dyn Dialect,
    connection: &mut dyn Connection,
    namespace: Option<&str>,
    table: &str,
) -> Result<Schema, DatabaseError> {
    let mut found = found_with_referred(dialect, connection, namespace.unwrap_or("main"), &[table])?;
    if found.is_empty() {
        found = view_in(connection, namespace.unwrap_or("main"), table)?;
    }
    let mut tables = finish(found, namespace.map(Name::from).as_ref());
    // As in SQLAlchemy the letters count.
    tables.retain(|read| read.name.name.text == table);
    Ok(Schema { tables, ..Schema::default() })
}

/// Reads the names of the tables and views of a database file, and of all files.
pub(super) fn names(
    dialect: &dyn Dialect,
    connection: &mut dyn Connection,
    namespace: Option<&str>,
) -> Result<Names, DatabaseError> {
    let prefix = format!("{}.", quote_text(dialect, namespace.unwrap_or("main")));
    read_names(connection, &include_str!("names.sql").replace("main.", &prefix), Vec::new())
}

/// Returns some tables and those whose primary keys their foreign keys mean without naming them.
fn found_with_referred(
    dialect: &dyn Dialect,
    connection: &mut dyn Connection,
    namespace: &str,
    names: &[&str],
) -> Result<Vec<Found>, DatabaseError> {
    let mut found = found_in(dialect, connection, namespace, Some(names))?;
    let referred: Vec<String> = found.iter().flat_map(Found::referred_by_key).collect();
    let is_missing = |name: &&str| !names.iter().any(|known| known.eq_ignore_ascii_case(name));
    let referred: Vec<&str> = referred.iter().map(String::as_str).filter(is_missing).collect();
    if !referred.is_empty() {
        found.extend(found_in(dialect, connection, namespace, Some(&referred))?);
    }
    Ok(found)
}

/// Returns a view with its columns, if there is one of that name.
fn view_in(connection: &mut dyn Connection, namespace: &str, name: &str) -> Result<Vec<Found>, DatabaseError> {
    let binds = vec![Value::Text(namespace.to_owned()), Value::Text(name.to_owned())];
    let columns: Vec<ColumnRow> = read(connection, include_str!("virtual_columns.sql"), binds)?;
    let view = Found { columns, ..Found::new(name.to_owned(), String::new(), Kind::View) };
    Ok(if view.columns.is_empty() { Vec::new() } else { vec![view] })
}

/// Returns the tables of a namespace, or those of these names, with all that the queries say about them, in the order of
/// their names.
fn found_in(
    dialect: &dyn Dialect,
    connection: &mut dyn Connection,
    namespace: &str,
    names: Option<&[&str]>,
) -> Result<Vec<Found>, DatabaseError> {
    let quoted = format!("{}.", quote_text(dialect, namespace));
    let of_namespace = |sql: &str| sql.replace("main.", &quoted);
    let bind = Value::Text(namespace.to_owned());
    let named = names.map_or(Value::Null, |names| Value::Text(json!(names).to_string()));
    let kinds: Vec<KindRow> = read(connection, include_str!("kinds.sql"), vec![bind.clone()])?;
    let kinds: HashMap<String, Kind> =
        kinds.into_iter().filter_map(|row| Some((row.name.clone(), row.kind()?))).collect();
    let objects: Vec<ObjectRow> = read(connection, &of_namespace(include_str!("objects.sql")), vec![named.clone()])?;
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
    let columns: Vec<ColumnRow> =
        read(connection, &of_namespace(include_str!("columns.sql")), vec![bind.clone(), named])?;
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
