//! The tables of both sides, paired by their names.

use std::collections::{BTreeMap, HashMap};

use schema::{Column, Constraint, Name, Pair, Schema, Table, TableName};

use crate::comparison::Comparison;
use crate::described::Described;
use crate::found::Found;
use crate::order::{by_dependency, by_metadata};
use crate::reflected::adjusted;
use crate::{Context, Kind, Message, inherited};

/// Who has which table.
pub(crate) struct Tables {
    /// Only the models have them; in the order in which they can be created.
    pub added: Vec<Described>,
    /// Only the database has them; in the order in which they can be dropped. With each what is said when it is read.
    pub removed: Vec<(Described, Vec<Message>)>,
    /// Both have them; by namespace and name.
    pub existing: Vec<Pair<Described>>,
    /// What is said when those are read.
    pub read: Vec<Message>,
}

impl Tables {
    pub fn pair(comparison: &Comparison<'_>, schemas: Pair<&Schema>, found: &mut Found) -> Self {
        let context = comparison.context;
        let is_compared = |table: &&Table| table.name != context.version_table;
        let after = each_metadata(schemas.after).into_iter().map(|tables| {
            let tables = tables.iter().map(|table| in_default_namespace(context, table));
            tables.filter(|table| is_compared(&table)).map(|table| Described::of(comparison, table)).collect()
        });
        let after = by_metadata(after.collect());
        if !after.circle.is_empty() {
            let names: Vec<&str> = after.circle.iter().map(String::as_str).collect();
            found.warning(circle_warning(&names));
        }
        let mut before: HashMap<String, &Table> = schemas
            .before
            .tables
            .iter()
            .filter(is_compared)
            .filter(|table| context.filter.includes_name(Kind::Table, Some(&table.name.name), Some(&table.name)))
            .map(|table| (table.name.to_string(), table))
            .collect();
        let mut added = Vec::new();
        let mut existing = BTreeMap::new();
        for table in after.tables {
            match before.remove(&table.name().to_string()) {
                Some(known) => drop(existing.insert(sorting_key(table.name()), (known, table))),
                None => added.push(table),
            }
        }
        let mut reading = Found::default();
        let existing = existing.into_values().map(|(before, after)| {
            let own = inherited::take_off(before, schemas.before, &after);
            Pair { before: read(comparison, own.as_ref().unwrap_or(before), &mut reading), after }
        });
        let existing = existing.collect();
        let read_messages = reading.into_differences().messages;
        Self { added, removed: removed(comparison, before.into_values()), existing, read: read_messages }
    }
}

/// Returns the tables of each MetaData object.
fn each_metadata(models: &Schema) -> Vec<&[Table]> {
    let mut rest = &models.tables[..];
    let mut each = Vec::new();
    for size in &models.metadata_sizes {
        let (tables, others) = rest.split_at(rest.len().min(*size));
        each.push(tables);
        rest = others;
    }
    each.push(rest);
    each
}

fn sorting_key(name: &TableName) -> (String, String) {
    (name.namespace.as_ref().map(|namespace| namespace.text.clone()).unwrap_or_default(), name.name.text.clone())
}

/// The dependents come first.
fn removed<'t>(comparison: &Comparison<'_>, tables: impl Iterator<Item = &'t Table>) -> Vec<(Described, Vec<Message>)> {
    let mut said = HashMap::new();
    let described = tables.map(|table| {
        let mut reading = Found::default();
        let described = read(comparison, table, &mut reading);
        said.insert(table.name.to_string(), reading.into_differences().messages);
        described
    });
    let described = described.collect();
    let ordered = by_dependency(described).tables.into_iter().rev();
    ordered
        .map(|table| {
            let messages = said.remove(&table.name().to_string()).unwrap_or_default();
            (table, messages)
        })
        .collect()
}

/// Returns a table of the database with what `include_name` lets through.
fn read(comparison: &Comparison<'_>, table: &Table, found: &mut Found) -> Described {
    let filter = comparison.context.filter;
    let mut described = Described::of(comparison, adjusted(comparison, table, found));
    let serial = |column: &Column| Some((column.name.clone(), column.sequence.as_deref()?.clone()));
    described.serials = table.columns.iter().filter_map(serial).collect();
    let name = described.table.name.clone();
    let of_indexes = described.indexes.iter_mut().map(|index| &mut index.options);
    let of_uniques = described.uniques.iter_mut().map(|unique| &mut unique.options);
    of_indexes.chain(of_uniques).for_each(|options| comparison.rules.adjust_options(options));
    described.indexes.retain(|index| !comparison.leaves_out(index));
    described.indexes.retain(|index| filter.includes_name(Kind::Index, index.name.given(), Some(&name)));
    let includes_unique =
        |unique: &schema::Unique| filter.includes_name(Kind::UniqueConstraint, unique.name.given(), Some(&name));
    described.uniques.retain(includes_unique);
    described
        .foreign_keys
        .retain(|key| filter.includes_name(Kind::ForeignKeyConstraint, key.name.given(), Some(&name)));
    described
}

/// Returns a table's name without the default namespace.
pub(crate) fn name_in_default_namespace(context: &Context<'_>, name: &TableName) -> TableName {
    let is_default =
        |namespace: &&Name| context.default_namespace.as_ref().is_some_and(|default| default.text == namespace.text);
    TableName { namespace: name.namespace.as_ref().filter(|name| !is_default(name)).cloned(), name: name.name.clone() }
}

/// Takes the default namespace off, which the database's side does not name.
pub(crate) fn in_default_namespace(context: &Context<'_>, table: &Table) -> Table {
    let mut table = table.clone();
    let Some(default) = &context.default_namespace else { return table };
    let take_off = |namespace: &mut Option<Name>| {
        if namespace.as_ref().is_some_and(|namespace| namespace.text == default.text) {
            *namespace = None;
        }
    };
    take_off(&mut table.name.namespace);
    for key in table.columns.iter_mut().flat_map(|column| &mut column.foreign_keys) {
        take_off(&mut key.referred_table.namespace);
    }
    for constraint in &mut table.constraints {
        if let Constraint::ForeignKey(key) = constraint {
            take_off(&mut key.referred_table.namespace);
        }
    }
    table
}

fn circle_warning(names: &[&str]) -> String {
    format!(
        "Cannot correctly sort tables; there are unresolvable cycles between tables \"{}\", which is usually caused by \
         mutually dependent foreign key constraints.  Foreign key constraints involving these tables will not be \
         considered; this warning may raise an error in a future release.",
        names.join(", ")
    )
}
