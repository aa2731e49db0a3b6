//! Values as SQL literals.

use schema::{ColumnType, Value};

use crate::python_json::{python_float, python_json};
use crate::quote::text_literal;
use crate::refusal::compile_error;
use crate::sqlite::Sqlite;
use crate::types::{TypeKind, kind_of, resolved};
use crate::{Dialect, Unsupported};

/// Returns a value as a literal of its column's type; without a type, of the type that the value suggests.
pub fn literal(dialect: &dyn Dialect, value: &Value, column_type: Option<&ColumnType>) -> Result<String, Unsupported> {
    let kind = column_type.map_or(TypeKind::Other, |column_type| kind_of(dialect, column_type));
    let refused = || {
        let type_name = column_type.map_or("NULL".to_owned(), |column_type| type_name(dialect, column_type));
        compile_error(format!(
            "Could not render literal value \"{}\" with datatype {type_name}; see parent stack trace for more detail.",
            shown(value)
        ))
    };
    let (truth, falsehood) = dialect.facts().booleans;
    Ok(match (kind, value) {
        (_, Value::Null) => "NULL".to_owned(),
        (TypeKind::Boolean, Value::Int(1)) => truth.to_owned(),
        (TypeKind::Boolean, Value::Int(0)) => falsehood.to_owned(),
        (TypeKind::SmallInteger | TypeKind::Integer | TypeKind::BigInteger, Value::Bool(value)) => {
            i32::from(*value).to_string()
        }
        (TypeKind::SmallInteger | TypeKind::Integer | TypeKind::BigInteger, Value::Text(text)) => {
            text.trim().parse::<i128>().map_err(|_| refused())?.to_string()
        }
        (TypeKind::SmallInteger | TypeKind::Integer | TypeKind::BigInteger, Value::Float(value)) => {
            format!("{}", value.trunc())
        }
        (TypeKind::Numeric, Value::Text(text)) => {
            text.trim().parse::<f64>().map_err(|_| refused())?;
            text.clone()
        }
        (TypeKind::Numeric, Value::Bool(value)) => if *value { "True" } else { "False" }.to_owned(),
        (
            TypeKind::Text | TypeKind::Enum,
            Value::Int(_) | Value::Float(_) | Value::Bool(_) | Value::Decimal(_) | Value::BigInt(_),
        )
        | (
            TypeKind::Date | TypeKind::DateTime | TypeKind::Time | TypeKind::Boolean,
            Value::Text(_) | Value::Int(_) | Value::Float(_),
        ) => return Err(refused()),
        // SQLAlchemy writes what a column of texts is given without dashes, though it is sent with them.
        (TypeKind::CharacterUuid | TypeKind::Uuid, Value::Text(text)) if !takes_uuids(dialect, column_type) => {
            format!("'{}'", text.replace('-', "").replace('\'', "''"))
        }
        (TypeKind::Uuid, Value::Text(text)) => text_literal(dialect, text),
        (TypeKind::CharacterUuid, Value::Text(_)) => return Err(refused()),
        (TypeKind::Json, Value::Text(text)) => {
            text_literal(dialect, &python_json(&serde_json::Value::String(text.clone())))
        }
        (TypeKind::Json, value @ (Value::Bool(_) | Value::Int(_) | Value::Float(_))) => {
            let json = serde_json::to_value(value).map_err(|_| refused())?;
            text_literal(dialect, &python_json(&json))
        }
        (TypeKind::Array, Value::Array(items)) => {
            let item_type = match column_type.map(|column_type| resolved(dialect, column_type)) {
                Some(ColumnType::Array { item, .. }) => Some(&**item),
                _ => None,
            };
            array(dialect, items, item_type)?
        }
        (TypeKind::DateTime, Value::Date(date)) => date_time(dialect, &format!("{date}T00:00:00")),
        (TypeKind::Date, Value::DateTime(text)) => format!("'{}'", text.split('T').next().unwrap_or_default()),
        (_, Value::Bool(value)) => if *value { truth } else { falsehood }.to_owned(),
        (_, Value::Int(value)) => value.to_string(),
        (_, Value::BigInt(text) | Value::Decimal(text)) => text.clone(),
        (_, Value::Float(value)) => python_float(*value),
        (_, Value::Text(text)) => text_literal(dialect, text),
        (_, Value::Bytes(bytes)) => text_literal(dialect, std::str::from_utf8(bytes).map_err(|_| refused())?),
        (_, Value::Date(text)) => format!("'{text}'"),
        (_, Value::DateTime(text)) => date_time(dialect, text),
        (_, Value::Time(text)) => time(dialect, text),
        (TypeKind::Interval | TypeKind::Other, Value::Interval { days, seconds, microseconds })
            if dialect.facts().native_interval =>
        {
            let total = (*days * 86_400 + *seconds) as f64 + *microseconds as f64 / 1e6;
            format!("make_interval(secs=>{})", python_float(total))
        }
        (_, Value::Interval { .. }) => return Err(refused()),
        (TypeKind::CharacterUuid, Value::Uuid(text)) => format!("'{}'", text.replace('-', "")),
        (_, Value::Uuid(text)) if dialect.facts().native_uuid => format!("'{text}'"),
        (_, Value::Uuid(text)) => format!("'{}'", text.replace('-', "")),
        // SQLAlchemy cannot write JSON literals; a script that prints them would fail there.
        (_, Value::Json(json)) => text_literal(dialect, &python_json(json)),
        (_, Value::Array(items)) => array(dialect, items, None)?,
    })
}

