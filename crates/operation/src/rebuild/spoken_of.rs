//! What of a table speaks of a column: SQLite does not drop the column in place then, and it goes with the column.

use dialect::sqlite::mentions;
use schema::{Constraint, Expression, Index, IndexPart, Name, Text};
use serde_json::Value as Json;

pub(crate) fn in_constraint(constraint: &Constraint, column: &Name) -> bool {
    match constraint {
        Constraint::PrimaryKey(key) => in_names(&key.columns, column),
        Constraint::Unique(unique) => in_names(&unique.columns, column),
        Constraint::ForeignKey(key) => in_names(&key.columns, column),
        Constraint::Check(check) => in_expression(&check.condition, column),
        Constraint::Exclude(_) => false,
    }
}

pub(crate) fn in_index(index: &Index, column: &Name) -> bool {
    let condition = index.options.get("sqlite_where").and_then(|json: &Json| serde_json::from_value(json.clone()).ok());
    condition.is_some_and(|condition| in_expression(&condition, column))
        || index.parts.iter().any(|part| match part {
            IndexPart::Column(name) => is_same(name, column),
            IndexPart::Expression(expression) => in_expression(expression, column),
        })
}

/// A database shows columns and text, and how they are ordered.
pub(crate) fn in_expression(expression: &Expression, column: &Name) -> bool {
    match expression {
        Expression::Text(Text { sql, .. }) | Expression::Raw { sql } => mentions(sql, &column.text),
        Expression::Ordered { of, .. } => in_expression(of, column),
        Expression::Column { name, .. } => is_same(name, column),
        _ => false,
    }
}

fn in_names(names: &[Name], column: &Name) -> bool {
    names.iter().any(|name| is_same(name, column))
}

fn is_same(name: &Name, column: &Name) -> bool {
    name.text.eq_ignore_ascii_case(&column.text)
}
