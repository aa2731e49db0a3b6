//! Enum types that come and go: created before their first use, dropped after the last one.
//!
//! CREATE TABLE creates the types of its columns, as Alembic has it; ADD COLUMN and ALTER COLUMN create none, and nothing
//! drops one. What undoes a table that has brought a type takes the type along.

use std::collections::BTreeSet;

use dialect::Dialect;
use operation::{CreateEnum, CreateTable, DropEnum, EnumChange, Operation};
use schema::{ColumnType, EnumType, Schema};
use serde_json::Value as Json;

use super::held_places;
use crate::comparison::Comparison;
use crate::enum_types::{EnumName, EnumTypes, enum_within, holders, with_enum};
use crate::found::{Found, logger};
use crate::sql_literals::holds_value;
use crate::{Change, Context, shown};

/// Adds to what has been found what it needs to run.
pub(crate) fn enum_types(comparison: &Comparison<'_>, types: &EnumTypes, before: &Schema, found: &mut Found) {
    let context = comparison.context;
    if !context.dialect.facts().creates_enums {
        return;
    }
    let mut ready = Ready {
        up: types.present.clone(),
        down: types.present.iter().filter(|name| types.stays(name)).cloned().collect(),
    };
    for (name, wanted) in types.after.iter().filter(|(name, wanted)| wanted.is_managed && !types.present.contains(name))
    {
        let is_used = |change: &Change| uses(context, &change.operation, name);
        match found.changes().iter().position(is_used) {
            Some(first) if creates(context, &found.changes()[first].operation, name) => {
                take_along(&mut found.changes()[first].reverse, &wanted.enum_type);
            }
            Some(first) => {
                let place = start_of_table(found.changes(), first);
                create(name, &wanted.enum_type, place, &mut ready, found);
            }
            None if wanted.stands_alone => create(name, &wanted.enum_type, 0, &mut ready, found),
            None => {}
        }
    }
    for (name, enum_type) in types.before.iter().filter(|(name, _)| !types.after.contains_key(name)) {
        let is_used = |change: &Change| uses(context, &change.reverse, name);
        let Some(last) = found.changes().iter().rposition(is_used) else { continue };
        if !loses_every_holder(context, before, name, found.changes()) {
            ready.down.insert(name.clone());
            continue;
        }
        found.info(logger::TYPES, format!("Detected removed enum '{}'", name.shown()));
        let tuple = format!("('remove_enum', {})", shown::column_type(&enum_type.clone().into()));
        if creates(context, &found.changes()[last].reverse, name) {
            take_along(&mut found.changes()[last].operation, enum_type);
            found.changes()[last].tuples.push(tuple);
        } else {
            let place = end_of_table(found.changes(), last);
            ready.down.insert(name.clone());
            found.changes().insert(place, dropped(enum_type, tuple));
        }
    }
    for change in found.changes() {
        use_what_is_there(context, &mut change.operation, &ready.up);
        use_what_is_there(context, &mut change.reverse, &ready.down);
    }
    commit_used_values(context, found.changes());
}

/// Types that are there when a table is created, on the way up and on the way down.
struct Ready {
    up: BTreeSet<EnumName>,
    down: BTreeSet<EnumName>,
}

fn create(name: &EnumName, enum_type: &EnumType, place: usize, ready: &mut Ready, found: &mut Found) {
    found.info(logger::TYPES, format!("Detected added enum '{}'", name.shown()));
    let tuple = format!("('add_enum', {})", shown::column_type(&enum_type.clone().into()));
    ready.up.insert(name.clone());
    let enum_type = enum_type.clone();
    let creation = Operation::CreateEnum(CreateEnum { enum_type: enum_type.clone(), checkfirst: false });
    let removal = Operation::DropEnum(DropEnum { enum_type, checkfirst: false });
    found.changes().insert(place, Change::beside(creation, removal, vec![tuple]));
}

fn dropped(enum_type: &EnumType, tuple: String) -> Change {
    let enum_type = enum_type.clone();
    let removal = Operation::DropEnum(DropEnum { enum_type: enum_type.clone(), checkfirst: false });
    let creation = Operation::CreateEnum(CreateEnum { enum_type, checkfirst: false });
    Change::beside(removal, creation, vec![tuple])
}

/// Has the table's end be the end of the type as well.
fn take_along(operation: &mut Operation, enum_type: &EnumType) {
    if let Operation::DropTable(drop) = operation {
        drop.types.push(enum_type.clone().into());
    }
}

/// The changes of one table stay together, for `render_as_batch`.
pub(super) fn start_of_table(changes: &[Change], place: usize) -> usize {
    let is_same = |change: &Change| change.within.is_some() && change.within == changes[place].within;
    changes[..place].iter().rposition(|change| !is_same(change)).map_or(0, |other| other + 1)
}

