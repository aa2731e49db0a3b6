//! Domains that the models bring: created before their first use, dropped by what undoes it.
//!
//! CREATE TABLE creates the domains of its columns, as Alembic has it; ADD COLUMN and ALTER COLUMN create none.

use std::collections::{BTreeMap, BTreeSet};

use dialect::Dialect;
use dialect::ddl::{create_domain, drop_domain};
use dialect::types::resolved;
use operation::{CreateTable, Operation};
use schema::{ColumnType, Name, NativeType, Pair, Schema, TableName};
use serde_json::Value as Json;

use super::counting::execute;
use super::enum_types::start_of_table;
use crate::comparison::Comparison;
use crate::found::{Found, logger};
use crate::{Change, shown};

/// Adds to what has been found what it needs to run.
pub(crate) fn domains(comparison: &Comparison<'_>, schemas: Pair<&Schema>, found: &mut Found) {
    let wanted = wanted(comparison, schemas.after);
    if wanted.is_empty() {
        return;
    }
    let mut ready: BTreeSet<Place> = schemas.before.domains.iter().map(|name| place(comparison, name)).collect();
    for (name, domain) in wanted {
        if ready.contains(&name) {
            continue;
        }
        let is_it = |column_type: &ColumnType| held(comparison, column_type).is_some_and(|(held, _)| held == name);
        let is_used = |change: &Change| uses(&change.operation, is_it);
        let Some(first) = found.changes().iter().position(is_used) else { continue };
        let creates = |column_type: &ColumnType| {
            held(comparison, column_type).is_some_and(|(held, domain)| held == name && is_created(domain))
        };
        let change = &mut found.changes()[first];
        match (&change.operation, &mut change.reverse) {
            (Operation::CreateTable(create), Operation::DropTable(drop)) if holds(create, creates) => {
                drop.types.push(ColumnType::Native(domain.clone()));
            }
            _ => {
                let place = start_of_table(found.changes(), first);
                create(comparison, domain, place, found);
                ready.insert(name);
            }
        }
    }
    for change in found.changes() {
        use_what_is_there(comparison, &mut change.operation, &ready);
    }
}

/// A namespace, none for the default one, and a name in it.
pub(super) type Place = (Option<String>, String);

/// Returns the domains that are ours to create: not those whose every use says `create_type=False`.
fn wanted<'s>(comparison: &Comparison<'_>, models: &'s Schema) -> BTreeMap<Place, &'s NativeType> {
    let mut wanted = BTreeMap::new();
    for column in models.tables.iter().flat_map(|table| &table.columns) {
        let Some((name, domain)) = held(comparison, &column.column_type) else { continue };
        let namespace = name.0.as_deref().map(Name::from);
        let is_in_sight = namespace.is_none_or(|namespace| comparison.context.filter.includes_namespace(&namespace));
        if is_created(domain) && is_in_sight {
            wanted.entry(name).or_insert(domain);
        }
    }
    wanted
}

/// Returns the domain that a type is or holds.
fn domain_within<'t>(dialect: &dyn Dialect, column_type: &'t ColumnType) -> Option<&'t NativeType> {
    match resolved(dialect, column_type) {
        ColumnType::Array { item, .. } => domain_within(dialect, item),
        ColumnType::Native(native) if native.name == "DOMAIN" && dialect.facts().creates_enums => Some(native),
        _ => None,
    }
}

pub(super) fn held<'t>(comparison: &Comparison<'_>, column_type: &'t ColumnType) -> Option<(Place, &'t NativeType)> {
    let domain = domain_within(comparison.context.dialect, column_type)?;
    let name = TableName { namespace: domain.text("schema").map(Name::from), name: domain.text("name")?.into() };
    Some((place(comparison, &name), domain))
}

fn place(comparison: &Comparison<'_>, name: &TableName) -> Place {
    let name = comparison.known_name(name);
    (name.namespace.map(|namespace| namespace.text), name.name.text)
}

fn is_created(domain: &NativeType) -> bool {
    domain.arguments.get("create_type").and_then(Json::as_bool).unwrap_or(true)
}

/// Returns whether the operation cannot be carried out without the type.
pub(super) fn uses(operation: &Operation, is_it: impl Fn(&ColumnType) -> bool) -> bool {
    match operation {
        Operation::CreateTable(create) => holds(create, is_it),
        Operation::AddColumn(add) => is_it(&add.column.column_type),
        Operation::AlterColumn(alter) => alter.column_type.as_ref().is_some_and(is_it),
        _ => false,
    }
}

fn holds(create: &CreateTable, is_it: impl Fn(&ColumnType) -> bool) -> bool {
    create.table.columns.iter().any(|column| is_it(&column.column_type))
}

fn create(comparison: &Comparison<'_>, domain: &NativeType, place: usize, found: &mut Found) {
    let dialect = comparison.context.dialect;
    let (Ok(up), Ok(down)) = (create_domain(dialect, domain), drop_domain(dialect, domain)) else { return };
    let tuple = format!("('add_domain', {})", shown::column_type(&ColumnType::Native(domain.clone())));
    let change = Change::beside(execute(up.sql.trim_end().to_owned()), execute(down.sql), vec![tuple]);
    found.changes().insert(place, change);
    let name = domain.text("name").unwrap_or_default();
    found.info(logger::TYPES, format!("Detected added domain '{name}'"));
}

/// Has CREATE TABLE leave alone what is there already: it would be an error.
fn use_what_is_there(comparison: &Comparison<'_>, operation: &mut Operation, ready: &BTreeSet<Place>) {
    let Operation::CreateTable(CreateTable { table, .. }) = operation else { return };
    for column in &mut table.columns {
        let is_there = held(comparison, &column.column_type).is_some_and(|(name, _)| ready.contains(&name));
        if is_there {
            column.column_type = not_created(comparison.context.dialect, &column.column_type);
        }
    }
}

fn not_created(dialect: &dyn Dialect, column_type: &ColumnType) -> ColumnType {
    let mut column_type = resolved(dialect, column_type).clone();
    match &mut column_type {
        ColumnType::Array { item, .. } => **item = not_created(dialect, item),
        ColumnType::Native(native) => {
            native.arguments.insert("create_type".to_owned(), Json::Bool(false));
        }
        _ => {}
    }
    column_type
}
