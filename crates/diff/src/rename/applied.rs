//! The database's side under the new names, as the server keeps it after a rename.

use dialect::Dialect;
use schema::{
    Column, Constraint, ConstraintName, Expression, Fill, ForeignKey, Index, IndexPart, Name, Options, Schema, Table,
    TableName,
};
use serde_json::Value as Json;

use super::names::Named;
use super::renamed::table_after;
use super::sql_text::renamed_in;
use super::{Rename, RenamedName};
use crate::names::is_same_table;

/// Renames a table or a column, wherever it is named.
pub(super) fn rename(dialect: &dyn Dialect, schema: &mut Schema, rename: &Rename) {
    match rename {
        Rename::Table { from, to } => rename_table(schema, from, &table_after(from, to)),
        Rename::Column { table, from, to } => {
            let column = Renamed { dialect, from, to };
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

/// A column that has another name from now on.
struct Renamed<'r> {
    dialect: &'r dyn Dialect,
    from: &'r Name,
    to: &'r Name,
}

impl Renamed<'_> {
    fn in_table(&self, table: &mut Table) {
        for column in &mut table.columns {
            self.in_column(column);
        }
        for constraint in &mut table.constraints {
            self.in_constraint(constraint);
        }
        for index in &mut table.indexes {
            self.in_index(index);
        }
    }

    fn in_column(&self, column: &mut Column) {
        self.in_name(&mut column.name);
        column.foreign_keys.iter_mut().for_each(|key| self.in_names(&mut key.columns));
        column.checks.iter_mut().for_each(|check| self.in_expression(&mut check.condition));
        if let Fill::Computed { expression, .. } = &mut column.fill {
            self.in_expression(expression);
        }
    }

    fn in_constraint(&self, constraint: &mut Constraint) {
        match constraint {
            Constraint::PrimaryKey(key) => {
                self.in_names(&mut key.columns);
                self.in_options(&mut key.options);
            }
            Constraint::Unique(unique) => {
                self.in_names(&mut unique.columns);
                self.in_options(&mut unique.options);
            }
            Constraint::ForeignKey(key) => self.in_names(&mut key.columns),
            Constraint::Check(check) => self.in_expression(&mut check.condition),
            Constraint::Exclude(exclude) => {
                exclude.elements.iter_mut().for_each(|(element, _)| self.in_expression(element));
                exclude.filter.iter_mut().for_each(|filter| self.in_expression(filter));
                self.in_keys(&mut exclude.ops);
            }
        }
    }

    fn in_index(&self, index: &mut Index) {
        for part in &mut index.parts {
            match part {
                IndexPart::Column(name) => self.in_name(name),
                IndexPart::Expression(expression) => self.in_expression(expression),
            }
        }
        self.in_options(&mut index.options);
    }

    fn in_name(&self, name: &mut Name) {
        if name.text == self.from.text {
            *name = self.to.clone();
        }
    }

    fn in_names(&self, names: &mut [Name]) {
        names.iter_mut().for_each(|name| self.in_name(name));
    }

    /// A database shows columns and text, and how they are ordered; it builds nothing else.
    fn in_expression(&self, expression: &mut Expression) {
        match expression {
            Expression::Column { name, .. } => self.in_name(name),
            Expression::Text(text) => text.sql = renamed_in(self.dialect, &text.sql, self.from, self.to),
            Expression::Raw { sql } => *sql = renamed_in(self.dialect, sql, self.from, self.to),
            Expression::Ordered { of, .. } | Expression::Grouping { of } => self.in_expression(of),
            _ => {}
        }
    }

    /// The words that hold names of columns, or a condition.
    fn in_options(&self, options: &mut Options) {
        for (word, value) in options.iter_mut() {
            match value {
                Json::Array(names) if word.ends_with("_include") => {
                    for name in names.iter_mut().filter(|name| name.as_str() == Some(&self.from.text)) {
                        *name = Json::from(self.to.text.as_str());
                    }
                }
                Json::String(sql) if word.ends_with("_where") => {
                    *sql = renamed_in(self.dialect, sql, self.from, self.to);
                }
                Json::Object(classes) if word.ends_with("_ops") => self.in_keys(classes),
                Json::Object(_) if word.ends_with("_where") => {
                    if let Ok(mut condition) = serde_json::from_value::<Expression>(value.clone()) {
                        self.in_expression(&mut condition);
                        *value = serde_json::to_value(condition).unwrap_or_default();
                    }
                }
                _ => {}
            }
        }
    }

    fn in_keys(&self, classes: &mut Options) {
        let renamed = std::mem::take(classes).into_iter().map(|(name, class)| match name == self.from.text {
            true => (self.to.text.clone(), class),
            false => (name, class),
        });
        *classes = renamed.collect();
    }
}
