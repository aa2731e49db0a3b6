//! An index of its catalogue row.

use std::collections::HashMap;

use schema::{ConstraintName, Expression, Index, IndexPart, Name, Options};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::table::{Found, storage_options};
use crate::inspect::{ordered, sql_text};

#[derive(Deserialize)]
pub(super) struct IndexRow {
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
    is_nulls_not_distinct: Option<bool>,
    /// The keys as the server writes them, if one is an expression.
    elements: Option<Vec<String>>,
}

/// Returns the index with the options that SQLAlchemy gives it.
pub(super) fn index(row: IndexRow, found: &Found, classes: &HashMap<i64, String>) -> Index {
    let mut parts = Vec::new();
    let mut operator_classes = Options::new();
    for (place, number) in row.columns.iter().take(row.keys).enumerate() {
        let column = found.column(*number);
        let text = row.elements.as_ref().and_then(|elements| elements.get(place)).cloned().unwrap_or_default();
        if let Some(class) = row.classes.get(place).and_then(|oid| classes.get(oid)) {
            operator_classes.insert(column.as_ref().map_or(&text, |name| &name.text).clone(), json!(class));
        }
        parts.push(part(column, text, order(row.orders.get(place).copied().unwrap_or_default())));
    }
    let included = found.columns(row.columns.get(row.keys..).unwrap_or_default());
    let given: [(&str, Option<Json>); 7] = [
        ("postgresql_ops", (!operator_classes.is_empty()).then(|| json!(operator_classes))),
        ("postgresql_with", row.storage.map(|storage| json!(storage_options(&storage)))),
        ("postgresql_using", (row.method != "btree").then(|| json!(row.method))),
        ("postgresql_where", row.filter.map(|filter| json!(filter))),
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

fn part(column: Option<Name>, text: String, order: &[&str]) -> IndexPart {
    match column {
        Some(name) if order.is_empty() => IndexPart::Column(name),
        Some(name) => {
            let of = Expression::Column { namespace: None, table: None, name, column_type: None };
            IndexPart::Expression(ordered(of, order))
        }
        None => IndexPart::Expression(ordered(sql_text(text), order)),
    }
}

/// Returns the words that are not the server's default: NULLs come first where the order descends.
fn order(flags: i64) -> &'static [&'static str] {
    const DESCENDING: i64 = 1;
    const NULLS_FIRST: i64 = 2;
    match (flags & DESCENDING != 0, flags & NULLS_FIRST != 0) {
        (false, false) => &[],
        (false, true) => &["NULLS FIRST"],
        (true, false) => &["DESC", "NULLS LAST"],
        (true, true) => &["DESC"],
    }
}
