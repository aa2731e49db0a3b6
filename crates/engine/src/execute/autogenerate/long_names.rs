//! Names that the database cannot keep: it would cut them, and find another thing at each comparison.

use dialect::{Dialect, naming::name_in_database};
use diff::Change;
use operation::Operation;
use pyruntime::HostError;
use schema::{ConstraintName, Table};

use crate::execute::raise::unsupported;

/// Refuses what would be created under such a name, in SQLAlchemy's words.
pub(super) fn refuse(changes: &[Change], dialect: &dyn Dialect) -> Result<(), HostError> {
    for name in changes.iter().flat_map(|change| created(&change.operation)) {
        name_in_database(dialect, &name).map_err(unsupported)?;
    }
    Ok(())
}

fn created(operation: &Operation) -> Vec<ConstraintName> {
    if let Operation::CreateTable(creation) = operation {
        of_table(&creation.table)
    } else if let Operation::RenameTable(rename) = operation {
        vec![ConstraintName::Written(rename.to.clone())]
    } else if let Operation::CreateIndex(creation) = operation {
        vec![creation.index.name.clone()]
    } else if let Operation::CreateConstraint(creation) = operation {
        vec![creation.definition.name().clone()]
    } else {
        Vec::new()
    }
}

fn of_table(table: &Table) -> Vec<ConstraintName> {
    let keys = table.columns.iter().flat_map(|column| column.foreign_keys.iter().map(|key| &key.name));
    let checks = table.columns.iter().flat_map(|column| column.checks.iter().map(|check| &check.name));
    let constraints = table.constraints.iter().map(schema::Constraint::name);
    let indexes = table.indexes.iter().map(|index| &index.name);
    let parts = keys.chain(checks).chain(constraints).chain(indexes).cloned();
    std::iter::once(ConstraintName::Written(table.name.name.clone())).chain(parts).collect()
}
