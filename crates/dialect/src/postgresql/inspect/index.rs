//! An index of its catalogue row.

use std::collections::HashMap;

use schema::{ConstraintName, Index, Options};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::index_definitions::IndexDefinitions;
use super::index_key::IndexKey;
use super::table::{Found, storage_options};
use crate::inspect::sql_text;

#[derive(Deserialize)]
pub(super) struct IndexRow {
    pub oid: i64,
    pub table_oid: i64,
    name: String,
    is_unique: bool,
    is_valid: bool,
    method: String,
    storage: Option<Vec<String>>,
    filter: Option<String>,
    /// How many of the columns are keys; the others are included.
    keys: usize,
    columns: Vec<i64>,
    orders: Vec<i64>,
    classes: Vec<i64>,
    collations: Vec<i64>,
    is_nulls_not_distinct: Option<bool>,
    /// The keys as the server writes them, if one is an expression.
    elements: Option<Vec<String>>,
}

impl IndexRow {
    /// Returns whether a key may sort otherwise than its column or its expression, of which the catalogue does not tell.
    pub(super) fn may_sort_otherwise(&self, found: &Found) -> bool {
        const NONE: i64 = 0;
        const DEFAULT: i64 = 100;
        self.columns.iter().take(self.keys).zip(&self.collations).any(|(number, collation)| {
            let is_usual = found.collation(*number).map_or(*collation == DEFAULT, |own| own == *collation);
            *collation != NONE && !is_usual
        })
    }
}

/// Returns the index with the options that SQLAlchemy gives it.
pub(super) fn index(
    row: IndexRow,
    found: &Found,
    classes: &HashMap<i64, String>,
    definitions: &IndexDefinitions,
) -> Index {
    let mut parts = Vec::new();
    let mut operator_classes = Options::new();
    let elements = row.elements.unwrap_or_default();
    let mut collations = definitions.collations(row.oid, &row.method);
    for (place, number) in row.columns.iter().take(row.keys).enumerate() {
        let key = IndexKey {
            column: found.column(*number),
            text: elements.get(place).cloned().unwrap_or_default(),
            collation: collations.get_mut(place).and_then(Option::take),
            class: row.classes.get(place).and_then(|oid| classes.get(oid)).map(String::as_str),
            flags: row.orders.get(place).copied().unwrap_or_default(),
        };
        if let Some((name, class)) = key.option() {
            operator_classes.insert(name.to_owned(), json!(class));
        }
        parts.push(key.part());
    }
    let included = found.columns(row.columns.get(row.keys..).unwrap_or_default());
    let given: [(&str, Option<Json>); 7] = [
        ("postgresql_ops", (!operator_classes.is_empty()).then(|| json!(operator_classes))),
        ("postgresql_with", row.storage.map(|storage| json!(storage_options(&storage)))),
        ("postgresql_using", (row.method != "btree").then(|| json!(row.method))),
        ("postgresql_where", row.filter.map(|filter| json!(sql_text(filter)))),
        ("postgresql_include", Some(json!(included))),
        ("postgresql_nulls_not_distinct", row.is_nulls_not_distinct.filter(|is_set| *is_set).map(|value| json!(value))),
        ("postgresql_invalid", (!row.is_valid).then(|| json!(true))),
    ];
    Index {
        name: ConstraintName::Written(row.name.into()),
        parts,
        unique: row.is_unique,
        options: given.into_iter().filter_map(|(word, value)| Some((word.to_owned(), value?))).collect(),
    }
}
