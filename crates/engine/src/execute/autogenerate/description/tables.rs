//! How the tables look before and after the upgrade.

use dialect::{Context, Dialect};
use operation::{CreateTable, Operation};
use schema::{Schema, Table, TableName};

use super::unified;

/// Returns a unified view of every table that the operations change, in their order.
pub(super) fn view(operations: &[&Operation], database: &Schema, dialect: &dyn Dialect, wording: &Context) -> String {
    let mut names: Vec<&TableName> = Vec::new();
    for name in operations.iter().filter_map(|operation| operation.table()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    // Names of the database are as they are; only those of a new table may come from the naming convention.
    let as_it_is = Context { naming_convention: Default::default(), ..wording.clone() };
    let mut text = String::new();
    for name in names {
        let before = database.table(name).cloned();
        let mut after = before.clone();
        for operation in operations.iter().filter(|operation| operation.table() == Some(name)) {
            operation.apply(&mut after);
        }
        let wording = if before.is_none() { wording } else { &as_it_is };
        let (before, after) = (lines(before, dialect, wording), lines(after, dialect, wording));
        text.push_str(&unified::view(
            &format!("{name} in the database"),
            &format!("{name} in the models"),
            &before,
            &after,
        ));
    }
    text
}

/// Returns the definition, one line for each column and constraint, without the commas between them: a new last column
/// is then one line that differs. A table that is not there has no lines.
fn lines(table: Option<Table>, dialect: &dyn Dialect, wording: &Context) -> Vec<String> {
    let Some(table) = table else { return Vec::new() };
    let creation = Operation::CreateTable(CreateTable { table, if_not_exists: false, types_checkfirst: false });
    let wording = Context { created_types: Default::default(), ..wording.clone() };
    match creation.sql(dialect, &wording) {
        Ok(statements) => statements
            .iter()
            .flat_map(|statement| statement.sql.trim().lines().map(str::to_owned).collect::<Vec<_>>())
            .map(|line| line.trim_end().trim_end_matches(',').replace('\t', "    "))
            .filter(|line| !line.is_empty())
            .collect(),
        Err(unsupported) => vec![format!("-- {}", unsupported.message)],
    }
}
