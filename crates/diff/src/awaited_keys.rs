//! Foreign keys of added tables that refer to a column or a key which an existing table gets by a later change: they
//! cannot stand in CREATE TABLE.

use operation::Operation;
use schema::ForeignKey;

use crate::Change;
use crate::compare::{create_key, drop_key};
use crate::described::{Described, take_keys};
use crate::sequence_of_changes::provides;
use crate::tables::Tables;

/// Has such keys created behind their table; the right place is found later.
pub(crate) fn take_out(tables: &Tables, changes: &mut Vec<Change>) {
    for table in &tables.added {
        let creates = |change: &Change| matches!(&change.operation, Operation::CreateTable(create) if create.table.name == *table.name());
        let Some(place) = changes.iter().position(creates) else { continue };
        let (before, behind) = changes.split_at_mut(place + 1);
        let awaited = awaited_keys(table, behind);
        if let Operation::CreateTable(create) = &mut before[place].operation {
            take_keys(&mut create.table, |key| awaits(key, behind));
        }
        changes.splice(place + 1..place + 1, awaited);
    }
}

fn awaited_keys(table: &Described, behind: &[Change]) -> Vec<Change> {
    let keys = table.foreign_keys.iter().filter(|key| awaits(key, behind));
    let name = table.name();
    let changes = keys.map(|key| Change::within(name, create_key(name, key), drop_key(name, key), Vec::new()));
    changes.filter(|change| behind.iter().all(|known| known.operation != change.operation)).collect()
}

fn awaits(key: &ForeignKey, behind: &[Change]) -> bool {
    let is_whole_table = |change: &Change| matches!(change.operation, Operation::CreateTable(_));
    behind.iter().any(|change| !is_whole_table(change) && provides(&change.operation, key))
}
