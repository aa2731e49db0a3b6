//! Types as SQLite writes them.

use schema::NativeType;

use crate::types::Types;
use crate::{Dialect, Unsupported};

use super::Sqlite;

impl Types for Sqlite {
    fn native_text(&self, _: &dyn Dialect, native: &NativeType) -> Result<Option<String>, Unsupported> {
        Ok(match native.name.as_str() {
            "JSON" | "JSONB" => Some(native.name.clone()),
            // SQLAlchemy's storage formats without punctuation need a text affinity.
            "DATE" | "DATETIME" | "TIME" if stores_digits_only(native) => Some(format!("{}_CHAR", native.name)),
            _ => None,
        })
    }
}

/// `sqlite.DATE(storage_format="%(year)04d%(month)02d%(day)02d")` would read back as a number.
fn stores_digits_only(native: &NativeType) -> bool {
    let Some(format) = native.text("storage_format") else { return false };
    let mut parts = format.split("%(");
    // Behind each `%(` stand the field's name, `)`, a width and `d`.
    let before_fields = parts.next().unwrap_or_default();
    let between_fields = parts.filter_map(|part| part.split_once(')')).filter_map(|(_, rest)| rest.split_once('d'));
    before_fields.chars().chain(between_fields.flat_map(|(_, after)| after.chars())).all(|c| c.is_ascii_digit())
}
