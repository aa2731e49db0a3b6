//! Compares the sequences of the models, which Alembic does not: whether they are there, and how they count.

use std::collections::HashSet;

use dialect::ddl::{Design, alter_sequence, keep_within};
use dialect::types::type_text;
use operation::{CreateSequence, DropSequence, Operation};
use schema::{Column, Expression, Fill, Name, Schema, Sequence, Table};

use super::counting::{execute, starts_outside};
use super::identity::differing_options;
use crate::comparison::Comparison;
use crate::found::{Found, logger};
use crate::shown;

/// A namespace and a name in it.
type Place = (Option<String>, String);

/// Finds the sequences that only the models have. Those that belong to a column of the database are there, too.
pub(crate) fn added(comparison: &Comparison<'_>, schemas: schema::Pair<&Schema>, found: &mut Found) {
    let free = schemas.before.sequences.iter().map(|sequence| place(comparison, sequence));
    let known: HashSet<Place> = free.chain(owned(comparison, schemas.before)).collect();
    let of_serial: HashSet<Place> = made(comparison, schemas).collect();
    for sequence in declared(comparison, schemas.after) {
        let place = place(comparison, sequence);
        if !known.contains(&place) && !of_serial.contains(&place) {
            found.table(create(sequence), drop_sequence(sequence), tuple("add_sequence", sequence));
            found.info(logger::TABLES, format!("Detected added sequence {}", named(sequence)));
        }
    }
}

/// Finds the sequences of both sides of which the models say something else.
pub(crate) fn changed(comparison: &Comparison<'_>, schemas: schema::Pair<&Schema>, found: &mut Found) {
    for after in declared(comparison, schemas.after) {
        let is_it = |before: &&Sequence| place(comparison, before) == place(comparison, after);
        let Some(before) = schemas.before.sequences.iter().find(is_it) else { continue };
        let names = differing(comparison, before, after);
        if names.is_empty() {
            continue;
        }
        let [way_back, way] = [said(before, &names), said(after, &names)];
        let alter =
            |sequence: &Sequence| alter_sequence(comparison.context.dialect, sequence).map(|statement| statement.sql);
        let (Ok(up), Ok(down)) = (alter(&way), alter(&way_back)) else { continue };
        if starts_outside(&before.options(), &after.options()) {
            let keep = |sequence: &Sequence| execute(keep_within(comparison.context.dialect, sequence));
            found.beside(keep(&way), keep(&way_back), Vec::new());
        }
        found.beside(execute(up), execute(down), vec![tuple("modify_sequence", after)]);
        let names = pysource::list(&names);
        found.info(logger::TABLES, format!("Detected changed sequence {}: attributes {names}", named(after)));
    }
}

/// Returns the names, sorted, of what the models say and the database does otherwise.
fn differing(comparison: &Comparison<'_>, before: &Sequence, after: &Sequence) -> Vec<&'static str> {
    let mut names = differing_options(Some(&before.options()), Some(&after.options()));
    let text = |sequence: &Sequence| {
        let data_type = sequence.data_type.as_ref()?;
        type_text(comparison.context.dialect, data_type).ok().map(|text| text.to_uppercase())
    };
    if after.data_type.is_some() && text(before) != text(after) {
        names.push("data_type");
        names.sort_unstable();
    }
    names
}

/// Returns a sequence with nothing but those options.
fn said(sequence: &Sequence, names: &[&str]) -> Sequence {
    let is_said = |name: &str| names.contains(&name);
    let is_minimum = is_said("minvalue") || is_said("nominvalue");
    let is_maximum = is_said("maxvalue") || is_said("nomaxvalue");
    Sequence {
        namespace: sequence.namespace.clone(),
        name: sequence.name.clone(),
        data_type: sequence.data_type.clone().filter(|_| is_said("data_type")),
        start: sequence.start.filter(|_| is_said("start")),
        increment: sequence.increment.filter(|_| is_said("increment")),
        minvalue: sequence.minvalue.filter(|_| is_minimum),
        maxvalue: sequence.maxvalue.filter(|_| is_maximum),
        nominvalue: sequence.nominvalue && is_minimum,
        nomaxvalue: sequence.nomaxvalue && is_maximum,
        cycle: sequence.cycle.filter(|_| is_said("cycle")),
        cache: sequence.cache.filter(|_| is_said("cache")),
        ..Sequence::default()
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

/// Returns the sequences of the database that columns own, those of identities by the name that the server gives them.
fn owned(comparison: &Comparison<'_>, database: &Schema) -> impl Iterator<Item = Place> {
    columns(database).filter_map(|(table, column)| {
        let name = match &column.sequence {
            Some(sequence) => sequence.name.text.clone(),
            None => comparison.rules.serial_sequence(&table.name, &column.name).filter(|_| is_identity(column))?,
        };
        Some((namespace(comparison, table.name.namespace.as_ref()), name))
    })
}

/// Returns the sequences of the models that columns bring along: identities, and SERIAL where a key is new that counts.
/// Any other column only draws from its sequence.
fn made(comparison: &Comparison<'_>, schemas: schema::Pair<&Schema>) -> impl Iterator<Item = Place> {
    let column_place = |(table, column): (&Table, &Column)| {
        let table = comparison.known_name(&table.name);
        (table.namespace.map(|name| name.text), table.name.text, column.name.text.clone())
    };
    let existing: HashSet<_> = columns(schemas.before).map(column_place).collect();
    columns(schemas.after).filter_map(move |(table, column)| {
        let name = comparison.rules.serial_sequence(&table.name, &column.name)?;
        let is_made = match &column.sequence {
            Some(sequence) if sequence.optional => true,
            Some(sequence) => {
                sequence.name.text == name
                    && !existing.contains(&column_place((table, column)))
                    && counts(comparison, table, column)
            }
            None => is_identity(column),
        };
        let name = column.sequence.as_ref().map_or(name, |sequence| sequence.name.text.clone());
        is_made.then(|| (namespace(comparison, table.name.namespace.as_ref()), name))
    })
}

fn columns(schema: &Schema) -> impl Iterator<Item = (&Table, &Column)> {
    schema.tables.iter().flat_map(|table| table.columns.iter().map(move |column| (table, column)))
}

fn is_identity(column: &Column) -> bool {
    matches!(column.fill, Fill::Identity(_))
}

/// Returns whether the column is its table's SERIAL.
fn counts(comparison: &Comparison<'_>, table: &Table, column: &Column) -> bool {
    Design::of(comparison.context.dialect, &comparison.naming, table).is_ok_and(|design| design.counts(column))
}

fn texts_of_defaults(schema: &Schema) -> impl Iterator<Item = &str> {
    columns(schema).filter_map(|(_, column)| match column.fill.server_default()? {
        Expression::Text(text) => Some(text.sql.as_str()),
        Expression::NextValue { name, .. } => Some(name.text.as_str()),
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
