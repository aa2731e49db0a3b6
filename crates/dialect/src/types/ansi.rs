//! Types as most dialects write them.

use schema::{ColumnType, NativeType};
use serde_json::json;

use crate::Dialect;
use crate::types::{collate_clause, native, with_length, with_precision_and_scale};

/// Returns the upper-case type that a generic type is in ANSI SQL.
pub(super) fn stand_in(dialect: &dyn Dialect, generic: &ColumnType) -> NativeType {
    use ColumnType as T;
    let has_uuid = dialect.facts().native_uuid;
    match generic {
        T::Boolean { .. } => native("BOOLEAN", []),
        T::SmallInteger => native("SMALLINT", []),
        T::Integer => native("INTEGER", []),
        T::BigInteger => native("BIGINT", []),
        T::Numeric { precision, scale, .. } => {
            native("NUMERIC", [("precision", json!(precision)), ("scale", json!(scale))])
        }
        T::Float { precision, .. } => native("FLOAT", [("precision", json!(precision))]),
        T::Double { .. } => native("DOUBLE", []),
        T::String { length, collation } | T::Unicode { length, collation } => {
            native("VARCHAR", [("length", json!(length)), ("collation", json!(collation))])
        }
        T::Text { length, collation } | T::UnicodeText { length, collation } => {
            native("TEXT", [("length", json!(length)), ("collation", json!(collation))])
        }
        T::LargeBinary { length } => native("BLOB", [("length", json!(length))]),
        T::PickleType => native("BLOB", []),
        T::Date => native("DATE", []),
        T::DateTime { timezone } => native("DATETIME", [("timezone", json!(timezone))]),
        T::Time { timezone } => native("TIME", [("timezone", json!(timezone))]),
        T::Interval { .. } => native("DATETIME", []),
        T::Uuid { native_uuid: true, .. } if has_uuid => native("UUID", []),
        T::Uuid { .. } => native("CHAR", [("length", json!(32))]),
        T::Json { .. } => native("JSON", []),
        T::Native(native) => native.clone(),
        T::Enum(_)
        | T::Array { .. }
        | T::Null
        | T::Unknown { .. }
        | T::Variant { .. }
        | T::Custom { .. }
        | T::UserDefined { .. } => unreachable!("`type_text` writes these itself"),
    }
}

/// Returns the text of an upper-case type; `None` if ANSI has no such type.
pub(super) fn native_text(dialect: &dyn Dialect, native: &NativeType) -> Option<String> {
    let name = native.name.as_str();
    Some(match name {
        "CHAR" | "NCHAR" | "VARCHAR" | "NVARCHAR" | "TEXT" => {
            with_length(name, native) + &collate_clause(dialect, native)
        }
        "NUMERIC" | "DECIMAL" => with_precision_and_scale(name, native),
        "BINARY" | "VARBINARY" => with_length(name, native),
        "Real" => "REAL".to_owned(),
        "DOUBLE_PRECISION" => "DOUBLE PRECISION".to_owned(),
        "INTEGER" | "INT" | "SMALLINT" | "BIGINT" | "FLOAT" | "REAL" | "DOUBLE" | "BOOLEAN" | "DATE" | "DATETIME"
        | "TIME" | "TIMESTAMP" | "CLOB" | "NCLOB" | "BLOB" | "UUID" => {
            if name == "INT" {
                "INTEGER".to_owned()
            } else {
                name.to_owned()
            }
        }
        _ => return None,
    })
}

/// SQLite's own DATETIME, DATE and TIME are the generic ones elsewhere.
pub(super) fn generic_of_sqlite(native: &NativeType) -> ColumnType {
    match native.name.as_str() {
        "DATETIME" => ColumnType::DateTime { timezone: false },
        "DATE" => ColumnType::Date,
        "TIME" => ColumnType::Time { timezone: false },
        _ => ColumnType::Native(NativeType { dialect: String::new(), ..native.clone() }),
    }
}
