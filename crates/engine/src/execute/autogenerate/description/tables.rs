//! How the tables look before and after the upgrade.

use dialect::{Context, Dialect};
use operation::{CreateTable, Operation};
use schema::{Schema, Table, TableName};

use super::unified;

/// Returns a unified view of every table that the operations change, in their order.
pub(super) fn view(operations: &[&Operation], database: &Schema, dialect: &dyn Dialect, wording: &Context) -> String {
    let mut changed: Vec<Changed> = Vec::new();
    let touched =
        operations.iter().flat_map(|operation| operation.tables().into_iter().map(move |name| (operation, name)));
    for (operation, name) in touched {
        let place = changed.iter().position(|table| table.name_after == *name).unwrap_or_else(|| {
            let before = database.table(name).cloned();
            changed.push(Changed { name: name.clone(), name_after: name.clone(), after: before.clone(), before });
            changed.len() - 1
        });
        let table = &mut changed[place];
        operation.apply(&mut table.after);
        if let Operation::RenameTable(rename) = operation {
            table.name_after.name = rename.to.clone();
        }
    }
    // Names of the database are as they are; only those of a new table may come from the naming convention.
    let as_it_is = Context { naming_convention: Default::default(), ..wording.clone() };
    let mut text = String::new();
    for Changed { name, name_after, before, after } in changed {
        let wording = if before.is_none() { wording } else { &as_it_is };
        let (before, after) = (lines(before, dialect, wording), lines(after, dialect, wording));
        text.push_str(&unified::view(
            &format!("{name} in the database"),
            &format!("{name_after} in the models"),
            &before,
            &after,
        ));
    }
    text
}

/// A table and what becomes of it.
struct Changed {
    name: TableName,
    name_after: TableName,
    before: Option<Table>,
    after: Option<Table>,
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
