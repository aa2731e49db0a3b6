//! Unique constraints that say what another key of the table says: a database makes one key of both.

use schema::{Name, Pair, Unique};

use crate::described::Described;

/// Whether the database has a key that says the same, and the models have that one, too.
pub(super) fn is(tables: Pair<&Described>, unique: &Unique) -> bool {
    repeats_primary_key(tables.before, unique) && repeats_primary_key(tables.after, unique)
        || tables
            .after
            .uniques
            .iter()
            .any(|other| other.name != unique.name && says_the_same(other, unique) && is_there(tables.before, other))
}

fn repeats_primary_key(table: &Described, unique: &Unique) -> bool {
    let is_plain = unique.deferrable.is_none() && unique.initially.is_none() && unique.options.is_empty();
    is_plain && !table.key.is_empty() && same_columns(&table.key, &unique.columns)
}

fn is_there(table: &Described, unique: &Unique) -> bool {
    let is_it = |other: &Unique| match unique.name.given() {
        Some(name) => other.name.given().is_some_and(|other| other.text == name.text),
        None => true,
    };
    table.uniques.iter().any(|other| is_it(other) && same_columns(&other.columns, &unique.columns))
}

fn says_the_same(one: &Unique, other: &Unique) -> bool {
    let said = |unique: &Unique| (unique.deferrable, unique.initially.clone(), unique.options.clone());
    same_columns(&one.columns, &other.columns) && said(one) == said(other)
}

fn same_columns(one: &[Name], other: &[Name]) -> bool {
    one.iter().map(|name| &name.text).eq(other.iter().map(|name| &name.text))
}
