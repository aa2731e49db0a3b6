//! Values on their way into and out of SQLite, as SQLAlchemy's types store them.

use rusqlite::types::{Value as Cell, ValueRef};
use schema::Value;

use crate::calendar;
use crate::python_json::python_json;
use crate::{DatabaseError, ErrorKind};

/// Returns what is bound for the parameter of that number (from 1).
pub(super) fn bind(number: usize, value: &Value) -> Result<Cell, DatabaseError> {
    Ok(match value {
        Value::Null => Cell::Null,
        Value::Bool(value) => Cell::Integer(i64::from(*value)),
        Value::Int(value) => Cell::Integer(*value),
        Value::BigInt(_) => {
            return Err(DatabaseError::of_driver(ErrorKind::Data, "Python int too large to convert to SQLite INTEGER"));
        }
        Value::Float(value) => Cell::Real(*value),
        Value::Decimal(text) => match text.parse() {
            Ok(real) => Cell::Real(real),
            Err(_) => Cell::Text(text.clone()),
        },
        Value::Text(text) | Value::Date(text) => Cell::Text(text.clone()),
        Value::Bytes(bytes) => Cell::Blob(bytes.clone()),
        Value::Time(text) => Cell::Text(stored_time(text)),
        Value::DateTime(text) => Cell::Text(stored_datetime(text)),
        Value::Interval { days, seconds, microseconds } => Cell::Text(stored_interval(*days, *seconds, *microseconds)),
        Value::Uuid(text) => Cell::Text(text.replace('-', "").to_lowercase()),
        Value::Json(json) => Cell::Text(python_json(json)),
        Value::Array(_) => {
            return Err(DatabaseError::of_driver(
                ErrorKind::Programming,
                format!("Error binding parameter {number}: type 'list' is not supported"),
            ));
        }
    })
}

/// Returns a cell as Python's sqlite3 gives it: by its storage class alone.
pub(super) fn fetched(cell: ValueRef<'_>, column: &str) -> Result<Value, DatabaseError> {
    Ok(match cell {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(integer) => Value::Int(integer),
        ValueRef::Real(real) => Value::Float(real),
        ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => Value::Text(text.to_owned()),
            Err(_) => {
                let text = String::from_utf8_lossy(bytes);
                return Err(DatabaseError::of_driver(
                    ErrorKind::Operational,
                    format!("Could not decode to UTF-8 column '{column}' with text '{text}'"),
                ));
            }
        },
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
    })
}

/// SQLAlchemy stores `2024-01-31 13:05:00.250000`: always six digits, never a zone.
fn stored_datetime(text: &str) -> String {
    match text.split_once(['T', ' ']) {
        Some((date, time)) => format!("{date} {}", stored_time(time)),
        None => format!("{text} 00:00:00.000000"),
    }
}

fn stored_time(text: &str) -> String {
    let clock = text.split(['+', '-', 'Z']).next().unwrap_or_default();
    let (seconds, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    format!("{seconds}.{fraction:0<6}")
}

/// SQLAlchemy stores an interval as the moment that lies so long after 1970-01-01.
fn stored_interval(days: i64, seconds: i64, microseconds: i64) -> String {
    let total =
        i128::from(days) * i128::from(calendar::DAY) + i128::from(seconds) * 1_000_000 + i128::from(microseconds);
    let day = total.div_euclid(i128::from(calendar::DAY)) as i64;
    let time = total.rem_euclid(i128::from(calendar::DAY)) as i64;
    format!("{} {}", calendar::date(day), stored_time(&calendar::time(time)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_stored_with_six_digits_and_no_zone() {
        assert_eq!(stored_datetime("2024-01-31T13:05:00.25+02:00"), "2024-01-31 13:05:00.250000");
        assert_eq!(stored_datetime("2024-01-31 13:05:00"), "2024-01-31 13:05:00.000000");
        assert_eq!(stored_time("13:05:00-01:00"), "13:05:00.000000");
    }

    #[test]
    fn an_interval_is_a_moment_after_the_epoch() {
        assert_eq!(stored_interval(1, 61, 5), "1970-01-02 00:01:01.000005");
        assert_eq!(stored_interval(-1, 0, 0), "1969-12-31 00:00:00.000000");
    }
}
