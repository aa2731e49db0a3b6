//! Compares indexes and EXCLUDEs that were both spelled by the server.

use dialect::Dialect;
use schema::{ConstraintName, Exclude, Index, IndexPart};
use serde_json::Value as Json;

use crate::comparison::Comparison;
use crate::index_columns::has_expressions;
use crate::rules::{Likeness, part_text};

/// What an index may have besides its columns, and how it is told.
const OPTIONS: [(&str, &str); 5] = [
    ("postgresql_where", "condition"),
    ("postgresql_using", "method"),
    ("postgresql_ops", "operator classes"),
    ("postgresql_include", "included columns"),
    ("postgresql_nulls_not_distinct", "nulls not distinct"),
];

/// Returns whether the texts of an index alone do not tell what it is.
pub(crate) fn has_options(index: &Index) -> bool {
    has_expressions(index) || OPTIONS.iter().any(|(word, _)| option(index, word).is_some())
}

/// Returns whether the server takes both for the same.
pub(crate) fn same_index(comparison: &Comparison<'_>, before: &Index, after: &Index) -> bool {
    differences(comparison.context.dialect, before, after).is_empty()
}

/// Compares an index of the database with the server's spellings of one of the models.
pub(crate) fn compare_indexes(comparison: &Comparison<'_>, before: &Index, spellings: &[Index]) -> Option<Likeness> {
    let dialect = comparison.context.dialect;
    if spellings.iter().any(|after| differences(dialect, before, after).is_empty()) {
        return Some(Likeness::Same);
    }
    let first = spellings.first()?;
    Some(Likeness::Different(differences(dialect, before, first).join(", ")))
}

/// Returns whether both say the same; their names do not count.
pub(crate) fn same_exclude(before: &Exclude, after: &Exclude) -> bool {
    let nameless = |exclude: &Exclude| Exclude { name: ConstraintName::None, ..exclude.clone() };
    nameless(before) == nameless(after)
}

fn differences(dialect: &dyn Dialect, before: &Index, after: &Index) -> Vec<String> {
    let mut differences: Vec<String> = crate::rules::unique_difference(before, after).into_iter().collect();
    let text = |part: &IndexPart| part_text(dialect, part);
    if before.parts.len() != after.parts.len() {
        differences.push(format!("expression number {} to {}", before.parts.len(), after.parts.len()));
    } else {
        for (place, (before, after)) in before.parts.iter().zip(&after.parts).enumerate() {
            if text(before) != text(after) {
                let (before, after) = (pysource::text(&text(before)), pysource::text(&text(after)));
                differences.push(format!("expression #{} {before} to {after}", place + 1));
            }
        }
    }
    for (word, shown) in OPTIONS {
        if option(before, word) != option(after, word) {
            let (before, after) = (shown_option(before, word), shown_option(after, word));
            differences.push(format!("{shown} {before} to {after}"));
        }
    }
    differences
}

/// An empty list and a flag that is not set say nothing.
fn option<'i>(index: &'i Index, word: &str) -> Option<&'i Json> {
    let is_said = |value: &&Json| match value {
        Json::Null | Json::Bool(false) => false,
        Json::Array(items) => !items.is_empty(),
        Json::Object(items) => !items.is_empty(),
        Json::String(text) => !text.is_empty(),
        Json::Bool(true) | Json::Number(_) => true,
    };
    index.options.get(word).filter(is_said)
}

fn shown_option(index: &Index, word: &str) -> String {
    match option(index, word) {
        None => pysource::none().to_owned(),
        Some(Json::String(text)) => pysource::text(text),
        Some(Json::Object(fields)) if fields.contains_key("expr") => {
            let sql = fields.get("sql").and_then(Json::as_str);
            sql.map_or_else(|| Json::Object(fields.clone()).to_string(), pysource::text)
        }
        Some(value) => value.to_string(),
    }
}
