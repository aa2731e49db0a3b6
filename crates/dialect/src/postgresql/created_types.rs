//! Types that CREATE TABLE needs first: enums and domains.

use schema::{ColumnType, Expression, NativeType, Text};
use serde_json::Value as Json;

use crate::context::Delivery;
use crate::ddl::{CheckFirst, Design, create_enum, default_text, expression_option};
use crate::query::ddl_expression;
use crate::quote::{quote_collation, quote_text};
use crate::refusal::argument_error;
use crate::types::{resolved, type_text};
use crate::{Statement, Unsupported};

/// Returns `CREATE TYPE` and `CREATE DOMAIN` for the columns' types that this run has not created yet.
pub(super) fn of_table(design: &Design<'_>, check_first: CheckFirst) -> Result<Vec<Statement>, Unsupported> {
    let mut statements = Vec::new();
    for column in &design.columns {
        of_type(design, check_first, &column.column_type, &mut statements)?;
    }
    Ok(statements)
}

fn of_type(
    design: &Design<'_>,
    check_first: CheckFirst,
    column_type: &ColumnType,
    found: &mut Vec<Statement>,
) -> Result<(), Unsupported> {
    let dialect = design.dialect;
    let created = &design.context.created_types;
    match resolved(dialect, column_type) {
        ColumnType::Array { item, .. } => of_type(design, check_first, item, found)?,
        ColumnType::Enum(enum_type)
            if enum_type.create_type && (enum_type.native_enum || enum_type.postgresql_only) =>
        {
            let namespace = enum_type.namespace.as_ref().map(|name| name.text.as_str());
            let name = enum_type.name.as_ref().map_or("", |name| name.text.as_str());
            if check_first == CheckFirst::Yes || created.note("enum", namespace, name) {
                found.extend(create_enum(dialect, enum_type, check_first)?);
            }
        }
        // SQLAlchemy 2.0 does not heed `create_type=False` of the generic type, 2.1 does: what either needs is there.
        ColumnType::Enum(enum_type)
            if enum_type.native_enum && !enum_type.postgresql_only && design.context.delivery == Delivery::Executed =>
        {
            found.extend(create_enum(dialect, enum_type, CheckFirst::Yes)?);
        }
        ColumnType::Native(native)
            if native.name == "DOMAIN"
                && creates(native)
                && created.note("domain", native.text("schema"), native.text("name").unwrap_or_default()) =>
        {
            found.push(create_domain(design, native)?);
        }
        _ => {}
    }
    Ok(())
}

fn creates(native: &NativeType) -> bool {
    native.arguments.get("create_type").and_then(Json::as_bool).unwrap_or(true)
}

fn create_domain(design: &Design<'_>, native: &NativeType) -> Result<Statement, Unsupported> {
    let dialect = design.dialect;
    let name = type_text(dialect, &ColumnType::Native(native.clone()))?;
    let data_type = native.arguments.get("data_type").cloned().unwrap_or(Json::Null);
    let data_type: ColumnType = serde_json::from_value(data_type)
        .map_err(|error| argument_error(format!("DOMAIN {name} has no data type: {error}")))?;
    let mut options = Vec::new();
    if let Some(collation) = native.text("collation") {
        options.push(format!("COLLATE {}", quote_collation(dialect, collation, native.text("collation_schema"))));
    }
    if let Some(default) = default_of(native)? {
        let fill = schema::Fill::Default { expression: default };
        options.extend(default_text(dialect, &fill)?.map(|default| format!("DEFAULT {default}")));
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
