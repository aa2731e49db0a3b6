//! Domains, which stand beside the tables as enum types do.

use schema::{ColumnType, Expression, NativeType, Text};
use serde_json::Value as Json;

use super::{default_text, expression_option};
use crate::query::ddl_expression;
use crate::quote::{quote_collation, quote_text};
use crate::refusal::argument_error;
use crate::types::type_text;
use crate::{Dialect, Statement, Unsupported};

/// Returns `CREATE DOMAIN`.
pub fn create_domain(dialect: &dyn Dialect, native: &NativeType) -> Result<Statement, Unsupported> {
    let name = type_text(dialect, &ColumnType::Native(native.clone()))?;
    let data_type = native.arguments.get("data_type").cloned().unwrap_or(Json::Null);
    let data_type: ColumnType = serde_json::from_value(data_type)
        .map_err(|error| argument_error(format!("DOMAIN {name} has no data type: {error}")))?;
    let mut options = Vec::new();
    if let Some(collation) = native.text("collation") {
        options.push(format!("COLLATE {}", quote_collation(dialect, collation, native.text("collation_schema"))));
    }
    if let Some(default) = default_of(native)? {
        options.extend(default_text(dialect, &default.into())?.map(|default| format!("DEFAULT {default}")));
    }
    if let Some(constraint) = native.text("constraint_name") {
        options.push(format!("CONSTRAINT {}", quote_text(dialect, constraint)));
    }
    if native.is_set("not_null") {
        options.push("NOT NULL".to_owned());
    }
    if let Some(check) = expression_option(&native.arguments, "check")? {
        options.push(format!("CHECK ({})", ddl_expression(dialect, &check)?));
    }
    let data_type = type_text(dialect, &data_type)?;
    Ok(Statement::plain(format!("CREATE DOMAIN {name} AS {data_type} {}", options.join(" "))))
}

/// Returns `DROP DOMAIN`.
pub fn drop_domain(dialect: &dyn Dialect, native: &NativeType) -> Result<Statement, Unsupported> {
    Ok(Statement::plain(format!("DROP DOMAIN {}", type_text(dialect, &ColumnType::Native(native.clone()))?)))
}

/// A plain text as default is a literal, not SQL.
fn default_of(native: &NativeType) -> Result<Option<Expression>, Unsupported> {
    match native.arguments.get("default") {
        Some(Json::String(text)) => {
            let sql = format!("'{}'", text.replace('\'', "''").replace(':', "\\:"));
            Ok(Some(Expression::Text(Text { sql, ..Text::default() })))
        }
        _ => expression_option(&native.arguments, "default"),
    }
}
