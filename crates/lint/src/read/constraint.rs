//! Constraints, and columns with what stands behind them.

use squawk_syntax::{
    SyntaxNode,
    ast::{self, AstNode, normalize_name_node},
};

use super::{
    expression::{is_volatile, not_null_of},
    name::{columns_in, name_of, path_of},
};
use crate::{Constraint, ConstraintKind, Default, Generated, NewColumn, TypeName};

/// Reads a constraint of a table, or of the column of that name.
pub(super) fn constraint(node: &ast::Constraint, column: Option<&str>) -> Option<Constraint> {
    let of_column = || column.map(str::to_owned).into_iter().collect::<Vec<_>>();
    let listed = |node: Vec<String>| if node.is_empty() { of_column() } else { node };
    let kind = match node {
        ast::Constraint::PrimaryKeyConstraint(key) => ConstraintKind::PrimaryKey {
            columns: listed(key_columns(key.syntax())),
            using_index: key.using_index().map(|using| name_of(&using)),
        },
        ast::Constraint::UniqueConstraint(unique) => ConstraintKind::Unique {
            columns: listed(key_columns(unique.syntax())),
            using_index: unique.using_index().map(|using| name_of(&using)),
        },
        ast::Constraint::ForeignKeyConstraint(key) => ConstraintKind::ForeignKey {
            columns: key.from_columns().map(|columns| columns_in(&columns)).unwrap_or_default(),
            referred: path_of(key.table_name_ref())?,
        },
        ast::Constraint::ReferencesConstraint(key) => {
            ConstraintKind::ForeignKey { columns: of_column(), referred: path_of(key.table())? }
        }
        ast::Constraint::CheckConstraint(check) => {
            let sql = check.expr()?.syntax().text().to_string();
            ConstraintKind::Check { not_null_of: not_null_of(&sql), sql }
        }
        ast::Constraint::NotNullConstraint(not_null) => {
            let named = not_null.column_name_ref().map(|name| name_of(&name));
            ConstraintKind::NotNull { column: named.or_else(|| column.map(str::to_owned))? }
        }
        ast::Constraint::ExcludeConstraint(_) => ConstraintKind::Exclude,
        ast::Constraint::DefaultConstraint(_)
        | ast::Constraint::GeneratedConstraint(_)
        | ast::Constraint::NullConstraint(_) => return None,
    };
    let name = node.constraint_name().map(|name| name_of(&name));
    Some(Constraint { name, kind, not_valid: node.is_not_valid() })
}

/// Reads a column of CREATE TABLE or ADD COLUMN from its parts.
pub(super) fn column(
    name: Option<ast::ColumnName>,
    column_type: Option<ast::Type>,
    constraints: impl Iterator<Item = ast::Constraint>,
) -> Option<NewColumn> {
    let name = name_of(&name?);
    let column_text = column_type.map(|of| of.syntax().text().to_string()).unwrap_or_default();
    let column_type = TypeName::of(&column_text);
    let mut column = NewColumn { name: name.clone(), column_type, column_text, ..NewColumn::default() };
    if column.column_type.is_serial() {
        column.not_null = true;
    }
    for node in constraints {
        match &node {
            ast::Constraint::DefaultConstraint(default) => {
                let Some(expression) = default.expr() else { continue };
                let sql = expression.syntax().text().to_string();
                column.default = Some(Default { sql, volatile: is_volatile(expression.syntax()) });
            }
            ast::Constraint::GeneratedConstraint(generated) => {
                column.generated = Some(match generated.generated_as() {
                    Some(ast::GeneratedAs::GeneratedIdentity(_)) => Generated::Identity,
                    _ if is_virtual(generated.syntax()) => Generated::Virtual,
                    _ => Generated::Stored,
                });
                column.not_null |= column.generated == Some(Generated::Identity);
            }
            ast::Constraint::NotNullConstraint(not_null) => {
                column.not_null = true;
                // Only a name makes it worth a constraint of its own.
                column
                    .constraints
                    .extend(not_null.constraint_name_clause().and_then(|_| constraint(&node, Some(&name))));
            }
            _ => column.constraints.extend(constraint(&node, Some(&name))),
        }
    }
    let is_key = |constraint: &Constraint| matches!(constraint.kind, ConstraintKind::PrimaryKey { .. });
    column.not_null |= column.constraints.iter().any(is_key);
    Some(column)
}

/// `GENERATED … AS (…) STORED` says so; without it, from PostgreSQL 18 on, the column is virtual.
fn is_virtual(node: &SyntaxNode) -> bool {
    !node.text().to_string().to_ascii_uppercase().trim_end().ends_with("STORED")
}

/// The columns of a key, without those of INCLUDE.
fn key_columns(node: &SyntaxNode) -> Vec<String> {
    let list = node.descendants().find_map(ast::ConstraintColumnRefList::cast);
    let is_column = |node: &SyntaxNode| {
        let kind = node.kind();
        ast::ColumnNameRef::can_cast(kind) || ast::ColumnName::can_cast(kind) || ast::NameRef::can_cast(kind)
    };
    let columns = list.iter().flat_map(|list| list.syntax().descendants()).filter(is_column);
    columns.map(|node| normalize_name_node(&node)).collect()
}
