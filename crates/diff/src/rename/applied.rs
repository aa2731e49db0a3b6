//! The database's side under the new names, as the server keeps it after a rename.

use dialect::{Dialect, RenamedColumn};
use schema::{Constraint, ConstraintName, ForeignKey, Schema, Table, TableName};

use super::names::Named;
use super::renamed::table_after;
use super::{Rename, RenamedName};
use crate::names::is_same_table;

/// Renames a table or a column, wherever it is named.
pub(super) fn rename(dialect: &dyn Dialect, schema: &mut Schema, rename: &Rename) {
    match rename {
        Rename::Table { from, to } => rename_table(schema, from, &table_after(from, to)),
        Rename::Column { table, from, to } => {
            let column = RenamedColumn { dialect, from, to };
            for key in schema.tables.iter_mut().flat_map(foreign_keys) {
                if is_same_table(&key.referred_table, table) {
                    column.in_names(&mut key.referred_columns);
                }
            }
            if let Some(table) = schema.tables.iter_mut().find(|each| is_same_table(&each.name, table)) {
                column.in_table(table);
            }
        }
    }
}

/// Renames an index or a constraint.
pub(super) fn rename_name(schema: &mut Schema, renamed: &RenamedName) {
    let Some(table) = schema.tables.iter_mut().find(|table| is_same_table(&table.name, &renamed.table)) else { return };
    let is_it = |name: &ConstraintName| name.given().is_some_and(|name| name.text == renamed.from.text);
    let to = ConstraintName::Written(renamed.to.clone());
    for index in &mut table.indexes {
        if renamed.of == Named::Index && is_it(&index.name) {
            index.name = to.clone();
        }
    }
    for constraint in &mut table.constraints {
        if Named::of(constraint) == Some(renamed.of) && is_it(constraint.name()) {
            constraint.set_name(to.clone());
        }
    }
}

fn rename_table(schema: &mut Schema, from: &TableName, to: &TableName) {
    for table in &mut schema.tables {
        for key in foreign_keys(table) {
            if is_same_table(&key.referred_table, from) {
                key.referred_table = to.clone();
            }
        }
        if is_same_table(&table.name, from) {
            table.name = to.clone();
        }
    }
}

fn foreign_keys(table: &mut Table) -> impl Iterator<Item = &mut ForeignKey> {
    let of_table = table.constraints.iter_mut().filter_map(|constraint| match constraint {
        Constraint::ForeignKey(key) => Some(key),
        Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::Check(_) | Constraint::Exclude(_) => None,
    });
    table.columns.iter_mut().flat_map(|column| &mut column.foreign_keys).chain(of_table)
}
