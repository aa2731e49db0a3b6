//! Dialect words given to tables, constraints and indexes.

use schema::{Expression, Options, Text};
use serde_json::Value as Json;

use crate::Unsupported;
use crate::refusal::argument_error;

/// Returns a text option.
pub(crate) fn text_option<'o>(options: &'o Options, key: &str) -> Option<&'o str> {
    options.get(key).and_then(Json::as_str).filter(|text| !text.is_empty())
}

/// Returns an option that is true or false; `None` if it was not given.
pub(crate) fn boolean_option(options: &Options, key: &str) -> Option<bool> {
    options.get(key).and_then(Json::as_bool)
}

/// Returns an option that is a list of names; a single text is a list of one.
pub fn list_option<'o>(options: &'o Options, key: &str) -> Vec<&'o str> {
    match options.get(key) {
        Some(Json::Array(items)) => items.iter().filter_map(Json::as_str).collect(),
        Some(Json::String(text)) => vec![text],
        _ => Vec::new(),
    }
}

/// Returns an option that is an SQL expression; plain text is SQL.
pub(crate) fn expression_option(options: &Options, key: &str) -> Result<Option<Expression>, Unsupported> {
    match options.get(key) {
        None | Some(Json::Null) => Ok(None),
        Some(Json::String(sql)) => Ok(Some(Expression::Text(Text { sql: sql.clone(), ..Text::default() }))),
        Some(json) => serde_json::from_value(json.clone())
            .map(Some)
            .map_err(|error| argument_error(format!("`{key}` is not an SQL expression: {error}"))),
    }
}
