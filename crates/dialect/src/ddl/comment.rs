//! Comments of tables and columns.

use schema::{Name, TableName};

use crate::quote::{quote_name, quote_table, text_literal};
use crate::{Dialect, Statement};

/// Returns the statement that sets a table's comment, or removes it.
pub fn table_comment(dialect: &dyn Dialect, table: &TableName, comment: Option<&str>) -> Statement {
    Statement::plain(dialect.ddl().set_table_comment(dialect, table, comment))
}

/// Returns `COMMENT ON COLUMN`.
pub fn column_comment(dialect: &dyn Dialect, table: &TableName, column: &Name, comment: &str) -> Statement {
    Statement::plain(format!(
        "COMMENT ON COLUMN {}.{} IS {}",
        quote_table(dialect, table),
        quote_name(dialect, column),
        text_literal(dialect, comment)
    ))
}
