//! Compares foreign keys: by what they say, not by their names.

use operation::{CreateConstraint, DropConstraint, Operation};
use schema::{Constraint, ForeignKey, Pair, TableName};

use crate::comparison::Comparison;
use crate::described::Described;
use crate::found::{Found, logger};
use crate::{Compared, Kind, Subject, shown};

pub(super) fn compare(comparison: &Comparison<'_>, tables: Pair<&Described>, found: &mut Found) {
    let name = tables.after.name();
    let keys = tables.map(|table| table.foreign_keys.as_slice());
    for key in missing(keys.before, keys.after) {
        if includes(comparison, name, key, Compared::Database, keys.after) {
            let tuple = format!("('remove_fk', {})", shown::foreign_key(name, key));
            found.within(name, drop_key(name, key), create_key(name, key), vec![tuple]);
            found.info(logger::CONSTRAINTS, format!("Detected removed foreign key {}", place(name, key)));
        }
    }
    for key in missing(keys.after, keys.before) {
        if includes(comparison, name, key, Compared::Models, keys.before) {
            let tuple = format!("('add_fk', {})", shown::foreign_key(name, key));
            found.within(name, create_key(name, key), drop_key(name, key), vec![tuple]);
            found.info(logger::CONSTRAINTS, format!("Detected added foreign key {}", place(name, key)));
        }
    }
}

/// Returns the keys that the others do not hold; of several that say the same the last one.
fn missing<'k>(keys: &'k [ForeignKey], others: &[ForeignKey]) -> Vec<&'k ForeignKey> {
    let mut missing: Vec<(Content, &ForeignKey)> = Vec::new();
    for key in keys {
        let content = Content::of(key);
        if others.iter().any(|other| Content::of(other) == content) {
            continue;
        }
        missing.retain(|(known, _)| *known != content);
        missing.push((content, key));
    }
    missing.into_iter().map(|(_, key)| key).collect()
}

/// What a foreign key says.
#[derive(PartialEq, Eq)]
struct Content {
    columns: Vec<String>,
    referred_table: String,
    referred_columns: Vec<String>,
    onupdate: Option<String>,
    ondelete: Option<String>,
    checked: Checked,
}

/// When the server checks it.
#[derive(PartialEq, Eq)]
enum Checked {
    AtOnce,
    Deferrable,
    Deferred,
}

impl Content {
    fn of(key: &ForeignKey) -> Self {
        let texts = |names: &[schema::Name]| names.iter().map(|name| name.text.clone()).collect();
        let action = |words: &Option<String>| {
            let words = words.as_ref().map(|words| words.to_lowercase());
            words.filter(|words| !words.is_empty() && words != "no action")
        };
        let is_deferred = key.initially.as_ref().is_some_and(|words| words.to_lowercase() == "deferred");
        let checked = match key.deferrable {
            _ if is_deferred => Checked::Deferred,
            Some(true) => Checked::Deferrable,
            Some(false) | None => Checked::AtOnce,
        };
        Self {
            columns: texts(&key.columns),
            referred_table: key.referred_table.to_string(),
            referred_columns: texts(&key.referred_columns),
            onupdate: action(&key.onupdate),
            ondelete: action(&key.ondelete),
            checked,
        }
    }
}

fn includes(
    comparison: &Comparison<'_>,
    table: &TableName,
    key: &ForeignKey,
    of: Compared,
    others: &[ForeignKey],
) -> bool {
    let name = key.name.given();
    let has_other = name.is_some() && others.iter().any(|other| other.name.given() == name);
    let subject = Subject { kind: Kind::ForeignKeyConstraint, name, table: Some(table), of, has_other };
    comparison.context.filter.includes(&subject)
}

pub(crate) fn create_key(table: &TableName, key: &ForeignKey) -> Operation {
    let definition = Constraint::ForeignKey(key.clone());
    Operation::CreateConstraint(CreateConstraint { table: table.clone(), definition })
}

pub(crate) fn drop_key(table: &TableName, key: &ForeignKey) -> Operation {
    Operation::DropConstraint(DropConstraint::named(table, &key.name, Some("foreignkey")))
}

fn place(table: &TableName, key: &ForeignKey) -> String {
    let list = |names: &[schema::Name]| names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(", ");
    format!("({})({}) on table {table}", list(&key.columns), list(&key.referred_columns))
}
