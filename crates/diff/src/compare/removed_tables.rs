//! Tables that only the database has.

use std::collections::HashSet;

use operation::Operation;
use schema::TableName;

use super::foreign_keys::{create_key, drop_key};
use super::indexes;
use crate::comparison::Comparison;
use crate::described::Described;
use crate::found::{Found, logger};
use crate::later_keys::LaterKeys;
use crate::tables::Tables;
use crate::{Compared, Kind, Message, Plugin, shown};

pub(crate) fn removed_tables(comparison: &Comparison<'_>, tables: &Tables, found: &mut Found) {
    let is_included = |(table, _): &&(Described, Vec<Message>)| {
        let name = table.name();
        comparison.includes(Kind::Table, Some(&name.name), name, Compared::Database)
    };
    let removed: HashSet<&TableName> =
        tables.removed.iter().filter(is_included).map(|(table, _)| table.name()).collect();
    let is_removed = |table: &&Described| removed.contains(table.name());
    let created_again = tables.removed.iter().rev().map(|(table, _)| table).filter(is_removed);
    let later = LaterKeys::of(comparison, created_again);
    for (table, _) in tables.removed.iter().filter(|(table, _)| is_removed(&table)) {
        for key in later.of_table(table) {
            found.within(table.name(), drop_key(table.name(), key), create_key(table.name(), key), Vec::new());
        }
    }
    for (table, said) in &tables.removed {
        found.all(said);
        let name = table.name();
        if !removed.contains(name) {
            continue;
        }
        if comparison.context.filter.has(Plugin::Constraints) {
            indexes::of_removed_table(comparison, table, found);
        }
        let creation = table.creation(|key| later.is_later(name, key));
        let tuple = format!("('remove_table', {})", shown::table(table));
        found.table(Operation::DropTable(table.removal()), Operation::CreateTable(creation), tuple);
        found.info(logger::TABLES, format!("Detected removed table {}", pysource::text(&name.to_string())));
    }
}
