//! Renames as changes.

use operation::{AlterColumn, Operation, RenameTable};
use schema::{Column, Fill, Name, Schema, TableName};

use super::names::Named;
use super::renamed::table_after;
use super::{Rename, RenamedName, Renames};
use crate::compare::execute;
use crate::comparison::Comparison;
use crate::draft::Draft;
use crate::found::{Found, logger};
use crate::names::is_same_table;
use crate::reflected::adjusted;
use crate::shown;
use dialect::Comments;

/// Notes the renames; `before` has the new names already.
pub(crate) fn changes(comparison: &Comparison<'_>, renames: &Renames, before: &Schema, found: &mut Found) {
    for (place, rename) in renames.certain.iter().enumerate() {
        match rename {
            Rename::Table { from, to } => renamed_table(from, to, found),
            Rename::Column { table, from, to } => {
                let known =
                    column_after(comparison, before, table, name_in_the_end(&renames.certain[place + 1..], table, to));
                if let Some(column) = known {
                    renamed_column(comparison, table, &column, (from, to), found);
                }
            }
        }
    }
    for renamed in &renames.names {
        renamed_name(comparison, renamed, found);
    }
}

fn renamed_table(from: &TableName, to: &Name, found: &mut Found) {
    let after = table_after(from, to);
    let operation =
        |from: &TableName, to: &Name| Operation::RenameTable(RenameTable { table: from.clone(), to: to.clone() });
    let names = format!("{}, {}", pysource::text(&from.name.text), pysource::text(&to.text));
    let tuple = format!("('rename_table', {}, {names})", shown::namespace(from));
    found.table(operation(from, to), operation(&after, &from.name), tuple);
    let (from, after) = (pysource::text(&from.to_string()), pysource::text(&after.to_string()));
    found.info(logger::TABLES, format!("Detected renamed table {from} to {after}"));
}

fn renamed_column(
    comparison: &Comparison<'_>,
    table: &TableName,
    column: &Column,
    (from, to): (&Name, &Name),
    found: &mut Found,
) {
    let operation = |from: &Name, to: &Name| Operation::AlterColumn(alter(comparison, table, column, from, to));
    let texts = [&table.name, from, to].map(|name| pysource::text(&name.text)).join(", ");
    let tuple = format!("('rename_column', {}, {texts})", shown::namespace(table));
    found.within(table, operation(from, to), operation(to, from), vec![tuple]);
    found.info(logger::TABLES, format!("Detected renamed column '{table}.{from}' to '{table}.{to}'"));
}

/// Follows a column that has a temporary name through the renames that come.
fn name_in_the_end<'r>(renames: &'r [Rename], table: &TableName, name: &'r Name) -> &'r Name {
    renames.iter().fold(name, |name, rename| match rename {
        Rename::Column { table: of, from, to } if is_same_table(of, table) && from.text == name.text => to,
        Rename::Table { .. } | Rename::Column { .. } => name,
    })
}

fn column_after(comparison: &Comparison<'_>, schema: &Schema, table: &TableName, name: &Name) -> Option<Column> {
    let known = schema.tables.iter().find(|each| is_same_table(&each.name, table))?;
    let known = adjusted(comparison, known, &mut Found::default());
    known.columns.into_iter().find(|column| column.name.text == name.text)
}

/// Returns the rename with what the column is and stays, as Alembic says it.
fn alter(comparison: &Comparison<'_>, table: &TableName, column: &Column, from: &Name, to: &Name) -> AlterColumn {
    let keeps_comments = comparison.context.dialect.facts().comments != Comments::Never;
    AlterColumn {
        new_column_name: Some(to.clone()),
        existing_type: Some(column.column_type.clone()),
        existing_nullable: Some(column.nullable),
        existing_server_default: Some(column.fill.clone()).filter(|fill| *fill != Fill::Nothing),
        existing_comment: column.comment.clone().filter(|comment| keeps_comments && !comment.is_empty()),
        ..Draft::of(table, from).alter
    }
}

fn renamed_name(comparison: &Comparison<'_>, renamed: &RenamedName, found: &mut Found) {
    let statement = |renamed: &RenamedName| execute(renamed.statement(comparison.context.dialect));
    let word = renamed.of.word();
    let kind = if renamed.of == Named::Index { "rename_index" } else { "rename_constraint" };
    let (from, to) = (pysource::text(&renamed.from.text), pysource::text(&renamed.to.text));
    let table = pysource::text(&renamed.table.name.text);
    let tuple = format!("('{kind}', {}, {table}, {from}, {to})", shown::namespace(&renamed.table));
    found.table(statement(renamed), statement(&renamed.reversed()), tuple);
    found.info(logger::CONSTRAINTS, format!("Detected renamed {word} {from} to {to} on {table}"));
}
