//! Indexes and unique constraints whose names a convention makes of the table's and the columns' names: the database
//! keeps the old ones through a rename.

use dialect::Dialect;
use schema::{Index, Name, Pair, Schema, TableName, Unique};

use super::Rename;
use super::sides::Sides;
use crate::comparison::Comparison;
use crate::described::Described;
use crate::found::Found;
use crate::names::{is_same_table, known_name};
use crate::reflected::adjusted;
use crate::rules::Likeness;
use crate::tables::in_default_namespace;
use crate::{Compared, Kind};

/// An index or a unique constraint that gets another name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenamedName {
    pub table: TableName,
    pub kind: Kind,
    pub from: Name,
    pub to: Name,
}

/// Finds those of the tables that a rename has touched, where the database can rename them. Elsewhere they are dropped
/// and created like any other that changes.
pub(super) fn find(comparison: &Comparison<'_>, schemas: Pair<&Schema>, renames: &[Rename]) -> Vec<RenamedName> {
    if renames.is_empty() || !comparison.context.dialect.facts().renames_indexes {
        return Vec::new();
    }
    let is_touched = |name: &TableName| {
        renames.iter().any(|rename| match rename {
            Rename::Table { .. } => rename.is_to_table(name),
            Rename::Column { table, .. } => is_same_table(table, name),
        })
    };
    let mut found = Vec::new();
    for (name, tables) in Sides::of(comparison, schemas).both.into_iter().filter(|(name, _)| is_touched(name)) {
        let before = Described::of(comparison, adjusted(comparison, tables.before, &mut Found::default()));
        let after = Described::of(comparison, in_default_namespace(comparison.context, tables.after));
        let mut note = |kind: Kind, names: Vec<Pair<Name>>| {
            let renamed = names.into_iter().map(|Pair { before: from, after: to }| RenamedName {
                table: name.clone(),
                kind,
                from,
                to,
            });
            let counts = |name: &Name, of, table| comparison.includes(kind, Some(name), table, of);
            found.extend(renamed.filter(|renamed| {
                counts(&renamed.from, Compared::Database, &name) && counts(&renamed.to, Compared::Models, &name)
            }));
        };
        note(Kind::Index, renamed_indexes(comparison, &name, Pair { before: &before.indexes, after: &after.indexes }));
        note(
            Kind::UniqueConstraint,
            renamed_uniques(comparison, Pair { before: &before.uniques, after: &after.uniques }),
        );
    }
    found
}

fn renamed_indexes(comparison: &Comparison<'_>, table: &TableName, indexes: Pair<&Vec<Index>>) -> Vec<Pair<Name>> {
    let name = |index: &Index| known_name(comparison.context.dialect, &index.name);
    let is_same = |before: &Index, after: &Index| {
        let dialect = comparison.context.dialect;
        comparison.rules.compare_indexes(dialect, table, before, after, &mut Found::default()) == Likeness::Same
    };
    renamed(indexes.map(Vec::as_slice), name, is_same)
}

fn renamed_uniques(comparison: &Comparison<'_>, uniques: Pair<&Vec<Unique>>) -> Vec<Pair<Name>> {
    let name = |unique: &Unique| known_name(comparison.context.dialect, &unique.name);
    let is_same = |before: &Unique, after: &Unique| comparison.rules.compare_uniques(before, after) == Likeness::Same;
    renamed(uniques.map(Vec::as_slice), name, is_same)
}

/// Pairs what has a name that the other side does not know with what is the same but for the name.
fn renamed<Thing>(
    things: Pair<&[Thing]>,
    name: impl Fn(&Thing) -> Option<Name>,
    is_same: impl Fn(&Thing, &Thing) -> bool,
) -> Vec<Pair<Name>> {
    let names = things.map(|things| things.iter().filter_map(&name).map(|name| name.text).collect::<Vec<_>>());
    let unknown = |thing: &Thing, others: &[String]| name(thing).filter(|name| !others.contains(&name.text));
    let mut found: Vec<Pair<Name>> = Vec::new();
    for before in things.before {
        let Some(from) = unknown(before, &names.after) else { continue };
        let to = things.after.iter().filter(|after| is_same(before, after)).find_map(|after| {
            unknown(after, &names.before).filter(|to| found.iter().all(|known| known.after.text != to.text))
        });
        found.extend(to.map(|to| Pair { before: from, after: to }));
    }
    found
}

impl RenamedName {
    /// Returns the statement that gives it its new name.
    pub(super) fn statement(&self, dialect: &dyn Dialect) -> String {
        match self.kind {
            Kind::Index => dialect::ddl::rename_index(dialect, self.table.namespace.as_ref(), &self.from, &self.to),
            _ => dialect::ddl::rename_constraint(dialect, &self.table, &self.from, &self.to),
        }
    }

    /// Returns what takes it back.
    pub(super) fn reversed(&self) -> Self {
        Self { from: self.to.clone(), to: self.from.clone(), ..self.clone() }
    }
}
