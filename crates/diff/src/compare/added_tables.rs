//! Tables that only the models have.

use operation::{CreateTable, DropTable, Operation};

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
        let create = CreateTable { table: table.table.clone(), if_not_exists: false, types_checkfirst: false };
        let drop = DropTable { table: name.clone(), if_exists: false, options: table.table.options.clone() };
        let tuple = format!("('add_table', {})", shown::table(table));
        found.table(Operation::CreateTable(create), Operation::DropTable(drop), tuple);
        found.info(logger::TABLES, format!("Detected added table {}", pysource::text(&name.to_string())));
        indexes::of_added_table(comparison, table, found);
    }
}
