//! Tables that only the models have.

use operation::Operation;

use super::indexes;
use crate::comparison::Comparison;
use crate::found::{Found, logger};
use crate::tables::Tables;
use crate::{Compared, Kind, shown};

pub(crate) fn added_tables(comparison: &Comparison<'_>, tables: &Tables, found: &mut Found) {
    for table in &tables.added {
        let name = table.name();
        if !comparison.includes(Kind::Table, Some(&name.name), name, Compared::Models) {
            continue;
        }
        let tuple = format!("('add_table', {})", shown::table(table));
        found.table(Operation::CreateTable(table.creation()), Operation::DropTable(table.removal()), tuple);
        found.info(logger::TABLES, format!("Detected added table {}", pysource::text(&name.to_string())));
        indexes::of_added_table(comparison, table, found);
    }
}
