//! Foreign keys that stay, but rely on a key that goes for a while: they go and come again with it.

use schema::{Constraint, ForeignKey, Name, TableName};

use operation::Operation;

use crate::Change;
use crate::compare::{create_key, drop_key};
use crate::tables::Tables;

/// Adds what drops and creates them again; the places are found later.
pub(crate) fn take_along(tables: &Tables, changes: &mut Vec<Change>) {
    let relied_on: Vec<(TableName, Vec<Name>)> = changes.iter().filter_map(removed_key).collect();
    let mut along = Vec::new();
    for table in tables.existing.iter().map(|pair| &pair.before) {
        for key in &table.foreign_keys {
            let relies = relied_on.iter().any(|(referred, columns)| {
                *referred == key.referred_table
                    && columns.len() == key.referred_columns.len()
                    && columns.iter().all(|column| key.referred_columns.contains(column))
            });
            if relies && !goes_anyway(changes, table.name(), key) {
                let (create, drop) = (create_key(table.name(), key), drop_key(table.name(), key));
                let change = |operation: &Operation, reverse: &Operation| {
                    Change::within(table.name(), operation.clone(), reverse.clone(), Vec::new())
                };
                along.extend([change(&drop, &create), change(&create, &drop)]);
            }
        }
    }
    changes.append(&mut along);
}

fn removed_key(change: &Change) -> Option<(TableName, Vec<Name>)> {
    let (Operation::DropConstraint(drop), Operation::CreateConstraint(create)) = (&change.operation, &change.reverse)
    else {
        return None;
    };
    match &create.definition {
        Constraint::PrimaryKey(key) => Some((drop.table.clone(), key.columns.clone())),
        Constraint::Unique(unique) => Some((drop.table.clone(), unique.columns.clone())),
        Constraint::ForeignKey(_) | Constraint::Check(_) | Constraint::Exclude(_) => None,
    }
}

fn goes_anyway(changes: &[Change], table: &TableName, key: &ForeignKey) -> bool {
    changes.iter().any(|change| {
        matches!(&change.operation, Operation::DropConstraint(drop) if drop.table == *table && drop.name == key.name)
    })
}
