//! Compares the columns of primary keys, which Alembic does not: their order does not count.

use std::collections::BTreeSet;

use operation::{CreateConstraint, DropConstraint, Operation};
use schema::{Constraint, Name, Pair, PrimaryKey};

use crate::comparison::Comparison;
use crate::described::Described;
use crate::found::{Found, logger};
use crate::shown;

/// The key of before goes first: while it is there, its columns cannot change.
pub(super) fn removed(comparison: &Comparison<'_>, tables: Pair<&Described>, found: &mut Found) {
    if !differs(tables) {
        return;
    }
    if !comparison.context.dialect.facts().alters_constraints {
        let (table, columns) = (pysource::text(&tables.after.name().to_string()), tables.map(listed));
        found.warning(format!(
            "The primary key of {table} is ({}) in the database and ({}) in the models, which only a rebuilt table could \
             change",
            columns.before, columns.after
        ));
        return;
    }
    if let Some(key) = tables.before.primary_key() {
        let tuple = format!("('remove_constraint', {})", shown::primary_key(tables.before.name(), &key));
        found.within(tables.after.name(), drop_key(tables.before, &key), create_key(tables.before, key), vec![tuple]);
        found.info(logger::CONSTRAINTS, line("removed", tables.before));
    }
}

/// The key of after comes when its columns are there and cannot be NULL.
pub(super) fn added(comparison: &Comparison<'_>, tables: Pair<&Described>, found: &mut Found) {
    if !comparison.context.dialect.facts().alters_constraints || !differs(tables) {
        return;
    }
    if let Some(key) = tables.after.primary_key() {
        let tuple = format!("('add_constraint', {})", shown::primary_key(tables.after.name(), &key));
        let removal = drop_key(tables.after, &key);
        found.within(tables.after.name(), create_key(tables.after, key), removal, vec![tuple]);
        found.info(logger::CONSTRAINTS, line("added", tables.after));
    }
}

fn differs(tables: Pair<&Described>) -> bool {
    fn columns(table: &Described) -> BTreeSet<&str> {
        table.key.iter().map(|name| name.text.as_str()).collect()
    }
    columns(tables.before) != columns(tables.after)
}

fn create_key(table: &Described, key: PrimaryKey) -> Operation {
    let definition = Constraint::PrimaryKey(key);
    Operation::CreateConstraint(CreateConstraint { table: table.name().clone(), definition })
}

fn drop_key(table: &Described, key: &PrimaryKey) -> Operation {
    Operation::DropConstraint(DropConstraint::named(table.name(), &key.name, Some("primary")))
}

fn line(word: &str, table: &Described) -> String {
    let written = table.primary_key();
    let name = written.as_ref().and_then(|key| key.name.given()).map(|name| name.text.as_str());
    format!("Detected {word} primary key {} ({}) on '{}'", shown::optional(name), listed(table), table.name())
}

fn listed(table: &Described) -> String {
    let name = |name: &Name| name.text.clone();
    table.key.iter().map(name).collect::<Vec<_>>().join(", ")
}
