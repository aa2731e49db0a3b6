//! What a table of PostgreSQL inherits, which its models need not repeat: it goes with the parents alone.

use dialect::ddl::list_option;
use schema::{Constraint, Schema, Table, TableName};

use crate::described::Described;

/// Takes columns and CHECKs off a table of the database that come from its parents and that the models do not declare.
pub(crate) fn take_off(table: &Table, database: &Schema, models: &Described) -> Option<Table> {
    let parents = parents(table, database);
    if parents.is_empty() {
        return None;
    }
    let mut own = table.clone();
    own.columns.retain(|column| {
        let is_inherited = parents.iter().any(|parent| parent.columns.iter().any(|each| each.name == column.name));
        !is_inherited || models.column(&column.name).is_some()
    });
    own.constraints.retain(|constraint| {
        let Constraint::Check(check) = constraint else { return true };
        let is_same = |other: &Constraint| matches!(other, Constraint::Check(other) if other.name == check.name);
        !parents.iter().any(|parent| parent.constraints.iter().any(is_same))
            || models.table.constraints.iter().any(is_same)
    });
    Some(own)
}

/// The catalogue tells their names alone.
fn parents<'s>(table: &Table, database: &'s Schema) -> Vec<&'s Table> {
    let found = |name: &str| {
        let beside = TableName { namespace: table.name.namespace.clone(), name: name.into() };
        database.table(&beside).or_else(|| database.table(&name.into()))
    };
    list_option(&table.options, "postgresql_inherits").into_iter().filter_map(found).collect()
}
