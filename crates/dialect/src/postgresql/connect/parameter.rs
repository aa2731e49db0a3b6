//! Bound values as text: the server's own input functions convert them.

use std::error::Error;
use std::fmt::Write as _;

use schema::Value;
use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{Format, IsNull, ToSql, Type, to_sql_checked};

use crate::python_json::{python_float, python_json};

/// One bound value.
#[derive(Debug)]
pub(super) struct Parameter<'a>(pub &'a Value);

impl ToSql for Parameter<'_> {
    fn to_sql(&self, _: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match text(self.0) {
            Some(text) => {
                out.extend_from_slice(text.as_bytes());
                Ok(IsNull::No)
            }
            None => Ok(IsNull::Yes),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    fn encode_format(&self, _: &Type) -> Format {
        Format::Text
    }

    to_sql_checked!();
}

/// Returns the type that the literal psycopg2 would write in the value's place has; `unknown` lets the server decide
/// from the context.
pub(super) fn declared_type(value: &Value) -> Type {
    match value {
        Value::Null | Value::Text(_) | Value::Json(_) => Type::UNKNOWN,
        Value::Bool(_) => Type::BOOL,
        Value::Int(value) if i32::try_from(*value).is_ok() => Type::INT4,
        Value::Int(_) => Type::INT8,
        Value::BigInt(_) | Value::Decimal(_) => Type::NUMERIC,
        Value::Float(value) if value.is_finite() => Type::NUMERIC,
        Value::Float(_) => Type::FLOAT8,
        Value::Bytes(_) => Type::BYTEA,
        Value::Date(_) => Type::DATE,
        Value::Time(text) if has_offset(text) => Type::TIMETZ,
        Value::Time(_) => Type::TIME,
        Value::DateTime(text) if has_offset(text.get(10..).unwrap_or_default()) => Type::TIMESTAMPTZ,
        Value::DateTime(_) => Type::TIMESTAMP,
        Value::Interval { .. } => Type::INTERVAL,
        Value::Uuid(_) => Type::UUID,
        Value::Array(items) => declared_array(items),
    }
}

/// Arrays of numbers have the type of their literal; those of strings may be meant for an enum, so the context decides.
fn declared_array(items: &[Value]) -> Type {
    let mut types = items.iter().filter(|item| **item != Value::Null).map(declared_type);
    let Some(first) = types.next() else { return Type::UNKNOWN };
    let widest = types.try_fold(first, |widest, next| match (&widest, &next) {
        _ if widest == next => Some(widest),
        (&Type::INT4, &Type::INT8) | (&Type::INT8, &Type::INT4) => Some(Type::INT8),
        (&Type::INT4 | &Type::INT8 | &Type::NUMERIC, &Type::INT4 | &Type::INT8 | &Type::NUMERIC) => Some(Type::NUMERIC),
        _ => None,
    });
    match widest {
        Some(Type::BOOL) => Type::BOOL_ARRAY,
        Some(Type::INT4) => Type::INT4_ARRAY,
        Some(Type::INT8) => Type::INT8_ARRAY,
        Some(Type::NUMERIC) => Type::NUMERIC_ARRAY,
        Some(Type::DATE) => Type::DATE_ARRAY,
        Some(Type::TIMESTAMP) => Type::TIMESTAMP_ARRAY,
        Some(Type::TIMESTAMPTZ) => Type::TIMESTAMPTZ_ARRAY,
        Some(Type::UUID) => Type::UUID_ARRAY,
        _ => Type::UNKNOWN,
    }
}

fn has_offset(time: &str) -> bool {
    time.contains(['+', '-', 'Z'])
}

/// Returns what the server's input function reads, or `None` for NULL.
fn text(value: &Value) -> Option<String> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(value) => if *value { "t" } else { "f" }.to_owned(),
        Value::Int(value) => value.to_string(),
        Value::Float(value) if value.is_finite() => python_float(*value),
        Value::Float(value) => if value.is_nan() {
            "NaN"
        } else if *value > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }
        .to_owned(),
        Value::BigInt(text)
        | Value::Decimal(text)
        | Value::Text(text)
        | Value::Date(text)
        | Value::Time(text)
        | Value::DateTime(text)
        | Value::Uuid(text) => text.clone(),
        Value::Bytes(bytes) => hex(bytes),
        Value::Interval { days, seconds, microseconds } => {
            format!("{days} days {seconds} seconds {microseconds} microseconds")
        }
        Value::Json(json) => python_json(json),
        Value::Array(items) => array(items),
    })
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 + bytes.len() * 2);
    text.push_str("\\x");
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// `{1,"a \"b\"",NULL,{…}}`
fn array(items: &[Value]) -> String {
    let elements: Vec<String> = items
        .iter()
        .map(|item| match item {
            Value::Array(inner) => array(inner),
            other => text(other).map_or_else(
                || "NULL".to_owned(),
                |text| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
            ),
        })
        .collect();
    format!("{{{}}}", elements.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_array_is_a_literal_that_the_server_reads() {
        let value = Value::Array(vec![
            Value::Array(vec!["a \"b\" \\".into(), Value::Null]),
            Value::Array(vec![Value::Bytes(vec![1]), Value::Bool(false)]),
        ]);
        assert_eq!(text(&value).unwrap(), r#"{{"a \"b\" \\",NULL},{"\\x01","f"}}"#);
        assert_eq!(text(&Value::Array(vec![])).unwrap(), "{}");
    }

    #[test]
    fn types_are_those_of_psycopg2_literals() {
        for (value, expected) in [
            (Value::Int(1), Type::INT4),
            (Value::Int(1 << 40), Type::INT8),
            (Value::Text("1".into()), Type::UNKNOWN),
            (Value::DateTime("2024-01-31T13:05:00+02:00".into()), Type::TIMESTAMPTZ),
            (Value::DateTime("2024-01-31T13:05:00".into()), Type::TIMESTAMP),
            (Value::Array(vec![Value::Int(1), Value::Null, Value::Int(1 << 40)]), Type::INT8_ARRAY),
            (Value::Array(vec!["a".into()]), Type::UNKNOWN),
            (Value::Array(vec![Value::Int(1), "a".into()]), Type::UNKNOWN),
        ] {
            assert_eq!(declared_type(&value), expected, "{value:?}");
        }
    }
}
