//! ALTER TABLE: columns, constraints, names.

use schema::{ColumnType, ConstraintName, Fill, Name, Options, TableName};

use crate::ddl::{IfExists, default_text};
use crate::naming::{Kind, Subject};
use crate::quote::{quote_altered_table, quote_name, quote_table};
use crate::refusal::{compile_error, refusal};
use crate::types::type_text;
use crate::{Context, Dialect, Statement, Unsupported};

/// What `op.alter_column` says; `None` stays as it is.
#[derive(Clone, Debug)]
pub struct ColumnChange<'a> {
    pub table: &'a TableName,
    pub column: &'a Name,
    pub nullable: Option<bool>,
    /// `Some(None)` removes the comment.
    pub comment: Option<Option<&'a str>>,
    /// `Some(Fill::Nothing)` removes the default.
    pub server_default: Option<&'a Fill>,
    pub new_name: Option<&'a Name>,
    pub column_type: Option<&'a ColumnType>,
    pub autoincrement: Option<bool>,
    pub existing_type: Option<&'a ColumnType>,
    pub existing_server_default: Option<&'a Fill>,
    pub existing_nullable: Option<bool>,
    pub existing_comment: Option<&'a str>,
    pub existing_autoincrement: Option<bool>,
    pub options: &'a Options,
}

/// `type_` of `op.drop_constraint`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConstraintKind {
    ForeignKey,
    PrimaryKey,
    Unique,
    Check,
}

impl ConstraintKind {
    /// Reads Alembic's word for a kind.
    pub fn named(word: &str) -> Result<Self, Unsupported> {
        match word {
            "foreignkey" => Ok(Self::ForeignKey),
            "primary" => Ok(Self::PrimaryKey),
            "unique" => Ok(Self::Unique),
            "check" => Ok(Self::Check),
            _ => Err(refusal("TypeError", "'type' can be one of 'check', 'foreignkey', 'primary', 'unique', None")),
        }
    }
}

/// Returns `ALTER TABLE t ALTER COLUMN c`.
pub(crate) fn alter_column_head(dialect: &dyn Dialect, change: &ColumnChange<'_>) -> String {
    format!(
        "ALTER TABLE {} ALTER COLUMN {}",
        quote_altered_table(dialect, change.table),
        quote_name(dialect, change.column)
    )
}

/// Changes a column by one statement for each thing that changes, in Alembic's order.
pub(crate) fn alter_generically(
    dialect: &dyn Dialect,
    change: &ColumnChange<'_>,
) -> Result<Vec<Statement>, Unsupported> {
    let head = alter_column_head(dialect, change);
    let mut statements = Vec::new();
    if let Some(nullable) = change.nullable {
        let words = if nullable { "DROP NOT NULL" } else { "SET NOT NULL" };
        statements.push(format!("{head} {words}"));
    }
    if let Some(fill) = change.server_default {
        statements.push(changed_default(dialect, change, fill, &head)?);
    }
    if let Some(column_type) = change.column_type {
        statements.push(format!("{head} TYPE {}", type_text(dialect, column_type)?));
    }
    if let Some(comment) = change.comment {
        statements.push(dialect.ddl().set_column_comment(dialect, change, comment)?);
    }
    if let Some(name) = change.new_name {
        statements.push(dialect.ddl().rename_column(dialect, change, name));
    }
    Ok(statements.into_iter().map(Statement::plain).collect())
}

fn changed_default(
    dialect: &dyn Dialect,
    change: &ColumnChange<'_>,
    fill: &Fill,
    head: &str,
) -> Result<String, Unsupported> {
    let fills = || [Some(fill), change.existing_server_default].into_iter().flatten();
    if fills().any(|fill| matches!(fill, Fill::Computed { .. })) {
        return Err(compile_error(
            "Adding or removing a \"computed\" construct, e.g. GENERATED ALWAYS AS, to or from an existing column is \
             not supported.",
        ));
    }
    if fills().any(|fill| matches!(fill, Fill::Identity(_))) {
        return dialect.ddl().alter_identity(dialect, change);
    }
    Ok(match default_text(dialect, fill)? {
        Some(default) => format!("{head} SET DEFAULT {default}"),
        None => format!("{head} DROP DEFAULT"),
    })
}

/// Returns `ALTER TABLE … DROP COLUMN`.
pub fn drop_column(dialect: &dyn Dialect, table: &TableName, column: &Name, if_exists: IfExists) -> Statement {
    Statement::plain(format!(
        "ALTER TABLE {} DROP COLUMN {}{}",
        quote_altered_table(dialect, table),
        if_exists.words(),
        quote_name(dialect, column)
    ))
}

/// Returns `ALTER TABLE … RENAME TO`.
pub fn rename_table(dialect: &dyn Dialect, table: &TableName, to: &Name) -> Statement {
    let renamed = TableName { namespace: table.namespace.clone(), name: to.clone() };
    let to = if dialect.facts().renames_with_namespace {
        quote_altered_table(dialect, &renamed)
    } else {
        quote_name(dialect, to)
    };
    Statement::plain(format!("ALTER TABLE {} RENAME TO {to}", quote_altered_table(dialect, table)))
}

/// Returns `ALTER INDEX … RENAME TO`.
pub fn rename_index(dialect: &dyn Dialect, namespace: Option<&Name>, index: &Name, to: &Name) -> String {
    let index = TableName { namespace: namespace.cloned(), name: index.clone() };
    format!("ALTER INDEX {} RENAME TO {}", quote_altered_table(dialect, &index), quote_name(dialect, to))
}

/// Returns `ALTER TABLE … RENAME CONSTRAINT`.
pub fn rename_constraint(dialect: &dyn Dialect, table: &TableName, constraint: &Name, to: &Name) -> String {
    let (table, constraint) = (quote_altered_table(dialect, table), quote_name(dialect, constraint));
    format!("ALTER TABLE {table} RENAME CONSTRAINT {constraint} TO {}", quote_name(dialect, to))
}

/// Returns `ALTER TABLE … DROP CONSTRAINT`.
pub fn drop_constraint(
    dialect: &dyn Dialect,
    context: &Context,
    table: &TableName,
    name: &ConstraintName,
    kind: Option<ConstraintKind>,
    if_exists: IfExists,
) -> Result<Statement, Unsupported> {
    let naming_kind = match kind {
        Some(ConstraintKind::ForeignKey) => Kind::ForeignKey,
        Some(ConstraintKind::PrimaryKey) => Kind::PrimaryKey,
        Some(ConstraintKind::Unique) => Kind::Unique,
        Some(ConstraintKind::Check) => Kind::Check,
        None => Kind::Other,
    };
    let subject = Subject { kind: naming_kind, table, columns: Vec::new(), referred: None };
    let Some(name) = subject.quoted_name(dialect, context, name)? else {
        return Err(compile_error(format!(
            "Can't emit DROP CONSTRAINT for constraint {}; it has no name",
            match kind {
                Some(ConstraintKind::ForeignKey) => "ForeignKeyConstraint()",
                Some(ConstraintKind::PrimaryKey) => "PrimaryKeyConstraint()",
                Some(ConstraintKind::Unique) => "UniqueConstraint()",
                Some(ConstraintKind::Check) => "CheckConstraint()",
                None => "Constraint()",
            }
        )));
    };
    let dropped = dialect.ddl().dropped_constraint(kind, if_exists, &name)?;
    Ok(Statement::plain(format!("ALTER TABLE {} DROP {dropped}", quote_table(dialect, table))))
}
