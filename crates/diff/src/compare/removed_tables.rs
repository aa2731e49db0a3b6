//! Tables that only the database has.

use operation::Operation;

use super::indexes;
use crate::comparison::Comparison;
use crate::found::{Found, logger};
use crate::tables::Tables;
use crate::{Compared, Kind, shown};

pub(crate) fn removed_tables(comparison: &Comparison<'_>, tables: &Tables, found: &mut Found) {
    for (table, said) in &tables.removed {
        found.all(said);
        let name = table.name();
        if !comparison.includes(Kind::Table, Some(&name.name), name, Compared::Database) {
            continue;
        }
        indexes::of_removed_table(comparison, table, found);
        let tuple = format!("('remove_table', {})", shown::table(table));
        found.table(Operation::DropTable(table.removal()), Operation::CreateTable(table.creation()), tuple);
        found.info(logger::TABLES, format!("Detected removed table {}", pysource::text(&name.to_string())));
    }
}
