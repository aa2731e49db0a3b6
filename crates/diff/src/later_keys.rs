//! Foreign keys of whole tables that are created after all of them, and dropped before: no order of the tables suits
//! those of a circle, and `use_alter` asks for it.

use std::collections::HashMap;

use schema::{ForeignKey, TableName};

use crate::comparison::Comparison;
use crate::described::Described;

/// Tables in the order in which they are created.
pub(crate) struct LaterKeys {
    /// Empty where the dialect adds no keys to tables: there a key may refer to a table that is not there yet.
    places: HashMap<TableName, usize>,
    alters_constraints: bool,
}

impl LaterKeys {
    pub fn of<'t>(comparison: &Comparison<'_>, created: impl Iterator<Item = &'t Described>) -> Self {
        let alters_constraints = comparison.context.dialect.facts().alters_constraints;
        let places = created.enumerate().map(|(place, table)| (table.name().clone(), place));
        Self { places: places.collect(), alters_constraints }
    }

    /// Returns the keys of a table that do not stand in its CREATE TABLE.
    pub fn of_table<'t>(&self, table: &'t Described) -> impl Iterator<Item = &'t ForeignKey> {
        table.foreign_keys.iter().filter(|key| self.is_later(table.name(), key))
    }

    /// Returns whether a key of that table does not stand in its CREATE TABLE.
    pub fn is_later(&self, table: &TableName, key: &ForeignKey) -> bool {
        let refers_ahead = self.places.get(&key.referred_table) > self.places.get(table);
        self.alters_constraints && (key.use_alter || refers_ahead)
    }
}
