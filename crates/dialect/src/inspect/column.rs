//! A column with nothing but what every column has.

use schema::{Autoincrement, Column, ColumnType, Fill, Name, Options};

/// Returns a column without key, comment or options.
pub(crate) fn bare_column(name: impl Into<Name>, column_type: ColumnType) -> Column {
    Column {
        name: name.into(),
        column_type,
        nullable: true,
        primary_key: false,
        autoincrement: Autoincrement::Auto,
        unique: false,
        index: false,
        fill: Fill::Nothing,
        client_default: false,
        sequence: None,
        foreign_keys: Vec::new(),
        checks: Vec::new(),
        comment: None,
        renamed_from: None,
        options: Options::new(),
    }
}
