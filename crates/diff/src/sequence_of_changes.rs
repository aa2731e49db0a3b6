//! Puts foreign keys where what they refer to is there: a key goes before it, and comes after it. An index's name becomes
//! free before another table's index gets it.

use operation::Operation;
use schema::{Constraint, ForeignKey, Index, IndexPart, Name, TableName};

use crate::Change;

/// Everything else stays as Alembic orders it.
pub(crate) fn arrange(changes: &mut Vec<Change>) {
    for place in 0..changes.len() {
        let Some(key) = dropped_key(&changes[place]) else { continue };
        if let Some(first) = changes[..place].iter().position(|change| provides(&change.reverse, key)) {
            let change = changes.remove(place);
            changes.insert(first, change);
        }
    }
    for place in (0..changes.len()).rev() {
        let Some(key) = foreign_key(&changes[place].operation) else { continue };
        let behind = &changes[place + 1..];
        if let Some(last) = behind.iter().rposition(|change| provides(&change.operation, key)) {
            let change = changes.remove(place);
            changes.insert(place + 1 + last, change);
        }
    }
}

/// Has an index dropped before one of the same name is created for another table.
pub(crate) fn free_index_names(changes: &mut Vec<Change>) {
    for place in 0..changes.len() {
        let Some(dropped) = dropped_index(&changes[place].operation) else { continue };
        let is_same = |change: &Change| created_index(&change.operation) == Some(dropped);
        if let Some(first) = changes[..place].iter().position(is_same) {
            let change = changes.remove(place);
            changes.insert(first, change);
        }
    }
}

/// Returns the namespace and the name of an index that is created.
fn created_index(operation: &Operation) -> Option<(Option<&Name>, &Name)> {
    match operation {
        Operation::CreateIndex(create) => Some((create.table.namespace.as_ref(), create.index.name.given()?)),
        _ => None,
    }
}

fn dropped_index(operation: &Operation) -> Option<(Option<&Name>, &Name)> {
    match operation {
        Operation::DropIndex(drop) => Some((drop.table.as_ref()?.namespace.as_ref(), drop.name.given()?)),
        _ => None,
    }
}

/// Returns the foreign key that a change drops.
pub(crate) fn dropped_key(change: &Change) -> Option<&ForeignKey> {
    matches!(change.operation, Operation::DropConstraint(_)).then(|| foreign_key(&change.reverse)).flatten()
}

/// Returns the foreign key that an operation creates.
pub(crate) fn foreign_key(operation: &Operation) -> Option<&ForeignKey> {
    match operation {
        Operation::CreateConstraint(create) => match &create.definition {
            Constraint::ForeignKey(key) => Some(key),
            Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::Check(_) | Constraint::Exclude(_) => None,
        },
        _ => None,
    }
}

/// Returns whether a key can refer to something only once the operation is done.
pub(crate) fn provides(operation: &Operation, key: &ForeignKey) -> bool {
    let is_referred = |table: &TableName| *table == key.referred_table;
    match operation {
        Operation::CreateTable(create) => is_referred(&create.table.name),
        Operation::AddColumn(add) => is_referred(&add.table) && key.referred_columns.contains(&add.column.name),
        Operation::CreateIndex(create) => {
            is_referred(&create.table) && create.index.unique && same(&columns_of(&create.index), &key.referred_columns)
        }
        Operation::CreateConstraint(create) => {
            let columns = match &create.definition {
                Constraint::PrimaryKey(primary) => &primary.columns,
                Constraint::Unique(unique) => &unique.columns,
                Constraint::ForeignKey(_) | Constraint::Check(_) | Constraint::Exclude(_) => return false,
            };
            is_referred(&create.table) && same(columns, &key.referred_columns)
        }
        _ => false,
    }
}

fn columns_of(index: &Index) -> Vec<Name> {
    let name = |part: &IndexPart| match part {
        IndexPart::Column(name) => Some(name.clone()),
        IndexPart::Expression(_) => None,
    };
    index.parts.iter().filter_map(name).collect()
}

/// The order does not count.
fn same(columns: &[Name], others: &[Name]) -> bool {
    columns.len() == others.len() && columns.iter().all(|column| others.iter().any(|other| other.text == column.text))
}
