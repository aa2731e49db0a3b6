//! `regclass` and its like: the binary form is a number, but what Python's drivers give is the object's name.

use schema::Value;
use tokio_postgres::Row;
use tokio_postgres::types::Type;

use super::client::Client;

/// Returns the columns of a row that number an object, with the type that names it.
pub(super) fn columns(row: &Row) -> Vec<(usize, Type)> {
    let named = row.columns().iter().map(|column| column.type_()).enumerate();
    named
        .filter(|(_, column_type)| is_named(column_type))
        .map(|(index, column_type)| (index, column_type.clone()))
        .collect()
}

fn is_named(column_type: &Type) -> bool {
    matches!(
        *column_type,
        Type::REGCLASS
            | Type::REGCOLLATION
            | Type::REGCONFIG
            | Type::REGDICTIONARY
            | Type::REGNAMESPACE
            | Type::REGOPER
            | Type::REGOPERATOR
            | Type::REGPROC
            | Type::REGPROCEDURE
            | Type::REGROLE
            | Type::REGTYPE
    )
}

/// Asks the server for the names, one question a column.
pub(super) fn fill_in(
    client: &mut Client,
    columns: &[(usize, Type)],
    rows: &mut [Vec<Value>],
) -> Result<(), tokio_postgres::Error> {
    for (index, column_type) in columns {
        let numbers: Vec<Option<u32>> = rows.iter().map(|row| number(&row[*index])).collect();
        let sql = format!(
            "SELECT number::{column_type}::text FROM pg_catalog.unnest($1::oid[]) WITH ORDINALITY AS given (number, place) \
             ORDER BY place"
        );
        let names = client.query_typed(&sql, &[(&numbers, Type::OID_ARRAY)])?;
        for (row, name) in rows.iter_mut().zip(&names) {
            row[*index] = name.try_get::<_, Option<String>>(0)?.map_or(Value::Null, Value::Text);
        }
    }
    Ok(())
}

fn number(value: &Value) -> Option<u32> {
    match value {
        Value::Int(number) => u32::try_from(*number).ok(),
        _ => None,
    }
}
