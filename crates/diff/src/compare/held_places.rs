//! Which columns hold a type once all changes are made.

use operation::Operation;
use schema::{ColumnType, Name, TableName};

use crate::Change;

/// A column of a table, or without one the table itself.
pub(super) type Place = (TableName, Option<Name>);

/// Returns the places that hold the type still; `is_it` tells the type.
pub(super) fn after(places: Vec<Place>, changes: &[Change], is_it: impl Fn(&ColumnType) -> bool) -> Vec<Place> {
    let mut left = places;
    for change in changes {
        match &change.operation {
            Operation::DropTable(drop) => left.retain(|(table, _)| *table != drop.table),
            Operation::RenameTable(rename) => {
                for (table, _) in left.iter_mut().filter(|(table, _)| *table == rename.table) {
                    table.name = rename.to.clone();
                }
            }
            Operation::DropColumn(drop) => left.retain(|place| !is_at(place, &drop.table, &drop.column)),
            Operation::AlterColumn(alter) => {
                let is_other = alter.column_type.as_ref().is_some_and(|column_type| !is_it(column_type));
                left.retain(|place| !is_other || !is_at(place, &alter.table, &alter.column));
                for place in left.iter_mut().filter(|place| is_at(place, &alter.table, &alter.column)) {
                    place.1 = alter.new_column_name.clone().or_else(|| place.1.clone());
                }
            }
            _ => {}
        }
    }
    left
}

fn is_at(place: &Place, table: &TableName, column: &Name) -> bool {
    place.0 == *table && place.1.as_ref().is_some_and(|name| name.text == column.text)
}