/// Whether the type is one of UUIDs as Python has them, not of their texts.
fn takes_uuids(dialect: &dyn Dialect, column_type: Option<&ColumnType>) -> bool {
    match column_type.map(|column_type| resolved(dialect, column_type)) {
        Some(ColumnType::Uuid { as_uuid, .. }) => *as_uuid,
        Some(ColumnType::Native(native)) => native.arguments.get("as_uuid") != Some(&false.into()),
        _ => true,
    }
}

fn array(dialect: &dyn Dialect, items: &[Value], item_type: Option<&ColumnType>) -> Result<String, Unsupported> {
    let items: Result<Vec<String>, Unsupported> = items
        .iter()
        .map(|item| match item {
            Value::Array(parts) => array(dialect, parts, item_type),
            item => literal(dialect, item, item_type),
        })
        .collect();
    Ok(format!("ARRAY[{}]", items?.join(", ")))
}

/// `2024-01-31T13:05:00.25+02:00`; SQLite keeps neither the offset nor a variable number of digits.
fn date_time(dialect: &dyn Dialect, text: &str) -> String {
    let (date, clock) = text.split_once(['T', ' ']).unwrap_or((text, "00:00:00"));
    if dialect.facts().stores_times_as_text {
        format!("'{date} {}'", padded(clock))
    } else {
        format!("'{date} {clock}'")
    }
}

fn time(dialect: &dyn Dialect, text: &str) -> String {
    if dialect.facts().stores_times_as_text { format!("'{}'", padded(text)) } else { format!("'{text}'") }
}

/// Returns `13:05:00.250000` without an offset.
fn padded(clock: &str) -> String {
    let clock = clock.split(['+', '-', 'Z']).next().unwrap_or(clock);
    let (seconds, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    format!("{seconds}.{fraction:0<6}")
}

/// Returns how Python shows a value.
fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("'{text}'"),
        Value::Int(value) => value.to_string(),
        Value::BigInt(text) => text.clone(),
        Value::Float(value) => python_float(*value),
        Value::Bool(value) => if *value { "True" } else { "False" }.to_owned(),
        Value::Decimal(text) => format!("Decimal('{text}')"),
        Value::Interval { days, seconds, microseconds } => {
            let parts = [("days", days), ("seconds", seconds), ("microseconds", microseconds)];
            let parts: Vec<String> =
                parts.iter().filter(|(_, part)| **part != 0).map(|(name, part)| format!("{name}={part}")).collect();
            format!("datetime.timedelta({})", if parts.is_empty() { "0".to_owned() } else { parts.join(", ") })
        }
        Value::Bytes(bytes) => {
            let text: String = bytes
                .iter()
                .map(|byte| match byte {
                    0x20..=0x7e => char::from(*byte).to_string(),
                    byte => format!("\\x{byte:02x}"),
                })
                .collect();
            format!("b'{text}'")
        }
        value => format!("{value:?}"),
    }
}

/// Returns a type as SQLAlchemy's default dialect writes it.
fn type_name(dialect: &dyn Dialect, column_type: &ColumnType) -> String {
    match kind_of(dialect, column_type) {
        TypeKind::DateTime | TypeKind::Interval => "DATETIME".to_owned(),
        TypeKind::Binary => "BLOB".to_owned(),
        TypeKind::Boolean => "BOOLEAN".to_owned(),
        _ => crate::types::type_text(&Sqlite, column_type).unwrap_or_else(|_| "NULL".to_owned()),
    }
}
