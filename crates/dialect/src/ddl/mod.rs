//! Definitions as SQL text: tables, columns, constraints, indexes, and how they are altered.

mod alter;
mod column;
mod comment;
mod constraint;
mod design;
mod domain;
mod enum_change;
mod index;
mod named_type;
mod option;
mod phrase;
mod recreate;
mod sequence;
mod table;

use schema::{Column, Constraint, Expression, Index, Options, TableName};

use crate::query::ddl_expression;
use crate::quote::{quote_name, quote_table};
use crate::refusal::refusal;
use crate::{Context, Dialect, Statement, Unsupported};

pub use alter::{
    ColumnChange, ConstraintKind, drop_column, drop_constraint, rename_constraint, rename_index, rename_table,
};
pub use column::{Inline, add_column};
pub use comment::{column_comment, table_comment};
pub use constraint::{add_constraint, add_type_check, type_check};
pub use design::Design;
pub use domain::{create_domain, drop_domain};
pub use enum_change::{Neighbour, RetypedColumn, add_enum_value, rename_enum, rename_enum_value, retype_columns};
pub use index::{DroppedIndex, IfExists, IfNotExists};
pub use named_type::{CheckFirst, create_enum, drop_enum};
pub use option::list_option;
pub use recreate::{Recreation, Transfer, counts_for_ever, is_cast, is_same_condition, temporary_name};
pub use sequence::{
    alter_sequence, continue_counting, create_namespace, create_owned_sequence, create_sequence, drop_namespace,
    drop_sequence, keep_within, next_value,
};
pub use table::{create_table, drop_table, index_of_column};

pub(crate) use alter::{alter_column_head, alter_generically};
pub(crate) use column::{computed_text, default_text, has_symbols, identity_options, identity_text};
pub(crate) use index::{index_name, index_parts, part_key};
pub(crate) use option::{boolean_option, expression_option, text_option};
pub(crate) use phrase::{sql_phrase, unexpected};

