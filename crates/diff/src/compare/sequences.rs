//! Compares the sequences of the models, which Alembic does not: whether they are there.

use std::collections::HashSet;

use operation::{CreateSequence, DropSequence, Operation};
use schema::{Column, Expression, Fill, Name, Schema, Sequence, Table};

use crate::comparison::Comparison;
use crate::found::{Found, logger};
use crate::shown;

/// A namespace and a name in it.
type Place = (Option<String>, String);

/// Finds the sequences that only the models have. Those that belong to a column of the database are there, too.
pub(crate) fn added(comparison: &Comparison<'_>, schemas: schema::Pair<&Schema>, found: &mut Found) {
    let free = schemas.before.sequences.iter().map(|sequence| place(comparison, sequence));
    let known: HashSet<Place> = free.chain(owned(comparison, schemas.before)).collect();
    let of_serial: HashSet<Place> = owned(comparison, schemas.after).collect();
    for sequence in declared(comparison, schemas.after) {
        let place = place(comparison, sequence);
        if !known.contains(&place) && !of_serial.contains(&place) {
            found.table(create(sequence), drop_sequence(sequence), tuple("add_sequence", sequence));
            found.info(logger::TABLES, format!("Detected added sequence {}", named(sequence)));
        }
    }
}

/// Finds the sequences that only the database has, once the models declare any: others are nobody's to drop. One that a
/// default draws from stays as well.
pub(crate) fn removed(comparison: &Comparison<'_>, schemas: schema::Pair<&Schema>, found: &mut Found) {
    let wanted: HashSet<Place> = declared(comparison, schemas.after).map(|each| place(comparison, each)).collect();
    if wanted.is_empty() {
        return;
    }
    let defaults: Vec<&str> = [schemas.before, schemas.after].into_iter().flat_map(texts_of_defaults).collect();
    for sequence in &schemas.before.sequences {
        let is_drawn_from = defaults.iter().any(|text| text.contains(&sequence.name.text));
        if !wanted.contains(&place(comparison, sequence)) && !is_drawn_from {
            found.table(drop_sequence(sequence), create(sequence), tuple("remove_sequence", sequence));
            found.info(logger::TABLES, format!("Detected removed sequence {}", named(sequence)));
        }
    }
}

/// An optional sequence, for databases that have no other way to count, is not among them.
fn declared<'s>(comparison: &Comparison<'_>, models: &'s Schema) -> impl Iterator<Item = &'s Sequence> {
    let has_sequences = comparison.rules.has_sequences();
    models.sequences.iter().filter(move |sequence| has_sequences && !sequence.optional)
}

/// Returns the sequences that come with a column: those that it owns, and those that SERIAL and IDENTITY would make.
fn owned(comparison: &Comparison<'_>, schema: &Schema) -> impl Iterator<Item = Place> {
    let of_column = |table: &Table, column: &Column| -> Option<Place> {
        let made = format!("{}_{}_seq", table.name.name, column.name);
        let is_made = match &column.sequence {
            Some(sequence) => sequence.optional || sequence.name.text == made,
            None => matches!(column.fill, Fill::Identity(_)),
        };
        let name = column.sequence.as_ref().map_or(made, |sequence| sequence.name.text.clone());
        is_made.then(|| (namespace(comparison, table.name.namespace.as_ref()), name))
    };
    let of_table =
        |table: &Table| table.columns.iter().filter_map(|column| of_column(table, column)).collect::<Vec<_>>();
    schema.tables.iter().flat_map(of_table).collect::<Vec<_>>().into_iter()
}

fn texts_of_defaults(schema: &Schema) -> impl Iterator<Item = &str> {
    let columns = schema.tables.iter().flat_map(|table| &table.columns);
    columns.filter_map(|column| match &column.fill {
        Fill::Default { expression: Expression::Text(text) } => Some(text.sql.as_str()),
        Fill::Default { expression: Expression::NextValue { name, .. } } => Some(name.text.as_str()),
        _ => None,
    })
}

fn place(comparison: &Comparison<'_>, sequence: &Sequence) -> Place {
    (namespace(comparison, sequence.namespace.as_ref()), sequence.name.text.clone())
}

/// The default namespace is not named.
fn namespace(comparison: &Comparison<'_>, name: Option<&Name>) -> Option<String> {
    let default = comparison.context.default_namespace.as_ref();
    name.filter(|name| default.is_none_or(|default| default.text != name.text)).map(|name| name.text.clone())
}

fn create(sequence: &Sequence) -> Operation {
    Operation::CreateSequence(CreateSequence { sequence: sequence.clone(), if_not_exists: false })
}

fn drop_sequence(sequence: &Sequence) -> Operation {
    Operation::DropSequence(DropSequence { sequence: sequence.clone(), if_exists: false })
}

fn tuple(word: &str, sequence: &Sequence) -> String {
    format!("('{word}', {})", shown::sequence(sequence))
}

fn named(sequence: &Sequence) -> String {
    let names = sequence.namespace.iter().chain([&sequence.name]).map(|name| name.text.as_str());
    pysource::text(&names.collect::<Vec<_>>().join("."))
}
