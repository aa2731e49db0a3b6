//! Indexes and constraints whose names a convention makes of the tables' and the columns' names: the database keeps the
//! old ones through a rename.

use std::collections::HashMap;

use dialect::Dialect;
use dialect::naming::{self, Subject};
use schema::{Constraint, ConstraintName, Index, Name, Pair, Schema, Table, TableName, Unique};

use super::chains::{self, Leg};
use super::sides::Sides;
use super::{Rename, Renames};
use crate::comparison::Comparison;
use crate::declared;
use crate::described::Described;
use crate::found::Found;
use crate::names::{is_same_table, known_name};
use crate::reflected::adjusted;
use crate::rules::Likeness;
use crate::tables::in_default_namespace;
use crate::{Compared, Kind};

/// An index or a constraint that gets another name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenamedName {
    pub table: TableName,
    pub of: Named,
    pub from: Name,
    pub to: Name,
}

/// What has a name of its own within a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    Index,
    Unique,
    PrimaryKey,
    ForeignKey,
    Check,
}

impl Named {
    /// Returns what log lines call it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Index => "index",
            Self::Unique => "unique constraint",
            Self::PrimaryKey => "primary key",
            Self::ForeignKey => "foreign key",
            Self::Check => "check constraint",
        }
    }

    /// Returns what `include_object` knows it as; it is never asked about primary keys.
    fn kind(self) -> Option<Kind> {
        match self {
            Self::Index => Some(Kind::Index),
            Self::Unique => Some(Kind::UniqueConstraint),
            Self::PrimaryKey => None,
            Self::ForeignKey => Some(Kind::ForeignKeyConstraint),
            Self::Check => Some(Kind::CheckConstraint),
        }
    }

    pub(super) fn of(constraint: &Constraint) -> Option<Self> {
        match constraint {
            Constraint::PrimaryKey(_) => Some(Self::PrimaryKey),
            Constraint::Unique(_) => Some(Self::Unique),
            Constraint::ForeignKey(_) => Some(Self::ForeignKey),
            Constraint::Check(_) => Some(Self::Check),
            Constraint::Exclude(_) => None,
        }
    }
}

/// Finds those that the database can rename. Elsewhere they are dropped and created like any other that changes.
pub(super) fn find(comparison: &Comparison<'_>, schemas: Pair<&Schema>, renames: &Renames) -> Vec<RenamedName> {
    if renames.certain.is_empty() || !comparison.context.dialect.facts().renames_indexes {
        return Vec::new();
    }
    let made = names_made(comparison, schemas.after, renames);
    let mut found = Vec::new();
    for (name, tables) in Sides::of(comparison, schemas).both {
        let before = adjusted(comparison, tables.before, &mut Found::default());
        let after = in_default_namespace(comparison.context, tables.after);
        let mut note = |of: Named, names: Vec<Pair<Name>>| {
            let renamed = names.into_iter().map(|Pair { before: from, after: to }| RenamedName {
                table: name.clone(),
                of,
                from,
                to,
            });
            found.extend(renamed.filter(|renamed| renamed.counts(comparison)));
        };
        for (of, names) in made.get(&name).into_iter().flatten() {
            let is_given_on =
                |(other, given): &(Named, Pair<Name>)| other == of && given.before.text == names.after.text;
            let is_free = !has(&before, *of, &names.after) || made[&name].iter().any(is_given_on);
            if has(&before, *of, &names.before) && is_free {
                note(*of, vec![names.clone()]);
            }
        }
        if renames.certain.iter().any(|rename| is_touched(&name, rename)) {
            let pair = Pair { before, after }.map(|table| Described::of(comparison, table));
            let indexes = Pair { before: &pair.before.indexes, after: &pair.after.indexes };
            note(Named::Index, renamed_indexes(comparison, &name, indexes));
            let uniques = Pair { before: &pair.before.uniques, after: &pair.after.uniques };
            note(Named::Unique, renamed_uniques(comparison, uniques));
        }
    }
    in_order(schemas.before, &found)
}

/// Indexes, and keys with theirs, share the names of a namespace.
fn in_order(database: &Schema, renamed: &[RenamedName]) -> Vec<RenamedName> {
    let key = |table: &TableName, name: &Name| TableName { name: name.clone(), ..table.clone() }.to_string();
    let names =
        renamed.iter().map(|each| Pair { before: key(&each.table, &each.from), after: key(&each.table, &each.to) });
    let names: Vec<Pair<String>> = names.collect();
    let is_known = |text: &str| {
        let of_table = |table: &Table| {
            let constraints = table.constraints.iter().map(Constraint::name);
            constraints
                .chain(table.indexes.iter().map(|index| &index.name))
                .filter_map(ConstraintName::given)
                .any(|name| name.text == text)
        };
        database.tables.iter().any(of_table) || renamed.iter().any(|each| each.to.text == text)
    };
    let step = |(place, leg): (usize, Leg)| {
        let whole: &RenamedName = &renamed[place];
        let temporary = || chains::temporary(&whole.from, is_known);
        match leg {
            Leg::Whole => whole.clone(),
            Leg::ToTemporary => RenamedName { to: temporary(), ..whole.clone() },
            Leg::FromTemporary => RenamedName { from: temporary(), ..whole.clone() },
        }
    };
    chains::in_order(&names).into_iter().map(step).collect()
}

