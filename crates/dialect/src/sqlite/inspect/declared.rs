//! The words of CREATE TABLE for the types of columns, which SQLite keeps as they are.

use schema::{Name, TableName, Value};

use super::table::ColumnRow;
use crate::inspect::{DeclaredType, read};
use crate::quote::quote_text;
use crate::{Connection, DatabaseError, Dialect};

/// Reads them of all tables of a namespace.
pub(in crate::sqlite) fn declared_types(
    dialect: &dyn Dialect,
    connection: &mut dyn Connection,
    namespace: Option<&Name>,
) -> Result<Vec<DeclaredType>, DatabaseError> {
    let file = namespace.map_or("main", |namespace| namespace.text.as_str());
    let sql = include_str!("columns.sql").replace("main.", &format!("{}.", quote_text(dialect, file)));
    let rows: Vec<ColumnRow> = read(connection, &sql, vec![Value::Text(file.to_owned()), Value::Null])?;
    let declared = |row: ColumnRow| DeclaredType {
        table: TableName { namespace: namespace.cloned(), name: row.table_name.into() },
        column: row.name,
        words: row.declared_type.to_uppercase(),
    };
    Ok(rows.into_iter().map(declared).collect())
}
