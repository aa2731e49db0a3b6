//! Domains that the models need no more: dropped behind their last use, if nothing else uses them.

use std::collections::{BTreeMap, BTreeSet};

use dialect::ddl::drop_domain;
use schema::{ColumnType, Name, NativeType, Pair, Schema, TableName};

use super::counting::execute;
use super::domains::{Place, held, uses};
use super::enum_types::end_of_table;
use super::held_places;
use crate::comparison::Comparison;
use crate::found::{Found, logger};
use crate::{Change, shown};

/// Adds to what has been found the end of the domains that lose their last column by it.
pub(crate) fn dropped_domains(comparison: &Comparison<'_>, schemas: Pair<&Schema>, found: &mut Found) {
    let kept: BTreeSet<Place> = held_domains(comparison, schemas.after).into_keys().collect();
    for (name, domain) in held_domains(comparison, schemas.before) {
        let is_it = |column_type: &ColumnType| held(comparison, column_type).is_some_and(|(held, _)| held == name);
        let Some(last) = found.changes().iter().rposition(|change| uses(&change.reverse, is_it)) else { continue };
        let namespace = name.0.as_deref().map(Name::from);
        let is_in_sight =
            namespace.as_ref().is_none_or(|namespace| comparison.context.filter.includes_namespace(namespace));
        if kept.contains(&name) || !is_in_sight {
            continue;
        }
        let table_name = TableName { namespace, name: name.1.as_str().into() };
        let Some(known) = comparison.context.server.domain_in_use(&table_name) else { continue };
        let Ok(drop) = drop_domain(comparison.context.dialect, domain) else { continue };
        let places: Option<Vec<_>> =
            known.users.into_iter().map(|user| user.table.map(|table| (table, user.column))).collect();
        let is_free = |places| held_places::after(places, found.changes(), is_it).is_empty();
        if places.is_some_and(is_free) {
            let place = end_of_table(found.changes(), last);
            let tuple = format!("('remove_domain', {})", shown::column_type(&ColumnType::Native(domain.clone())));
            let change = Change::beside(execute(drop.sql), execute(known.creation), vec![tuple]);
            found.changes().insert(place, change);
            found.info(logger::TYPES, format!("Detected removed domain '{table_name}'"));
        }
    }
}

fn held_domains<'s>(comparison: &Comparison<'_>, schema: &'s Schema) -> BTreeMap<Place, &'s NativeType> {
    let columns = schema.tables.iter().flat_map(|table| &table.columns);
    columns.filter_map(|column| held(comparison, &column.column_type)).collect()
}