/// How a dialect writes definitions, where it is not as ANSI does.
pub trait Ddl: Sync {
    /// Returns a column as CREATE TABLE and ADD COLUMN write it, without CHECKs of its own.
    fn column(&self, design: &Design<'_>, column: &Column) -> Result<String, Unsupported>;

    /// Returns what follows the closing parenthesis of CREATE TABLE.
    fn table_options(&self, design: &Design<'_>) -> Result<String, Unsupported>;

    /// Returns whether a primary key stands with its column and nowhere else.
    fn writes_primary_key_inline(&self, _design: &Design<'_>) -> bool {
        false
    }

    /// Returns a word between UNIQUE and the columns.
    fn unique_words(&self, _options: &Options) -> &'static str {
        ""
    }

    /// Returns what stands between the body of a key and its deferrability.
    fn key_columns_included(&self, _dialect: &dyn Dialect, _options: &Options) -> String {
        String::new()
    }

    /// Returns what ends a constraint.
    fn constraint_end(&self, _design: &Design<'_>, _constraint: &Constraint) -> Result<String, Unsupported> {
        Ok(String::new())
    }

    /// Returns the referred table of a foreign key; `None`: the constraint cannot be written.
    fn referred_table(&self, dialect: &dyn Dialect, _table: &TableName, referred: &TableName) -> Option<String> {
        Some(quote_table(dialect, referred))
    }

    /// Returns `MATCH …` of a foreign key.
    fn match_clause(&self, kind: &str) -> Result<String, Unsupported> {
        Ok(format!(" MATCH {}", sql_phrase(kind)?))
    }

    /// Checks the words behind ON DELETE.
    fn on_delete(&self, words: &str) -> Result<String, Unsupported> {
        sql_phrase(words).map(str::to_owned)
    }

    /// Returns `CREATE INDEX`.
    fn create_index(
        &self,
        design: &Design<'_>,
        index: &Index,
        if_not_exists: IfNotExists,
    ) -> Result<String, Unsupported>;

    /// Returns an expression among the keys of an index.
    fn index_key(&self, dialect: &dyn Dialect, expression: &Expression) -> Result<String, Unsupported> {
        ddl_expression(dialect, expression)
    }

    /// Returns a default's text as a generated script holds it.
    fn default_of_script(&self, sql: String) -> String {
        sql
    }

    /// Returns `DROP INDEX`.
    fn drop_index(
        &self,
        dialect: &dyn Dialect,
        context: &Context,
        index: &DroppedIndex<'_>,
    ) -> Result<String, Unsupported>;

    /// Returns the statements that create the types of a table's columns.
    fn create_types(&self, _design: &Design<'_>, _check_first: CheckFirst) -> Result<Vec<Statement>, Unsupported> {
        Ok(Vec::new())
    }

    /// Changes a column, in Alembic's order of statements.
    fn alter_column(
        &self,
        dialect: &dyn Dialect,
        context: &Context,
        change: &ColumnChange<'_>,
    ) -> Result<Vec<Statement>, Unsupported>;

    /// Changes the identity of a column.
    fn alter_identity(&self, _dialect: &dyn Dialect, _change: &ColumnChange<'_>) -> Result<String, Unsupported> {
        Err(crate::refusal::compile_error(
            "Adding, removing or modifying an \"identity\" construct, e.g. GENERATED AS IDENTITY, to or from an \
             existing column is not supported in this dialect.",
        ))
    }

    /// Renames a column.
    fn rename_column(&self, dialect: &dyn Dialect, change: &ColumnChange<'_>, to: &schema::Name) -> String {
        format!(
            "ALTER TABLE {} RENAME {} TO {}",
            crate::quote::quote_altered_table(dialect, change.table),
            quote_name(dialect, change.column),
            quote_name(dialect, to)
        )
    }

    /// Sets or removes a column's comment.
    fn set_column_comment(
        &self,
        dialect: &dyn Dialect,
        _change: &ColumnChange<'_>,
        _comment: Option<&str>,
    ) -> Result<String, Unsupported> {
        Err(refusal(
            "sqlalchemy.exc.UnsupportedCompilationError",
            format!(
                "Compiler <{}> can't render element of type <class 'alembic.ddl.base.ColumnComment'>: <class \
                 'alembic.ddl.base.ColumnComment'> construct has no default compilation handler.",
                ddl_compiler(dialect)
            ),
        ))
    }

    /// Returns the constraint that is dropped.
    fn dropped_constraint(
        &self,
        kind: Option<ConstraintKind>,
        if_exists: IfExists,
        name: &str,
    ) -> Result<String, Unsupported> {
        let _ = kind;
        let if_exists = if if_exists == IfExists::Yes { "IF EXISTS " } else { "" };
        Ok(format!("CONSTRAINT {if_exists}{name}"))
    }

    /// Returns EXCLUDE with what follows it.
    fn exclude(
        &self,
        dialect: &dyn Dialect,
        _elements: &[(Expression, String)],
        _exclude: &schema::Exclude,
    ) -> Result<String, Unsupported> {
        Err(refusal(
            "sqlalchemy.exc.UnsupportedCompilationError",
            format!(
                "Compiler <{}> can't render element of type <class \
                 'sqlalchemy.dialects.postgresql.ext.ExcludeConstraint'>",
                ddl_compiler(dialect)
            ),
        ))
    }

    /// Returns ` AS type` of a sequence.
    fn sequence_type(&self, _dialect: &dyn Dialect, _data_type: &schema::ColumnType) -> Result<String, Unsupported> {
        Ok(String::new())
    }

    /// Sets or removes a table's comment.
    fn set_table_comment(&self, dialect: &dyn Dialect, table: &TableName, comment: Option<&str>) -> String {
        let comment = comment.map_or("NULL".to_owned(), |comment| crate::quote::text_literal(dialect, comment));
        format!("COMMENT ON TABLE {} IS {comment}", quote_table(dialect, table))
    }

    /// Returns a computed column's clause.
    fn computed(&self, _context: &Context, expression: &str, persisted: Option<bool>) -> Result<String, Unsupported> {
        let stored = match persisted {
            Some(true) => " STORED",
            Some(false) => " VIRTUAL",
            None => "",
        };
        Ok(format!("GENERATED ALWAYS AS ({expression}){stored}"))
    }
}

/// Returns SQLAlchemy's class of the DDL compiler, for its sentences.
pub(crate) fn ddl_compiler(dialect: &dyn Dialect) -> String {
    dialect.facts().type_compiler.replace("TypeCompiler", "DDLCompiler")
}
