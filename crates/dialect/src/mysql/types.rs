//! Types as MySQL writes them.

use schema::{ColumnType, EnumType, NativeType};
use serde_json::{Value as Json, json};

use crate::quote::text_literal;
use crate::refusal::compile_error;
use crate::types::{
    TypeKind, Types, enum_as_varchar, kind_of, native, native_text, resolved, type_text, with_precision_and_scale,
};
use crate::{Dialect, Unsupported};

use super::Mysql;

impl Types for Mysql {
    fn native_text(&self, dialect: &dyn Dialect, native: &NativeType) -> Result<Option<String>, Unsupported> {
        let name = native.name.as_str();
        let number = |argument: &str| native.integer(argument);
        let with_number = |argument: &str| match number(argument) {
            Some(value) => format!("{name}({value})"),
            None => name.to_owned(),
        };
        let requires_length =
            |name: &str| compile_error(format!("{name} requires a length on dialect {}", dialect.facts().name));
        Ok(Some(match name {
            "BOOLEAN" => "BOOL".to_owned(),
            "NUMERIC" | "DECIMAL" => extended_number(native, with_precision_and_scale(name, native)),
            "DOUBLE" | "REAL" | "Real" => {
                let name = if name == "Real" { "REAL" } else { name };
                let has_both = number("precision").is_some() && number("scale").is_some();
                let spec = if has_both { with_precision_and_scale(name, native) } else { name.to_owned() };
                extended_number(native, spec)
            }
            "FLOAT" => extended_number(native, with_precision_and_scale(name, native)),
            "INTEGER" | "BIGINT" | "MEDIUMINT" | "TINYINT" | "SMALLINT" => {
                extended_number(native, with_number("display_width"))
            }
            "BIT" => with_number("length"),
            "DATETIME" | "TIME" | "TIMESTAMP" => match number("fsp").filter(|fsp| *fsp != 0) {
                Some(fsp) => format!("{name}({fsp})"),
                None => name.to_owned(),
            },
            "YEAR" => with_number("display_width"),
            "TEXT" | "CHAR" => extended_string(native, with_number("length")),
            "TINYTEXT" | "MEDIUMTEXT" | "LONGTEXT" => extended_string(native, name.to_owned()),
            "VARCHAR" => match number("length") {
                Some(_) => extended_string(native, with_number("length")),
                None => return Err(requires_length(name)),
            },
            "NCHAR" => national(native, number("length").map_or("CHAR".to_owned(), |length| format!("CHAR({length})"))),
            "NVARCHAR" => match number("length") {
                Some(length) => national(native, format!("VARCHAR({length})")),
                None => return Err(requires_length(name)),
            },
            "VARBINARY" => match number("length") {
                Some(length) => format!("VARBINARY({length})"),
                None => return Err(requires_length(name)),
            },
            "BLOB" => with_number("length"),
            "JSON" | "TINYBLOB" | "MEDIUMBLOB" | "LONGBLOB" => name.to_owned(),
            "ENUM" => enumerated(dialect, native, "ENUM", &texts(native, "enums")),
            "SET" => enumerated(dialect, native, "SET", &texts(native, "values")),
            _ => return Ok(None),
        }))
    }

    fn enum_text(&self, dialect: &dyn Dialect, enum_type: &EnumType) -> Result<String, Unsupported> {
        if !enum_type.native_enum && !enum_type.postgresql_only {
            return native_text(dialect, &enum_as_varchar(enum_type));
        }
        let collation = native("ENUM", [("collation", json!(enum_type.collation))]);
        Ok(enumerated(dialect, &collation, "ENUM", &enum_type.values))
    }

    fn cast_text(&self, dialect: &dyn Dialect, column_type: &ColumnType) -> Result<Option<String>, Unsupported> {
        let plain = resolved(dialect, column_type);
        Ok(match kind_of(dialect, plain) {
            TypeKind::SmallInteger | TypeKind::Integer | TypeKind::BigInteger => {
                let is_unsigned = matches!(plain, ColumnType::Native(native) if native.is_set("unsigned"));
                Some(if is_unsigned { "UNSIGNED INTEGER" } else { "SIGNED INTEGER" }.to_owned())
            }
            TypeKind::DateTime => match plain {
                ColumnType::Native(native) if native.name == "TIMESTAMP" => Some("DATETIME".to_owned()),
                _ => Some(type_text(dialect, plain)?),
            },
            TypeKind::Date | TypeKind::Time => Some(type_text(dialect, plain)?),
            TypeKind::Text | TypeKind::CharacterUuid => Some(character_cast(plain)),
            TypeKind::Binary => Some("BINARY".to_owned()),
            TypeKind::Json => Some("JSON".to_owned()),
            TypeKind::Numeric if is_exact(plain) => Some(type_text(dialect, plain)?.replace("NUMERIC", "DECIMAL")),
            _ => None,
        })
    }
}

fn is_exact(column_type: &ColumnType) -> bool {
    match column_type {
        ColumnType::Numeric { .. } => true,
        ColumnType::Native(native) => matches!(native.name.as_str(), "NUMERIC" | "DECIMAL"),
        _ => false,
    }
}

/// CAST knows CHAR only, with the length of the type.
fn character_cast(column_type: &ColumnType) -> String {
    let length = match column_type {
        ColumnType::String { length, .. }
        | ColumnType::Text { length, .. }
        | ColumnType::Unicode { length, .. }
        | ColumnType::UnicodeText { length, .. } => length.map(|length| length as i64),
        ColumnType::Native(native) => native.integer("length"),
        ColumnType::Uuid { .. } => Some(32),
        _ => None,
    };
    length.map_or("CHAR".to_owned(), |length| format!("CHAR({length})"))
}

fn extended_number(native: &NativeType, spec: String) -> String {
    let unsigned = if native.is_set("unsigned") { " UNSIGNED" } else { "" };
    let zerofill = if native.is_set("zerofill") { " ZEROFILL" } else { "" };
    format!("{spec}{unsigned}{zerofill}")
}

fn extended_string(native: &NativeType, spec: String) -> String {
    if native.is_set("national") {
        return national(native, spec);
    }
    let charset = match native.text("charset") {
        Some(charset) => format!(" CHARACTER SET {charset}"),
        None if native.is_set("ascii") => " ASCII".to_owned(),
        None if native.is_set("unicode") => " UNICODE".to_owned(),
        None => String::new(),
    };
    format!("{spec}{charset}{}", collation(native))
}

/// `NATIONAL` takes the place of a character set.
fn national(native: &NativeType, spec: String) -> String {
    format!("NATIONAL {spec}{}", collation(native))
}

fn collation(native: &NativeType) -> String {
    match native.text("collation") {
        Some(collation) => format!(" COLLATE {collation}"),
        None if native.is_set("binary") => " BINARY".to_owned(),
        None => String::new(),
    }
}

fn enumerated(dialect: &dyn Dialect, native: &NativeType, word: &str, values: &[String]) -> String {
    let values: Vec<String> = values.iter().map(|value| text_literal(dialect, value)).collect();
    extended_string(native, format!("{word}({})", values.join(",")))
}

fn texts(native: &NativeType, argument: &str) -> Vec<String> {
    let list = native.arguments.get(argument).and_then(Json::as_array);
    list.into_iter().flatten().filter_map(Json::as_str).map(str::to_owned).collect()
}
