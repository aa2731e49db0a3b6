//! Compares the CHECKs that types make: Boolean and Enum with `create_constraint=True`.

use operation::Operation;
use schema::{Check, ColumnType, Name, Pair, TableName};

use super::checks::{Difference, TypeCheck, create, drop_check, line, of_types};
use crate::Compared;
use crate::comparison::Comparison;
use crate::described::Described;
use crate::found::{Found, logger};
use crate::{Change, shown};

/// Comes when the columns are there: a type that is set makes its CHECK by itself, and cannot make it twice.
pub(super) fn compare(comparison: &Comparison<'_>, tables: Pair<&Described>, found: &mut Found) {
    let table = tables.after.name();
    for checks in of_types(comparison, tables) {
        let is_set = found.changes().iter().any(|change| sets_type(change, table, &checks.column));
        let is_retyped = is_set && checks.is_named;
        if is_set && !checks.is_named && !leave_to_itself(table, &checks.column, found) {
            continue;
        }
        match &checks.before {
            None if !is_retyped => added(comparison, table, &checks, found),
            Some(before) if is_retyped => replaced_by_type(comparison, table, &checks, before, found),
            Some(before) if !checks.is_same => changed(comparison, table, &checks, before, found),
            None | Some(_) => {}
        }
    }
}

/// Has a type that is set make no CHECK: one without a name is made and dropped by itself, as the type could not drop it.
/// Returns `false` where a type of the user's own makes it.
fn leave_to_itself(table: &TableName, column: &Name, found: &mut Found) -> bool {
    let mut types = Vec::new();
    for change in found.changes().iter_mut().filter(|change| sets_type(change, table, column)) {
        for operation in [&mut change.operation, &mut change.reverse] {
            if let Operation::AlterColumn(alter) = operation {
                types.extend([&mut alter.column_type, &mut alter.existing_type].into_iter().flatten());
            }
        }
    }
    if types.iter().any(|column_type| is_of_user(column_type)) {
        return false;
    }
    for column_type in types {
        *column_type = column_type.clone().without_check();
    }
    true
}

fn is_of_user(column_type: &ColumnType) -> bool {
    match column_type {
        ColumnType::Custom { .. } => true,
        ColumnType::Variant { base, variants } => is_of_user(base) || variants.values().any(is_of_user),
        _ => false,
    }
}

fn added(comparison: &Comparison<'_>, table: &TableName, checks: &TypeCheck, found: &mut Found) {
    let difference = Difference::OnOneSide(checks.after.clone());
    if difference.is_included(comparison, table, Compared::Models) {
        let tuple = format!("('add_constraint', {})", shown::check(&checks.after));
        found.within(table, create(table, &checks.after), drop_check(table, &checks.after), vec![tuple]);
        found.info(logger::CONSTRAINTS, line("added", &checks.after, table));
    }
}

fn changed(comparison: &Comparison<'_>, table: &TableName, checks: &TypeCheck, before: &Check, found: &mut Found) {
    if !Difference::Changed(before.clone()).is_included(comparison, table, Compared::Models) {
        return;
    }
    let (removal, addition) = (shown::check(before), shown::check(&checks.after));
    let (removal, addition) = (format!("('remove_constraint', {removal})"), format!("('add_constraint', {addition})"));
    found.within(table, drop_check(table, before), create(table, before), vec![removal]);
    found.within(table, create(table, &checks.after), drop_check(table, &checks.after), vec![addition]);
    found.info(logger::CONSTRAINTS, line("changed", &checks.after, table));
}

/// The old one goes ahead of the new type, which brings its own and takes it along in the downgrade.
fn replaced_by_type(
    comparison: &Comparison<'_>,
    table: &TableName,
    checks: &TypeCheck,
    before: &Check,
    found: &mut Found,
) {
    let is_told =
        !checks.is_same && Difference::Changed(before.clone()).is_included(comparison, table, Compared::Models);
    if is_told {
        found.info(logger::CONSTRAINTS, line("changed", &checks.after, table));
    }
    let removal = format!("('remove_constraint', {})", shown::check(before));
    let tuples = if is_told { vec![removal] } else { Vec::new() };
    let change = Change::within(table, drop_check(table, before), create(table, before), tuples);
    let changes = found.changes();
    let place = changes.iter().position(|change| sets_type(change, table, &checks.column)).unwrap_or(changes.len());
    changes.insert(place, change);
}

fn sets_type(change: &Change, table: &TableName, column: &Name) -> bool {
    matches!(&change.operation, Operation::AlterColumn(alter)
        if alter.table == *table && alter.column == *column && alter.column_type.is_some())
}
