//! A column gets another name, wherever a table speaks of it.

mod sql_text;

use schema::{Column, Constraint, Expression, Fill, Index, IndexPart, Name, Options, Table};
use serde_json::{Map, Value as Json};

use crate::Dialect;
use sql_text::renamed_in;

/// A column that has another name from now on.
pub struct RenamedColumn<'r> {
    pub dialect: &'r dyn Dialect,
    pub from: &'r Name,
    pub to: &'r Name,
}

impl RenamedColumn<'_> {
    /// Renames it in its table.
    pub fn in_table(&self, table: &mut Table) {
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

    /// Renames it in a constraint of its table.
    pub fn in_constraint(&self, constraint: &mut Constraint) {
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

    /// Renames it in an index of its table.
    pub fn in_index(&self, index: &mut Index) {
        for part in &mut index.parts {
            match part {
                IndexPart::Column(name) => self.in_name(name),
                IndexPart::Expression(expression) => self.in_expression(expression),
            }
        }
        self.in_options(&mut index.options);
    }

    /// Renames it, if that is its name.
    pub fn in_name(&self, name: &mut Name) {
        if name.text == self.from.text {
            *name = self.to.clone();
        }
    }

    /// Renames it among names of columns.
    pub fn in_names(&self, names: &mut [Name]) {
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

    fn in_keys(&self, classes: &mut Map<String, Json>) {
        let renamed = std::mem::take(classes).into_iter().map(|(name, class)| match name == self.from.text {
            true => (self.to.text.clone(), class),
            false => (name, class),
        });
        *classes = renamed.collect();
    }
}
