//! One table with all that stands on it, for a batch that has to make it anew.

use std::collections::BTreeMap;

use schema::{Name, TableName};
use serde::Deserialize;

use super::column_type::column_type;
use super::definition::{mentions, read_table};
use super::found_with_referred;
use super::table::{ColumnRow, Found, finish};
use crate::ddl::temporary_name;
use crate::inspect::{Original, read};
use crate::quote::quote_text;
use crate::types::type_text;
use crate::{Connection, DatabaseError, Dialect};

#[derive(Deserialize)]
struct DependentRow {
    kind: String,
    name: String,
    table_name: String,
    sql: String,
}

/// Reads a table; `None`: it is not there.
pub(in crate::sqlite) fn original(
    dialect: &dyn Dialect,
    connection: &mut dyn Connection,
    name: &TableName,
) -> Result<Option<Original>, DatabaseError> {
    let namespace = name.namespace.as_ref().map_or("main", |namespace| namespace.text.as_str());
    let temporary = temporary_name(&name.name);
    let found = found_with_referred(dialect, connection, namespace, &[&name.name.text, &temporary.text])?;
    let is_named = |table: &Found, name: &Name| table.name.eq_ignore_ascii_case(&name.text);
    let has_left_over = found.iter().any(|table| is_named(table, &temporary));
    let Some(place) = found.iter().position(|table| is_named(table, &name.name)) else { return Ok(None) };
    let declared_types = declared_types(dialect, &found[place]);
    let tables = finish(found, name.namespace.as_ref());
    let Some(mut table) = tables.into_iter().nth(place) else { return Ok(None) };
    // As the script writes it: messages and statements keep its letters.
    table.name = name.clone();
    let prefix = format!("{}.", quote_text(dialect, namespace));
    let dependents = include_str!("dependents.sql").replace("main.", &prefix);
    let dependents: Vec<DependentRow> = read(connection, &dependents, Vec::new())?;
    let (triggers, views): (Vec<DependentRow>, Vec<DependentRow>) =
        dependents.into_iter().partition(|row| row.kind == "trigger");
    let own_triggers = triggers.into_iter().filter(|row| row.table_name.eq_ignore_ascii_case(&name.name.text));
    let views = views.into_iter().filter(|row| mentions(&row.sql, &name.name.text));
    Ok(Some(Original {
        table,
        declared_types,
        triggers: own_triggers.map(|row| row.sql).collect(),
        views: views.map(|row| row.name.into()).collect(),
        has_left_over,
    }))
}

/// The types that are not written as they are declared: `MEDIUMTEXT` is known as TEXT, and must stay what it is.
fn declared_types(dialect: &dyn Dialect, found: &Found) -> BTreeMap<String, String> {
    let definition = read_table(&found.sql);
    let collation = |column: &str| definition.columns.get(&column.to_ascii_lowercase())?.collation.as_deref();
    let declared = found.columns.iter().map(|row| (row, collation(&row.name)));
    declared.filter_map(|(row, collation)| Some((row.name.clone(), declared_type(dialect, row, collation)?))).collect()
}

fn declared_type(dialect: &dyn Dialect, row: &ColumnRow, collation: Option<&str>) -> Option<String> {
    let letters = |text: &str| text.to_ascii_uppercase().replace(' ', "");
    let declared = without_generated(&row.declared_type);
    if let Some(collation) = collation {
        return Some(format!("{declared} COLLATE {}", quote_text(dialect, collation)));
    }
    let written = type_text(dialect, &column_type(declared));
    let is_same = written.is_ok_and(|written| letters(&written) == letters(declared));
    (!is_same).then(|| declared.to_owned())
}

/// SQLite counts the words of a generated column to its type.
fn without_generated(declared: &str) -> &str {
    match declared.to_ascii_uppercase().find("GENERATED ALWAYS") {
        Some(place) => declared[..place].trim_end(),
        None => declared,
    }
}