fn is_touched(name: &TableName, rename: &Rename) -> bool {
    match rename {
        Rename::Table { .. } => rename.is_to_table(name),
        Rename::Column { table, .. } => is_same_table(table, name),
    }
}

/// Returns, of each table, the primary key, the foreign keys and the CHECKs to which the convention would give another
/// name if nothing had been renamed. Those are compared by what they say, or once they have a name.
fn names_made(
    comparison: &Comparison<'_>,
    models: &Schema,
    renames: &Renames,
) -> HashMap<TableName, Vec<(Named, Pair<Name>)>> {
    let tables = models.tables.iter().map(|table| in_default_namespace(comparison.context, table)).collect();
    let after = Schema { tables, ..Schema::default() };
    let before = renames.taken_back(comparison.context.dialect, after.clone());
    let of_table = |(before, after): (&Table, &Table)| {
        let constraints = conventional(comparison, before).into_iter().zip(conventional(comparison, after));
        let names = constraints.filter_map(|(before, after)| Some((after.of, after.names(comparison, &before)?)));
        (after.name.clone(), names.filter(|(_, names)| names.before.text != names.after.text).collect())
    };
    before.tables.iter().zip(&after.tables).map(of_table).collect()
}

/// A constraint, and what a convention makes a name of.
struct Conventional {
    of: Named,
    name: ConstraintName,
    table: TableName,
    columns: Vec<Name>,
    referred: Option<(TableName, Vec<Name>)>,
}

/// Returns a table's constraints in an order that the same table under other names has as well.
fn conventional(comparison: &Comparison<'_>, table: &Table) -> Vec<Conventional> {
    let described = Described::of(comparison, table.clone());
    let made = |of, name: &ConstraintName, columns: &[Name]| Conventional {
        of,
        name: name.clone(),
        table: table.name.clone(),
        columns: columns.to_vec(),
        referred: None,
    };
    let primary = described.primary_key().map(|key| made(Named::PrimaryKey, &key.name, &key.columns));
    let keys = described.foreign_keys.iter().map(|key| Conventional {
        referred: Some((key.referred_table.clone(), key.referred_columns.clone())),
        ..made(Named::ForeignKey, &key.name, &key.columns)
    });
    let checks = declared::checks(comparison, table).into_iter();
    let checks = checks.map(|declared| made(Named::Check, &declared.check.name, &declared.columns()));
    primary.into_iter().chain(keys).chain(checks).collect()
}

impl Conventional {
    /// Returns its name, and the one that it had under the names of before.
    fn names(&self, comparison: &Comparison<'_>, before: &Self) -> Option<Pair<Name>> {
        let name = self.subject()?.applied(&comparison.naming, &self.name).ok()?;
        let before = self.subject()?.name_of_other(&comparison.naming, name.given()?, &before.subject()?)?;
        let known = |name: &ConstraintName| known_name(comparison.context.dialect, name);
        Some(Pair { before: known(&ConstraintName::Final { name: before })?, after: known(&name)? })
    }

    fn subject(&self) -> Option<Subject<'_>> {
        let kind = match self.of {
            Named::PrimaryKey => naming::Kind::PrimaryKey,
            Named::ForeignKey => naming::Kind::ForeignKey,
            Named::Check => naming::Kind::Check,
            Named::Index | Named::Unique => return None,
        };
        let referred = self.referred.as_ref().map(|(table, columns)| (table, columns.as_slice()));
        Some(Subject { kind, table: &self.table, columns: self.columns.iter().collect(), referred })
    }
}

fn has(table: &Table, of: Named, name: &Name) -> bool {
    let is_it = |constraint: &Constraint| constraint.name().given().is_some_and(|known| known.text == name.text);
    table.constraints.iter().any(|constraint| Named::of(constraint) == Some(of) && is_it(constraint))
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
    fn counts(&self, comparison: &Comparison<'_>) -> bool {
        let counts = |kind, name, of| comparison.includes(kind, Some(name), &self.table, of);
        self.of
            .kind()
            .is_none_or(|kind| counts(kind, &self.from, Compared::Database) && counts(kind, &self.to, Compared::Models))
    }

    /// Returns the statement that gives it its new name.
    pub(super) fn statement(&self, dialect: &dyn Dialect) -> String {
        match self.of {
            Named::Index => dialect::ddl::rename_index(dialect, self.table.namespace.as_ref(), &self.from, &self.to),
            Named::Unique | Named::PrimaryKey | Named::ForeignKey | Named::Check => {
                dialect::ddl::rename_constraint(dialect, &self.table, &self.from, &self.to)
            }
        }
    }

    /// Returns what takes it back.
    pub(super) fn reversed(&self) -> Self {
        Self { from: self.to.clone(), to: self.from.clone(), ..self.clone() }
    }
}
