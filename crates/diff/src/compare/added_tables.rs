//! Tables that only the models have.

use operation::Operation;

use super::foreign_keys::{create_key, drop_key};
use super::indexes;
use crate::comparison::Comparison;
use crate::described::Described;
use crate::found::{Found, logger};
use crate::later_keys::LaterKeys;
use crate::tables::Tables;
use crate::{Compared, Kind, Plugin, shown};

pub(crate) fn added_tables(comparison: &Comparison<'_>, tables: &Tables, found: &mut Found) {
    let is_included = |table: &&Described| {
        let name = table.name();
        comparison.includes(Kind::Table, Some(&name.name), name, Compared::Models)
    };
    let added: Vec<&Described> = tables.added.iter().filter(is_included).collect();
    let later = LaterKeys::of(comparison, added.iter().copied());
    for table in &added {
        let name = table.name();
        let creation = table.creation(|key| later.is_later(name, key));
        let tuple = format!("('add_table', {})", shown::table(table));
        found.table(Operation::CreateTable(creation), Operation::DropTable(table.removal()), tuple);
        found.info(logger::TABLES, format!("Detected added table {}", pysource::text(&name.to_string())));
        if comparison.context.filter.has(Plugin::Constraints) {
            indexes::of_added_table(comparison, table, found);
        }
    }
    for table in added {
        for key in later.of_table(table) {
            found.within(table.name(), create_key(table.name(), key), drop_key(table.name(), key), Vec::new());
        }
    }
}
