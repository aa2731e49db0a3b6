//! Types that CREATE TABLE needs first: enums and domains.

use schema::{ColumnType, NativeType};
use serde_json::Value as Json;

use crate::context::Delivery;
use crate::ddl::{CheckFirst, Design, create_domain, create_enum};
use crate::types::resolved;
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
            if enum_type.native_enum
                && !(enum_type.postgresql_only || enum_type.of_metadata)
                && design.context.delivery == Delivery::Executed =>
        {
            found.extend(create_enum(dialect, enum_type, CheckFirst::Yes)?);
        }
        ColumnType::Native(native)
            if native.name == "DOMAIN"
                && creates(native)
                && created.note("domain", native.text("schema"), native.text("name").unwrap_or_default()) =>
        {
            found.push(create_domain(dialect, native)?);
        }
        _ => {}
    }
    Ok(())
}

fn creates(native: &NativeType) -> bool {
    native.arguments.get("create_type").and_then(Json::as_bool).unwrap_or(true)
}
