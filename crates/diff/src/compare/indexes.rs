//! Compares indexes and unique constraints: by their names, and unnamed unique constraints by their columns.

use std::collections::{BTreeMap, BTreeSet};

use operation::{CreateConstraint, CreateIndex, DropConstraint, DropIndex, Operation};
use schema::{Constraint, ConstraintName, Index, Name, Pair, TableName, Unique};

use super::repeated_uniques as repeated;
use crate::comparison::Comparison;
use crate::described::Described;
use crate::found::{Found, logger};
use crate::names::known_name;
use crate::rules::Likeness;
use crate::server_spelling::compare_indexes;
use crate::{Compared, Kind, index_columns, shown};

/// What is named: the same name may be an index on one side and a unique constraint on the other.
#[derive(Clone, Copy)]
pub(super) enum Named<'t> {
    Unique(&'t Unique),
    Index(&'t Index),
}

pub(super) fn compare(comparison: &Comparison<'_>, tables: Pair<&Described>, found: &mut Found) {
    let before = by_name(comparison, &tables.before.uniques, tables.before.indexes.iter());
    let indexes = compared_indexes(comparison, tables.after, |name| before.contains_key(name), found);
    let after = by_name(comparison, &tables.after.uniques, indexes.into_iter());
    let unnamed: Vec<&Unique> =
        tables.after.uniques.iter().filter(|unique| unique.name == ConstraintName::None).collect();

    for (_, named) in before.iter().filter(|(name, _)| !after.contains_key(*name)) {
        let is_meant = |unique: &Unique| unnamed.iter().any(|other| column_set(other) == column_set(unique));
        if !matches!(named, Named::Unique(unique) if is_meant(unique)) {
            removed(comparison, tables.before, *named, found);
        }
    }
    for (name, after) in &after {
        if let Some(before) = before.get(name) {
            existing(comparison, tables, Pair { before: *before, after: *after }, found);
        }
    }
    let is_repeated = |named: Named<'_>| matches!(named, Named::Unique(unique) if repeated::is(tables, unique));
    for (_, named) in after.iter().filter(|(name, named)| !before.contains_key(*name) && !is_repeated(**named)) {
        added(comparison, tables.after, *named, found);
    }
    let known: BTreeSet<Vec<&str>> = tables.before.uniques.iter().map(column_set).collect();
    let is_new = |unique: &&Unique| !known.contains(&column_set(unique)) && !repeated::is(tables, unique);
    for unique in unnamed.into_iter().filter(is_new) {
        added(comparison, tables.after, Named::Unique(unique), found);
    }
}

/// Unique constraints stand in CREATE TABLE.
pub(super) fn of_added_table(comparison: &Comparison<'_>, table: &Described, found: &mut Found) {
    let indexes = compared_indexes(comparison, table, |_| false, found);
    for (_, named) in by_name(comparison, &[], indexes.into_iter()) {
        added(comparison, table, named, found);
    }
}

/// Unique constraints go with DROP TABLE.
pub(super) fn of_removed_table(comparison: &Comparison<'_>, table: &Described, found: &mut Found) {
    for (_, named) in by_name(comparison, &[], table.indexes.iter()) {
        removed(comparison, table, named, found);
    }
}

/// Returns the indexes of the models without those that the database would not show.
fn compared_indexes<'t>(
    comparison: &Comparison<'_>,
    table: &'t Described,
    is_known: impl Fn(&str) -> bool,
    found: &mut Found,
) -> Vec<&'t Index> {
    let mut compared = Vec::new();
    for index in &table.indexes {
        let name = known_name(comparison.context.dialect, &index.name);
        let is_known = name.is_some_and(|name| is_known(&name.text));
        if !is_known && comparison.leaves_out(index) {
            found.warning(format!(
                "autogenerate skipping metadata-specified expression-based index {}; dialect '{}' under SQLAlchemy \
                 2.1.9 can't reflect these indexes so they can't be compared",
                shown_name(&index.name),
                comparison.context.dialect.facts().name
            ));
        } else {
            compared.push(index);
        }
    }
    compared
}

fn by_name<'t>(
    comparison: &Comparison<'_>,
    uniques: &'t [Unique],
    indexes: impl Iterator<Item = &'t Index>,
) -> BTreeMap<String, Named<'t>> {
    let name = |name: &ConstraintName| known_name(comparison.context.dialect, name).map(|name| name.text);
    let uniques = uniques.iter().filter_map(|unique| Some((name(&unique.name)?, Named::Unique(unique))));
    let indexes = indexes.filter_map(|index| Some((name(&index.name)?, Named::Index(index))));
    uniques.chain(indexes).collect()
}

fn column_set(unique: &Unique) -> Vec<&str> {
    let mut columns: Vec<&str> = unique.columns.iter().map(|name| name.text.as_str()).collect();
    columns.sort_unstable();
    columns
}

