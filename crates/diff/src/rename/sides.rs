//! Which tables and columns only one side has.

use std::collections::{BTreeMap, HashSet};

use schema::{Column, Pair, Schema, Table, TableName};

use crate::comparison::Comparison;
use crate::tables::name_in_default_namespace;

/// The tables of both schemas, sorted by their full names.
pub(super) struct Sides<'s> {
    /// Only the database has them.
    pub gone: Vec<&'s Table>,
    /// Only the models have them; with the name that the database would show.
    pub come: Vec<(TableName, &'s Table)>,
    pub both: Vec<(TableName, Pair<&'s Table>)>,
}

impl<'s> Sides<'s> {
    pub fn of(comparison: &Comparison<'_>, schemas: Pair<&'s Schema>) -> Self {
        let context = comparison.context;
        let mut before: BTreeMap<String, &Table> =
            schemas.before.tables.iter().map(|table| (table.name.to_string(), table)).collect();
        let after: BTreeMap<String, (TableName, &Table)> = schemas
            .after
            .tables
            .iter()
            .map(|table| (name_in_default_namespace(context, &table.name), table))
            .map(|(name, table)| (name.to_string(), (name, table)))
            .collect();
        let version_table = context.version_table.to_string();
        before.remove(&version_table);
        let (mut come, mut both) = (Vec::new(), Vec::new());
        for (full_name, (name, after)) in after {
            match before.remove(&full_name) {
                Some(before) => both.push((name, Pair { before, after })),
                None if full_name != version_table => come.push((name, after)),
                None => {}
            }
        }
        Self { gone: before.into_values().collect(), come, both }
    }

    /// Returns every table of the database.
    pub fn names_before(&self) -> Vec<&'s TableName> {
        let both = self.both.iter().map(|(_, tables)| &tables.before.name);
        self.gone.iter().map(|table| &table.name).chain(both).collect()
    }

    /// Returns every table of the models.
    pub fn tables_after(&self) -> Vec<(&TableName, &'s Table)> {
        let both = self.both.iter().map(|(name, tables)| (name, tables.after));
        self.come.iter().map(|(name, table)| (name, *table)).chain(both).collect()
    }

    /// Returns the tables in which columns have gone and others have come.
    pub fn unmatched(self) -> Vec<Unmatched<'s>> {
        let mut found = Vec::new();
        for (table, tables) in self.both {
            let in_order = tables.map(|table| table.columns.iter().map(|column| &column.name.text));
            if in_order.before.eq(in_order.after) {
                continue;
            }
            let names =
                tables.map(|table| table.columns.iter().map(|column| &column.name.text).collect::<HashSet<_>>());
            let missing = |table: &'s Table, others: &HashSet<&String>| -> Vec<&'s Column> {
                table.columns.iter().filter(|column| !others.contains(&column.name.text)).collect()
            };
            let (gone, come) = (missing(tables.before, &names.after), missing(tables.after, &names.before));
            if !gone.is_empty() && !come.is_empty() {
                found.push(Unmatched { table, tables, gone, come });
            }
        }
        found
    }
}

/// The columns that only one side of a table has.
pub(super) struct Unmatched<'s> {
    /// What the models call the table.
    pub table: TableName,
    pub tables: Pair<&'s Table>,
    pub gone: Vec<&'s Column>,
    pub come: Vec<&'s Column>,
}