pub(super) fn end_of_table(changes: &[Change], place: usize) -> usize {
    let is_same = |change: &Change| change.within.is_some() && change.within == changes[place].within;
    changes[place + 1..].iter().position(|change| !is_same(change)).map_or(changes.len(), |other| place + 1 + other)
}

/// Returns whether the operation cannot be carried out without the type.
fn uses(context: &Context<'_>, operation: &Operation, name: &EnumName) -> bool {
    let is_it = |column_type: &ColumnType| held(context, column_type).as_ref() == Some(name);
    match operation {
        Operation::CreateTable(create) => create.table.columns.iter().any(|column| is_it(&column.column_type)),
        Operation::AddColumn(add) => is_it(&add.column.column_type),
        Operation::AlterColumn(alter) => alter.column_type.as_ref().is_some_and(is_it),
        _ => false,
    }
}

/// Returns whether the operation creates the type by itself.
fn creates(context: &Context<'_>, operation: &Operation, name: &EnumName) -> bool {
    let Operation::CreateTable(create) = operation else { return false };
    let held = create.table.columns.iter().filter_map(|column| enum_within(context.dialect, &column.column_type));
    let mut of_name = held.filter(|(held, _)| EnumName::of(context, held).as_ref() == Some(name));
    of_name.any(|(held, _)| held.create_type)
}

fn held(context: &Context<'_>, column_type: &ColumnType) -> Option<EnumName> {
    enum_within(context.dialect, column_type).and_then(|(held, _)| EnumName::of(context, held))
}

/// Returns whether no column of the database holds the type in the end.
fn loses_every_holder(context: &Context<'_>, before: &Schema, name: &EnumName, changes: &[Change]) -> bool {
    let all = holders(context.dialect, before);
    let of_name = all.iter().filter(|holder| EnumName::of(context, holder.enum_type).as_ref() == Some(name));
    let places = of_name.map(|holder| (holder.table.clone(), Some(holder.column.name.clone()))).collect();
    held_places::after(places, changes, |column_type| held(context, column_type).as_ref() == Some(name)).is_empty()
}

/// Has CREATE TABLE leave alone what is there already: it would be an error.
fn use_what_is_there(context: &Context<'_>, operation: &mut Operation, ready: &BTreeSet<EnumName>) {
    let Operation::CreateTable(CreateTable { table, .. }) = operation else { return };
    for column in &mut table.columns {
        let Some((held, _)) = enum_within(context.dialect, &column.column_type) else { continue };
        let is_there = EnumName::of(context, held).is_some_and(|name| ready.contains(&name));
        if is_there && held.create_type {
            column.column_type = not_created(context.dialect, &column.column_type);
        }
    }
}

/// `create_type` is a word of PostgreSQL's own class.
fn not_created(dialect: &dyn Dialect, column_type: &ColumnType) -> ColumnType {
    let change = |held: &EnumType| EnumType { create_type: false, postgresql_only: true, length: None, ..held.clone() };
    with_enum(dialect, column_type, &change)
}

/// The server lets nobody use a value in the transaction that adds it, and older servers add none in a transaction.
fn commit_used_values(context: &Context<'_>, changes: &mut [Change]) {
    let is_old = context.server.version().is_some_and(|version| version < vec![12]);
    for place in 0..changes.len() {
        let is_used_up = uses_added_values(changes, place, |change| &change.operation);
        let is_used_down = uses_added_values(changes, place, |change| &change.reverse);
        commit(&mut changes[place].operation, is_old || is_used_up);
        commit(&mut changes[place].reverse, is_old || is_used_down);
    }
}

fn commit(operation: &mut Operation, is_needed: bool) {
    if let Operation::AlterEnum(alter) = operation
        && let EnumChange::AddValues(added) = &mut alter.change
    {
        added.is_committed = is_needed;
    }
}

fn uses_added_values(changes: &[Change], place: usize, of: impl Fn(&Change) -> &Operation) -> bool {
    let Operation::AlterEnum(alter) = of(&changes[place]) else { return false };
    let EnumChange::AddValues(added) = &alter.change else { return false };
    let others = changes.iter().enumerate().filter(|(other, _)| *other != place).map(|(_, change)| of(change));
    others.into_iter().any(|operation| {
        let json = serde_json::to_value(operation).unwrap_or_default();
        added.values.iter().any(|added| speaks_of(&json, &added.value))
    })
}

/// Returns whether SQL or a bound value within an operation is the value; what was there before does not count.
fn speaks_of(json: &Json, value: &str) -> bool {
    match json {
        Json::String(text) => holds_value(text, value),
        Json::Array(items) => items.iter().any(|item| speaks_of(item, value)),
        Json::Object(fields) => fields.iter().any(|(key, field)| {
            let is_bound = key == "value" && field.as_str() == Some(value);
            is_bound || !key.starts_with("existing_") && speaks_of(field, value)
        }),
        Json::Null | Json::Bool(_) | Json::Number(_) => false,
    }
}
