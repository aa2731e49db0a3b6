//! Definitions as SQLite writes them.

use schema::{Column, Constraint, Index, Name, TableName};

use crate::ddl::{
    ColumnChange, Ddl, Design, DroppedIndex, IfNotExists, alter_generically, boolean_option, computed_text,
    default_text, expression_option, has_symbols, index_name, index_parts, text_option,
};
use crate::query::ddl_expression;
use crate::quote::{quote_altered_table, quote_name};
use crate::refusal::compile_error;
use crate::types::{kind_of, type_text};
use crate::{Context, Dialect, Statement, Unsupported};

use super::Sqlite;

impl Ddl for Sqlite {
    fn column(&self, design: &Design<'_>, column: &Column) -> Result<String, Unsupported> {
        let dialect = design.dialect;
        let mut text = format!("{} {}", quote_name(dialect, &column.name), type_text(dialect, &column.column_type)?);
        if let Some(default) = default_text(dialect, &column.fill)? {
            let default = if is_bare_expression(&default) { format!("({default})") } else { default };
            text.push_str(&format!(" DEFAULT {default}"));
        }
        if design.is_required(column) {
            text.push_str(" NOT NULL");
            text.push_str(&on_conflict(text_option(&column.options, "sqlite_on_conflict_not_null")));
        }
        if column.primary_key && column.autoincrement == schema::Autoincrement::On && design.key.columns().len() != 1 {
            return Err(compile_error("SQLite does not support autoincrement for composite primary keys"));
        }
        if design.key.holds(&column.name) && self.writes_primary_key_inline(design) {
            text.push_str(" PRIMARY KEY");
            text.push_str(&on_conflict(text_option(&column.options, "sqlite_on_conflict_primary_key")));
            text.push_str(" AUTOINCREMENT");
        }
        if let Some(computed) = computed_text(design, column)? {
            text.push_str(&format!(" {computed}"));
        }
        Ok(text)
    }

    fn table_options(&self, design: &Design<'_>) -> Result<String, Unsupported> {
        let mut options = Vec::new();
        if boolean_option(design.options, "sqlite_with_rowid") == Some(false) {
            options.push("WITHOUT ROWID");
        }
        if boolean_option(design.options, "sqlite_strict") == Some(true) {
            options.push("STRICT");
        }
        Ok(if options.is_empty() { String::new() } else { format!("\n {}", options.join(",\n ")) })
    }

    fn writes_primary_key_inline(&self, design: &Design<'_>) -> bool {
        let [name] = design.key.columns() else { return false };
        boolean_option(design.options, "sqlite_autoincrement") == Some(true)
            && design.column(name).is_some_and(|column| {
                !design.refers(column) && kind_of(design.dialect, &column.column_type).is_integer()
            })
    }

    fn constraint_end(&self, design: &Design<'_>, constraint: &Constraint) -> Result<String, Unsupported> {
        let of_column = |columns: &[Name], key: &str| match columns {
            [name] => design.column(name).and_then(|column| text_option(&column.options, key)),
            _ => None,
        };
        let words = match constraint {
            Constraint::PrimaryKey(key) => text_option(&key.options, "sqlite_on_conflict")
                .or_else(|| of_column(&key.columns, "sqlite_on_conflict_primary_key")),
            Constraint::Unique(unique) => text_option(&unique.options, "sqlite_on_conflict")
                .or_else(|| of_column(&unique.columns, "sqlite_on_conflict_unique")),
            Constraint::Check(check) => text_option(&check.options, "sqlite_on_conflict"),
            Constraint::ForeignKey(_) | Constraint::Exclude(_) => None,
        };
        Ok(on_conflict(words))
    }

    fn referred_table(&self, dialect: &dyn Dialect, table: &TableName, referred: &TableName) -> Option<String> {
        // A foreign key cannot leave its database file, so it never names one.
        let is_same =
            table.namespace.as_ref().map(|name| &name.text) == referred.namespace.as_ref().map(|name| &name.text);
        is_same.then(|| quote_name(dialect, &referred.name))
    }

    /// SQLite takes an expression for a default only between parentheses; Alembic's idea of a constant is narrow.
    fn default_of_script(&self, sql: String) -> String {
        let is_between = |first: char, last: char| {
            sql.len() > 2 && sql.starts_with(first) && sql.ends_with(last) && !sql.contains('\n')
        };
        let is_digit =
            sql.len() == 1 && sql.starts_with(|character: char| character.is_ascii_digit() || character == '.');
        let stays = sql.is_empty() || is_digit || is_between('\'', '\'') || is_between('(', ')');
        if stays { sql } else { format!("({sql})") }
    }

    fn create_index(
        &self,
        design: &Design<'_>,
        index: &Index,
        if_not_exists: IfNotExists,
    ) -> Result<String, Unsupported> {
        let dialect = design.dialect;
        let namespace = design.table.namespace.as_ref();
        let namespace = namespace.map(|name| format!("{}.", quote_name(dialect, name))).unwrap_or_default();
        let mut text = format!(
            "CREATE {}INDEX {}{namespace}{} ON {} ({})",
            if index.unique { "UNIQUE " } else { "" },
            if_not_exists.words(),
            index_name(design, index)?,
            quote_name(dialect, &design.table.name),
            index_parts(design, index)?.join(", ")
        );
        if let Some(filter) = expression_option(&index.options, "sqlite_where")? {
            text.push_str(&format!(" WHERE {}", ddl_expression(dialect, &filter)?));
        }
        Ok(text)
    }

    fn drop_index(
        &self,
        dialect: &dyn Dialect,
        context: &Context,
        index: &DroppedIndex<'_>,
    ) -> Result<String, Unsupported> {
        Ok(format!(
            "\nDROP INDEX {}{}{}",
            index.if_exists.words(),
            index.namespace_prefix(dialect),
            index.quoted_name(dialect, context)?
        ))
    }

    fn alter_column(
        &self,
        dialect: &dyn Dialect,
        _: &Context,
        change: &ColumnChange<'_>,
    ) -> Result<Vec<Statement>, Unsupported> {
        alter_generically(dialect, change)
    }

    fn rename_column(&self, dialect: &dyn Dialect, change: &ColumnChange<'_>, to: &Name) -> String {
        format!(
            "ALTER TABLE {} RENAME COLUMN {} TO {}",
            quote_altered_table(dialect, change.table),
            quote_name(dialect, change.column),
            quote_name(dialect, to)
        )
    }
}

/// An expression as default needs parentheses; a literal or a keyword must not have any.
fn is_bare_expression(default: &str) -> bool {
    has_symbols(default) && !default.trim_start().starts_with(['\'', '"', '('])
}

fn on_conflict(words: Option<&str>) -> String {
    words.map(|words| format!(" ON CONFLICT {words}")).unwrap_or_default()
}
