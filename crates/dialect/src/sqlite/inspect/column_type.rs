//! The type of a column by the words it was declared with, as SQLAlchemy reads them.

use schema::{ColumnType, NativeType};
use serde_json::json;

use crate::types::native;

/// Types that are known by their name: as declared, as SQLAlchemy calls them, and the parameters they take.
const KNOWN: &[(&str, &str, &[&str])] = &[
    ("BIGINT", "BIGINT", &[]),
    ("BLOB", "BLOB", &["length"]),
    ("BOOL", "BOOLEAN", &[]),
    ("BOOLEAN", "BOOLEAN", &[]),
    ("CHAR", "CHAR", &["length"]),
    ("DATE", "DATE", &[]),
    ("DATETIME", "DATETIME", &[]),
    ("DATETIME_CHAR", "DATETIME", &[]),
    ("DATE_CHAR", "DATE", &[]),
    ("DECIMAL", "DECIMAL", &["precision", "scale"]),
    ("DOUBLE", "DOUBLE", &["precision"]),
    ("FLOAT", "FLOAT", &["precision"]),
    ("INT", "INTEGER", &[]),
    ("INTEGER", "INTEGER", &[]),
    ("JSON", "JSON", &[]),
    ("JSONB", "JSONB", &[]),
    ("NCHAR", "NCHAR", &["length"]),
    ("NUMERIC", "NUMERIC", &["precision", "scale"]),
    ("NVARCHAR", "NVARCHAR", &["length"]),
    ("REAL", "REAL", &["precision"]),
    ("SMALLINT", "SMALLINT", &[]),
    ("TEXT", "TEXT", &["length"]),
    ("TIME", "TIME", &[]),
    ("TIMESTAMP", "TIMESTAMP", &[]),
    ("TIME_CHAR", "TIME", &[]),
    ("VARCHAR", "VARCHAR", &["length"]),
];

/// Returns the type that the declared words mean.
pub(super) fn column_type(declared: &str) -> ColumnType {
    let declared = declared.to_uppercase().replace("GENERATED", "").replace("ALWAYS", "");
    let declared = declared.trim();
    let is_word = |character: char| character.is_alphanumeric() || matches!(character, '_' | ' ');
    let (words, rest) = declared.split_at(declared.find(|character| !is_word(character)).unwrap_or(declared.len()));
    let Some((name, parameters)) = named(words) else { return ColumnType::Null };
    let given = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')).map_or("", |(given, _)| given);
    let numbers: Vec<u64> =
        given.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect();
    let mut found = native(name, []);
    if numbers.len() <= parameters.len() {
        for (parameter, number) in parameters.iter().zip(&numbers) {
            found.arguments.insert((*parameter).to_owned(), json!(number));
        }
    }
    let is_own = matches!(name, "JSON" | "JSONB");
    ColumnType::Native(NativeType { dialect: if is_own { "sqlite".to_owned() } else { String::new() }, ..found })
}

/// Returns the type of that name, or the one that stands for SQLite's affinity.
fn named(words: &str) -> Option<(&'static str, &'static [&'static str])> {
    let has = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
    if let Ok(index) = KNOWN.binary_search_by_key(&words, |(declared, _, _)| declared) {
        let (_, name, parameters) = KNOWN[index];
        return Some((name, parameters));
    }
    if has(&["INT"]) {
        Some(("INTEGER", &[]))
    } else if has(&["CHAR", "CLOB", "TEXT"]) {
        Some(("TEXT", &["length"]))
    } else if has(&["BLOB"]) || words.is_empty() {
        None
    } else if has(&["REAL", "FLOA", "DOUB"]) {
        Some(("REAL", &["precision"]))
    } else {
        Some(("NUMERIC", &["precision", "scale"]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_types_are_sorted() {
        assert!(KNOWN.is_sorted_by_key(|(declared, _, _)| *declared));
    }
}
