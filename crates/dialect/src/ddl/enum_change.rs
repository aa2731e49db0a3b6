//! Changes of a PostgreSQL enum type: values more, other names, another type for its columns.

use schema::{EnumType, Fill, Name, TableName};

use crate::ddl::{IfNotExists, default_text};
use crate::quote::{quote_altered_table, quote_name, text_literal};
use crate::types::type_text;
use crate::{Dialect, Statement, Unsupported};

/// The value that a new one stands beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Neighbour<'v> {
    Before(&'v str),
    After(&'v str),
}

/// A column that gets the new type of the same values.
#[derive(Clone, Copy, Debug)]
pub struct RetypedColumn<'c> {
    pub column: &'c Name,
    pub is_array: bool,
    /// Whether a default is in the way, which the server cannot cast.
    pub has_default: bool,
    /// What fills the column from then on.
    pub default: &'c Fill,
}

/// Returns `ALTER TYPE … ADD VALUE`; without a neighbour the value is the last one.
pub fn add_enum_value(
    dialect: &dyn Dialect,
    enum_type: &EnumType,
    value: &str,
    neighbour: Option<Neighbour<'_>>,
    if_not_exists: IfNotExists,
) -> Result<Statement, Unsupported> {
    let place = match neighbour {
        None => String::new(),
        Some(Neighbour::Before(next)) => format!(" BEFORE {}", text_literal(dialect, next)),
        Some(Neighbour::After(previous)) => format!(" AFTER {}", text_literal(dialect, previous)),
    };
    let (words, value) = (if_not_exists.words(), text_literal(dialect, value));
    Ok(Statement::plain(format!("{} ADD VALUE {words}{value}{place}", head(dialect, enum_type)?)))
}

/// Returns `ALTER TYPE … RENAME VALUE`.
pub fn rename_enum_value(
    dialect: &dyn Dialect,
    enum_type: &EnumType,
    from: &str,
    to: &str,
) -> Result<Statement, Unsupported> {
    let (from, to) = (text_literal(dialect, from), text_literal(dialect, to));
    Ok(Statement::plain(format!("{} RENAME VALUE {from} TO {to}", head(dialect, enum_type)?)))
}

/// Returns `ALTER TYPE … RENAME TO`.
pub fn rename_enum(dialect: &dyn Dialect, enum_type: &EnumType, to: &Name) -> Result<Statement, Unsupported> {
    Ok(Statement::plain(format!("{} RENAME TO {}", head(dialect, enum_type)?, quote_name(dialect, to))))
}

/// Returns the ALTER TABLE that gives columns of one table the type, by way of the text of their values.
pub fn retype_columns(
    dialect: &dyn Dialect,
    enum_type: &EnumType,
    table: &TableName,
    columns: &[RetypedColumn<'_>],
) -> Result<Statement, Unsupported> {
    let type_name = type_text(dialect, &enum_type.clone().into())?;
    let mut actions = Vec::new();
    for column in columns {
        let (name, brackets) = (quote_name(dialect, column.column), if column.is_array { "[]" } else { "" });
        if column.has_default {
            actions.push(format!("ALTER COLUMN {name} DROP DEFAULT"));
        }
        actions.push(format!(
            "ALTER COLUMN {name} TYPE {type_name}{brackets} USING {name}::text{brackets}::{type_name}{brackets}"
        ));
        if let Some(default) = default_text(dialect, column.default)? {
            actions.push(format!("ALTER COLUMN {name} SET DEFAULT {default}"));
        }
    }
    Ok(Statement::plain(format!("ALTER TABLE {} {}", quote_altered_table(dialect, table), actions.join(", "))))
}

fn head(dialect: &dyn Dialect, enum_type: &EnumType) -> Result<String, Unsupported> {
    Ok(format!("ALTER TYPE {}", type_text(dialect, &enum_type.clone().into())?))
}
