//! What speaks of an enum type and must be created again when another type takes its place.

use operation::{CreateConstraint, CreateIndex, DropConstraint, DropIndex, Operation};
use schema::{Constraint, ConstraintName, Index, Options, Pair, Schema, TableName};
use serde_json::Value as Json;

use crate::comparison::Comparison;
use crate::described::Described;
use crate::enum_types::{EnumName, enum_within};
use crate::found::Found;
use crate::reflected::adjusted;
use crate::sql_literals::holds_value;

/// Partial indexes, CHECKs and foreign keys: the server compares them with the type by its number.
#[derive(Default)]
pub(super) struct Dependents {
    pub dropped: Vec<Operation>,
    /// As they were.
    pub created_before: Vec<Operation>,
    /// As the models have them, where a value that they speak of is gone.
    pub created_after: Vec<Operation>,
    replaced: Vec<(TableName, Replaced)>,
}

/// What is created again as the models have it.
enum Replaced {
    Index(Index),
    Constraint(Box<Constraint>),
}

impl Dependents {
    pub fn of(comparison: &Comparison<'_>, name: &EnumName, schemas: Pair<&Schema>, removed: &[String]) -> Self {
        let mut found = Self::default();
        for table in &schemas.before.tables {
            let before = Described::of(comparison, adjusted(comparison, table, &mut Found::default()));
            let after = schemas.after.tables.iter().find(|known| comparison.known_name(&known.name) == table.name);
            let after = after.map(|table| Described::of(comparison, table.clone()));
            for index in before.indexes.iter().filter(|index| is_cast_in(name, index)) {
                let of_models = after.as_ref().and_then(|table| index_of(table, index));
                let wanted = of_models.filter(|_| holds_any(index, removed)).unwrap_or(index);
                if wanted != index {
                    found.replaced.push((table.name.clone(), Replaced::Index(wanted.clone())));
                }
                let create = |kept: &Index| create_index(comparison, &table.name, kept);
                found.push(drop_index(comparison, &table.name, index), create, index, wanted);
            }
            for constraint in &before.table.constraints {
                if !is_bound(comparison, name, &before, constraint) {
                    continue;
                }
                let of_models = after.as_ref().and_then(|table| constraint_of(table, constraint));
                let wanted = of_models.filter(|_| holds_any(constraint, removed)).unwrap_or(constraint);
                if wanted != constraint {
                    found.replaced.push((table.name.clone(), Replaced::Constraint(Box::new(wanted.clone()))));
                }
                let create = |definition: &Constraint| {
                    let (table, definition) = (table.name.clone(), definition.clone());
                    Operation::CreateConstraint(CreateConstraint { table, definition })
                };
                found.push(drop_constraint(&table.name, constraint), create, constraint, wanted);
            }
        }
        // A foreign key comes last: it may need an index that is created again.
        let is_key = |operation: &Operation| matches!(operation, Operation::CreateConstraint(create) if matches!(create.definition, Constraint::ForeignKey(_)));
        found.created_before.sort_by_key(is_key);
        found.created_after.sort_by_key(is_key);
        found
    }

    /// Makes a database what it is when they are created as the models have them.
    pub fn replace_in(self, schema: &mut Schema) {
        for (name, replaced) in self.replaced {
            let Some(table) = schema.tables.iter_mut().find(|table| table.name == name) else { continue };
            match replaced {
                Replaced::Index(after) => {
                    let known = table.indexes.iter_mut().find(|known| is_same_name(&known.name, &after.name));
                    if let Some(known) = known {
                        *known = after;
                    }
                }
                Replaced::Constraint(after) => {
                    let known = table.constraints.iter_mut().find(|known| is_same_name(known.name(), after.name()));
                    if let Some(known) = known {
                        *known = *after;
                    }
                }
            }
        }
    }

    fn push<T>(&mut self, drop: Operation, create: impl Fn(&T) -> Operation, before: &T, after: &T) {
        self.dropped.push(drop);
        self.created_before.push(create(before));
        self.created_after.push(create(after));
    }
}

fn is_bound(comparison: &Comparison<'_>, name: &EnumName, table: &Described, constraint: &Constraint) -> bool {
    match constraint {
        Constraint::ForeignKey(key) => key.columns.iter().filter_map(|column| table.column(column)).any(|column| {
            let held = enum_within(comparison.context.dialect, &column.column_type);
            held.and_then(|(held, _)| EnumName::of(comparison.context, held)).as_ref() == Some(name)
        }),
        Constraint::Check(_) | Constraint::Exclude(_) => is_cast_in(name, constraint),
        Constraint::PrimaryKey(_) | Constraint::Unique(_) => false,
    }
}

fn is_cast_in(name: &EnumName, thing: &impl serde::Serialize) -> bool {
    texts(&serde_json::to_value(thing).unwrap_or_default()).iter().any(|text| name.is_cast_in(text))
}

fn holds_any(thing: &impl serde::Serialize, values: &[String]) -> bool {
    let json = serde_json::to_value(thing).unwrap_or_default();
    texts(&json).iter().any(|text| values.iter().any(|value| holds_value(text, value)))
}

pub(super) fn texts(json: &Json) -> Vec<&str> {
    match json {
        Json::String(text) => vec![text],
        Json::Array(items) => items.iter().flat_map(texts).collect(),
        Json::Object(fields) => fields.values().flat_map(texts).collect(),
        Json::Null | Json::Bool(_) | Json::Number(_) => Vec::new(),
    }
}

fn index_of<'t>(table: &'t Described, index: &Index) -> Option<&'t Index> {
    table.indexes.iter().find(|known| is_same_name(&known.name, &index.name))
}

fn constraint_of<'t>(table: &'t Described, constraint: &Constraint) -> Option<&'t Constraint> {
    table.table.constraints.iter().find(|known| is_same_name(known.name(), constraint.name()))
}

fn is_same_name(one: &ConstraintName, other: &ConstraintName) -> bool {
    one.given().is_some_and(|name| other.given().is_some_and(|other| other.text == name.text))
}

fn drop_index(comparison: &Comparison<'_>, table: &TableName, index: &Index) -> Operation {
    Operation::DropIndex(DropIndex {
        name: index.name.clone(),
        table: Some(table.clone()),
        namespace: None,
        if_exists: None,
        options: options(comparison, index),
    })
}

fn options(comparison: &Comparison<'_>, index: &Index) -> Options {
    let mut options = index.options.clone();
    comparison.rules.adjust_options(&mut options);
    options
}

fn create_index(comparison: &Comparison<'_>, table: &TableName, index: &Index) -> Operation {
    let index = Index { options: options(comparison, index), ..index.clone() };
    Operation::CreateIndex(CreateIndex { table: table.clone(), index, if_not_exists: None })
}

fn drop_constraint(table: &TableName, constraint: &Constraint) -> Operation {
    let kind = match constraint {
        Constraint::ForeignKey(_) => Some("foreignkey"),
        Constraint::Check(_) => Some("check"),
        Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::Exclude(_) => None,
    };
    Operation::DropConstraint(DropConstraint::named(table, constraint.name(), kind))
}
