//! A constraint of its catalogue row.

use std::collections::HashMap;

use schema::{Check, Constraint, ConstraintName, Exclude, Expression, ForeignKey, Name, Options, PrimaryKey, Unique};
use serde::Deserialize;
use serde_json::json;

use super::namespaces::Namespaces;
use super::table::Found;
use crate::Dialect;
use crate::inspect::{sql_text, without_outer_parentheses};
use crate::quote::quote_names;

#[derive(Deserialize)]
pub(super) struct ConstraintRow {
    pub table_oid: i64,
    kind: String,
    name: String,
    comment: Option<String>,
    columns: Option<Vec<i64>>,
    is_deferrable: bool,
    is_deferred: bool,
    is_valid: bool,
    is_not_inherited: bool,
    condition: Option<String>,
    referred_namespace: Option<String>,
    referred_name: Option<String>,
    referred_is_visible: Option<bool>,
    referred_columns: Option<Vec<String>>,
    on_update: String,
    on_delete: String,
    match_kind: String,
    set_on_delete: Option<Vec<i64>>,
    /// How many of the index's columns are keys; the others are included.
    keys: Option<usize>,
    index_columns: Option<Vec<i64>>,
    is_nulls_not_distinct: Option<bool>,
    elements: Option<Vec<String>>,
    operators: Option<Vec<String>>,
    classes: Option<Vec<i64>>,
    filter: Option<String>,
    method: Option<String>,
}

/// Returns the constraint.
pub(super) fn constraint(
    dialect: &dyn Dialect,
    row: ConstraintRow,
    found: &Found,
    namespaces: &Namespaces<'_>,
    classes: &HashMap<i64, String>,
) -> Constraint {
    match row.kind.as_str() {
        "p" => Constraint::PrimaryKey(row.primary_key(found)),
        "u" => Constraint::Unique(row.unique(found)),
        "f" => Constraint::ForeignKey(row.foreign_key(dialect, found, namespaces)),
        "x" => Constraint::Exclude(row.exclude(found, classes)),
        _ => Constraint::Check(row.check()),
    }
}

impl ConstraintRow {
    fn written_name(&self) -> ConstraintName {
        ConstraintName::Written(self.name.as_str().into())
    }

    fn key_columns(&self, found: &Found) -> Vec<Name> {
        found.columns(self.columns.as_deref().unwrap_or_default())
    }

    /// What is not deferrable needs no words.
    fn deferrable(&self) -> Option<bool> {
        self.is_deferrable.then_some(true)
    }

    fn initially(&self) -> Option<String> {
        self.is_deferred.then(|| "DEFERRED".to_owned())
    }

    fn primary_key(self, found: &Found) -> PrimaryKey {
        PrimaryKey {
            name: self.written_name(),
            columns: self.key_columns(found),
            deferrable: self.deferrable(),
            initially: self.initially(),
            options: self.included(found),
            comment: self.comment,
        }
    }

    fn unique(self, found: &Found) -> Unique {
        let mut options = self.included(found);
        if let Some(value) = self.is_nulls_not_distinct {
            options.insert("postgresql_nulls_not_distinct".to_owned(), json!(value));
        }
        Unique {
            name: self.written_name(),
            columns: self.key_columns(found),
            of_column: false,
            deferrable: self.deferrable(),
            initially: self.initially(),
            comment: self.comment,
            options,
        }
    }

    /// As SQLAlchemy does, this gives an empty list where nothing is included.
    fn included(&self, found: &Found) -> Options {
        let columns = self.index_columns.as_deref().unwrap_or_default();
        let included = found.columns(columns.get(self.keys.unwrap_or_default()..).unwrap_or_default());
        Options::from_iter([("postgresql_include".to_owned(), json!(included))])
    }

    fn foreign_key(self, dialect: &dyn Dialect, found: &Found, namespaces: &Namespaces<'_>) -> ForeignKey {
        let set_columns = found.columns(self.set_on_delete.as_deref().unwrap_or_default());
        let ondelete = action(&self.on_delete).map(|words| match set_columns[..] {
            [] => words.to_owned(),
            _ => format!("{words} ({})", quote_names(dialect, &set_columns)),
        });
        ForeignKey {
            name: self.written_name(),
            columns: self.key_columns(found),
            referred_table: namespaces.table_name(
                self.referred_namespace.as_deref().unwrap_or_default(),
                self.referred_is_visible.unwrap_or(true).into(),
                self.referred_name.as_deref().unwrap_or_default(),
            ),
            deferrable: self.deferrable(),
            initially: self.initially(),
            options: self.not_valid(),
            referred_columns: self.referred_columns.unwrap_or_default().into_iter().map(Name::from).collect(),
            onupdate: action(&self.on_update).map(str::to_owned),
            ondelete,
            match_kind: (self.match_kind == "f").then(|| "FULL".to_owned()),
            use_alter: false,
            comment: self.comment,
        }
    }

    fn check(self) -> Check {
        let mut options = self.not_valid();
        if self.is_not_inherited {
            options.insert("postgresql_no_inherit".to_owned(), json!(true));
        }
        Check {
            name: self.written_name(),
            condition: sql_text(without_outer_parentheses(self.condition.as_deref().unwrap_or_default())),
            deferrable: None,
            initially: None,
            comment: self.comment,
            options,
        }
    }

    fn not_valid(&self) -> Options {
        let mut options = Options::new();
        if !self.is_valid {
            options.insert("postgresql_not_valid".to_owned(), json!(true));
        }
        options
    }

    fn exclude(self, found: &Found, classes: &HashMap<i64, String>) -> Exclude {
        let numbers = self.columns.as_deref().unwrap_or_default();
        let elements = self.elements.as_deref().unwrap_or_default();
        let operators = self.operators.as_deref().unwrap_or_default();
        let mut ops = Options::new();
        let mut pairs = Vec::new();
        for (place, (text, operator)) in elements.iter().zip(operators).enumerate() {
            let column = numbers.get(place).and_then(|number| found.column(*number));
            let class = self.classes.as_ref().and_then(|oids| classes.get(oids.get(place)?));
            if let Some(class) = class {
                ops.insert(column.as_ref().map_or(text, |name| &name.text).clone(), json!(class));
            }
            let expression = match column {
                Some(name) => Expression::Column { namespace: None, table: None, name, column_type: None },
                None => sql_text(text.as_str()),
            };
            pairs.push((expression, operator.clone()));
        }
        Exclude {
            name: self.written_name(),
            elements: pairs,
            deferrable: self.deferrable(),
            initially: self.initially(),
            using: self.method,
            filter: self.filter.map(sql_text),
            ops,
        }
    }
}

/// NO ACTION is what happens without any words.
fn action(code: &str) -> Option<&'static str> {
    match code {
        "c" => Some("CASCADE"),
        "n" => Some("SET NULL"),
        "d" => Some("SET DEFAULT"),
        "r" => Some("RESTRICT"),
        _ => None,
    }
}
