//! Foreign keys of columns that get a type of another kind, one after the other: none joins them meanwhile.

use operation::{AlterColumn, Operation};
use schema::{ForeignKey, Name, Pair, TableName};

use crate::Change;
use crate::compare::{create_key, drop_key};
use crate::comparison::Comparison;
use crate::sequence_of_changes::{dropped_key, foreign_key};
use crate::tables::Tables;

/// Has keys go before the first of their columns changes, and come when the last one has; also those that stay.
pub(crate) fn give_way(comparison: &Comparison<'_>, tables: &Tables, changes: &mut Vec<Change>) {
    if !changes.iter().any(|change| retyped(comparison, change).is_some()) {
        return;
    }
    for place in 0..changes.len() {
        let Some(key) = dropped_key(&changes[place]) else { continue };
        let alters = retyping(comparison, changes, changes[place].within.as_ref(), key);
        if let Some(first) = alters.first().filter(|first| **first < place) {
            let change = changes.remove(place);
            changes.insert(*first, change);
        }
    }
    for place in (0..changes.len()).rev() {
        let Some(key) = foreign_key(&changes[place].operation) else { continue };
        let alters = retyping(comparison, changes, changes[place].within.as_ref(), key);
        if let Some(last) = alters.last().filter(|last| **last > place) {
            let change = changes.remove(place);
            changes.insert(*last, change);
        }
    }
    for table in tables.existing.iter().map(|pair| &pair.before) {
        for key in &table.foreign_keys {
            let alters = retyping(comparison, changes, Some(table.name()), key);
            let (create, drop) = (create_key(table.name(), key), drop_key(table.name(), key));
            let (Some(first), Some(last)) = (alters.first(), alters.last()) else { continue };
            if changes.iter().all(|change| change.operation != drop) {
                changes.insert(last + 1, Change::within(table.name(), create.clone(), drop.clone(), Vec::new()));
                changes.insert(*first, Change::within(table.name(), drop, create, Vec::new()));
            }
        }
    }
}

/// Returns the places of the changes that a key of the table cannot bear.
fn retyping(
    comparison: &Comparison<'_>,
    changes: &[Change],
    table: Option<&TableName>,
    key: &ForeignKey,
) -> Vec<usize> {
    let is_joined = |(of, column): (&TableName, &Name)| {
        (Some(of) == table && key.columns.contains(column))
            || (*of == key.referred_table && key.referred_columns.contains(column))
    };
    let stops = |change: &Change| retyped(comparison, change).is_some_and(is_joined);
    (0..changes.len()).filter(|place| stops(&changes[*place])).collect()
}

/// Returns the column that gets a type of another kind.
fn retyped<'c>(comparison: &Comparison<'_>, change: &'c Change) -> Option<(&'c TableName, &'c Name)> {
    let Operation::AlterColumn(AlterColumn { table, column, column_type, existing_type, .. }) = &change.operation
    else {
        return None;
    };
    let types = Pair { before: existing_type.as_ref()?, after: column_type.as_ref()? };
    let stays = comparison.rules.joins(comparison.context.dialect, types);
    (!stays).then_some((table, column))
}
