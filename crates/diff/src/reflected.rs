//! What Alembic changes in a table that it has read from the database, before it compares.

use schema::{ConstraintName, Table};

use crate::comparison::Comparison;
use crate::found::Found;

/// Returns the table as it is compared: its names are final, and what a column is filled with is as the models would
/// say it.
pub(crate) fn adjusted(comparison: &Comparison<'_>, table: &Table, found: &mut Found) -> Table {
    let mut table = table.clone();
    for constraint in &mut table.constraints {
        let mut name = constraint.name().clone();
        make_final(&mut name);
        constraint.set_name(name);
    }
    for index in &mut table.indexes {
        make_final(&mut index.name);
    }
    let name = table.name.clone();
    for column in &mut table.columns {
        comparison.rules.adjust_column(&name, column, found);
        column.sequence = None;
    }
    table
}

fn make_final(name: &mut ConstraintName) {
    if let ConstraintName::Written(written) = name {
        *name = ConstraintName::Final { name: written.clone() };
    }
}