fn existing(comparison: &Comparison<'_>, tables: Pair<&Described>, pair: Pair<Named<'_>>, found: &mut Found) {
    let table = tables.after.name();
    let likeness = match (pair.before, pair.after) {
        (Named::Unique(before), Named::Unique(after)) => comparison.rules.compare_uniques(before, after),
        (Named::Index(before), Named::Index(after)) => {
            let told = comparison.answers.table(table);
            let name = known_name(comparison.context.dialect, &after.name).map(|name| name.text).unwrap_or_default();
            let spellings = told.and_then(|told| told.indexes.get(&name)).map(Vec::as_slice).unwrap_or_default();
            compare_indexes(comparison, before, spellings).unwrap_or_else(|| {
                comparison.rules.compare_indexes(comparison.context.dialect, table, before, after, found)
            })
        }
        (Named::Unique(_), Named::Index(_)) | (Named::Index(_), Named::Unique(_)) => {
            removed(comparison, tables.before, pair.before, found);
            added(comparison, tables.after, pair.after, found);
            return;
        }
    };
    let name = shown_name(pair.before.name());
    match likeness {
        Likeness::Same => {}
        Likeness::Different(reason) => {
            if !comparison.includes_both(pair.after.kind(), pair.after.name().given(), table) {
                return;
            }
            let word = pair.before.word();
            found.info(
                logger::CONSTRAINTS,
                format!("Detected changed {word} {name} on {}: {reason}", pysource::text(&table.name.text)),
            );
            note_removed(tables.before, pair.before, found);
            note_added(tables.after, pair.after, found);
        }
        Likeness::Unknown(reason) => found.info(
            logger::CONSTRAINTS,
            format!("Cannot compare {} {name}, assuming equal and skipping. {reason}", pair.before.word()),
        ),
    }
}

fn added(comparison: &Comparison<'_>, table: &Described, named: Named<'_>, found: &mut Found) {
    if !comparison.includes(named.kind(), named.name().given(), table.name(), Compared::Models) {
        return;
    }
    note_added(table, named, found);
    let columns: Vec<&str> = named.columns().into_iter().map(|name| name.text.as_str()).collect();
    found.info(
        logger::CONSTRAINTS,
        format!("Detected added {} {} on '{}'", named.word(), shown_name(named.name()), pysource::tuple(&columns)),
    );
}

fn removed(comparison: &Comparison<'_>, table: &Described, named: Named<'_>, found: &mut Found) {
    if !comparison.includes(named.kind(), named.name().given(), table.name(), Compared::Database) {
        return;
    }
    note_removed(table, named, found);
    let (word, name, table) = (named.word(), shown_name(named.name()), &table.name().name.text);
    found.info(logger::CONSTRAINTS, format!("Detected removed {word} {name} on {}", pysource::text(table)));
}

fn note_added(table: &Described, named: Named<'_>, found: &mut Found) {
    let tuple = match named {
        Named::Unique(_) => format!("('add_constraint', {})", named.shown(table)),
        Named::Index(_) => format!("('add_index', {})", named.shown(table)),
    };
    found.within(table.name(), named.creation(table.name()), named.removal(table.name()), vec![tuple]);
}

fn note_removed(table: &Described, named: Named<'_>, found: &mut Found) {
    let tuple = match named {
        Named::Unique(_) => format!("('remove_constraint', {})", named.shown(table)),
        Named::Index(_) => format!("('remove_index', {})", named.shown(table)),
    };
    found.within(table.name(), named.removal(table.name()), named.creation(table.name()), vec![tuple]);
}

fn shown_name(name: &ConstraintName) -> String {
    shown::optional(name.given().map(|name| name.text.as_str()))
}

impl<'t> Named<'t> {
    fn kind(self) -> Kind {
        match self {
            Self::Unique(_) => Kind::UniqueConstraint,
            Self::Index(_) => Kind::Index,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Unique(_) => "unique constraint",
            Self::Index(_) => "index",
        }
    }

    pub(super) fn name(self) -> &'t ConstraintName {
        match self {
            Self::Unique(unique) => &unique.name,
            Self::Index(index) => &index.name,
        }
    }

    fn columns(self) -> Vec<&'t Name> {
        match self {
            Self::Unique(unique) => unique.columns.iter().collect(),
            Self::Index(index) => index_columns::columns(index),
        }
    }

    fn shown(self, table: &Described) -> String {
        match self {
            Self::Unique(unique) => shown::unique(table.name(), unique),
            Self::Index(index) => shown::index(table, index),
        }
    }

    pub(super) fn creation(self, table: &TableName) -> Operation {
        let table = table.clone();
        match self {
            Self::Unique(unique) => {
                let definition = Constraint::Unique(Unique { of_column: false, ..unique.clone() });
                Operation::CreateConstraint(CreateConstraint { table, definition })
            }
            Self::Index(index) => {
                Operation::CreateIndex(CreateIndex { table, index: index.clone(), if_not_exists: None })
            }
        }
    }

    pub(super) fn removal(self, table: &TableName) -> Operation {
        match self {
            Self::Unique(unique) => {
                Operation::DropConstraint(DropConstraint::named(table, &unique.name, Some("unique")))
            }
            Self::Index(index) => Operation::DropIndex(DropIndex {
                name: index.name.clone(),
                table: Some(table.clone()),
                namespace: None,
                if_exists: None,
                options: index.options.clone(),
            }),
        }
    }
}
