//! Names for what a table of SQLite holds without one: a batch with a convention drops it by the name that it makes.

use std::collections::HashMap;

use dialect::naming::{Kind, Subject};
use dialect::{Context, Unsupported, named_constraint};
use schema::{Check, Constraint, ConstraintName, Expression, Name, NamingConvention, Table, TableName};

use super::spoken_of;
use crate::apply::is_named;
use crate::{Batch, Operation};

/// The convention of generated batches: for CHECKs, foreign keys and unique constraints.
const PATTERNS: [(&str, &str); 3] = [
    ("ck", "%(table_name)s_%(column_0_N_name)s_check"),
    ("fk", "%(table_name)s_%(column_0_N_name)s_fkey"),
    ("uq", "%(table_name)s_%(column_0_N_name)s_key"),
];

/// Returns the key of generated batches' convention for a `type_=` of `drop_constraint`, and its pattern.
pub(crate) fn pattern(kind: &str) -> Option<(&'static str, &'static str)> {
    let key = match kind {
        "check" => "ck",
        "foreignkey" => "fk",
        "unique" => "uq",
        _ => return None,
    };
    PATTERNS.into_iter().find(|(known, _)| *known == key)
}

/// Returns the name by which a generated batch drops a constraint without one; `None`: the table has two of that name.
///
/// CHECKs of the same columns are told apart by a number: `users_age_check`, `users_age_check1`.
pub fn name_of_unnamed(table: &Table, constraint: &Constraint) -> Option<ConstraintName> {
    let patterns = PATTERNS.into_iter().map(|(key, pattern)| (key.to_owned(), pattern.to_owned()));
    let convention = NamingConvention { patterns: patterns.collect() };
    let columns: Vec<&Name> = table.columns.iter().map(|column| &column.name).collect();
    let name_of = |constraint: &Constraint| match constraint.name() {
        ConstraintName::None => named(&convention, &table.name, &columns, constraint).ok().flatten(),
        known => Some(known.clone()),
    };
    let wanted = name_of(constraint)?;
    let text = |name: &ConstraintName| name.given().map(|name| name.text.clone());
    let is_same = |other: &&Constraint| name_of(other).is_some_and(|name| text(&name) == text(&wanted));
    let same: Vec<&Constraint> = table.constraints.iter().filter(is_same).collect();
    match &same[..] {
        [] => None,
        [_] => Some(wanted),
        _ => {
            let mut conditions =
                same.iter().map(|constraint| unnamed_condition(constraint)).collect::<Option<Vec<_>>>()?;
            let sought = unnamed_condition(constraint)?;
            let place = conditions.iter().position(|condition| *condition == sought)?;
            conditions.remove(place);
            (!conditions.contains(&sought)).then(|| numbered(wanted, place))
        }
    }
}

fn unnamed_condition(constraint: &Constraint) -> Option<&Expression> {
    match constraint {
        Constraint::Check(check) if check.name == ConstraintName::None => Some(&check.condition),
        _ => None,
    }
}

/// The first of a name has no number.
fn numbered(name: ConstraintName, place: usize) -> ConstraintName {
    match (name, place) {
        (ConstraintName::Final { name }, 1..) => {
            ConstraintName::Final { name: Name { text: format!("{}{place}", name.text), ..name } }
        }
        (name, _) => name,
    }
}

/// `naming_convention=`: constraints that were found without a name can be dropped by the one it gives them.
///
/// A CHECK gets one only where it is dropped: Alembic knows none of them.
pub(super) fn name_all(
    batch: &Batch,
    table: &TableName,
    columns: &[&Name],
    constraints: &mut [Constraint],
) -> Result<(), Unsupported> {
    let convention = &batch.naming_convention;
    let is_dropped = |name: &ConstraintName| {
        let drops =
            |operation: &Operation| matches!(operation, Operation::DropConstraint(drop) if is_named(&drop.name, name));
        batch.operations.iter().any(drops)
    };
    if convention.patterns.is_empty() {
        return Ok(());
    }
    let mut met: HashMap<String, usize> = HashMap::new();
    for constraint in constraints.iter_mut().filter(|constraint| constraint.name().given().is_none()) {
        let is_check = matches!(constraint, Constraint::Check(_));
        let name = named(convention, table, columns, constraint)?.map(|name| match name.given() {
            Some(given) if is_check => {
                let count = met.entry(given.text.clone()).or_default();
                *count += 1;
                numbered(name, *count - 1)
            }
            _ => name,
        });
        if let Some(name) = name.filter(|name| !is_check || is_dropped(name)) {
            constraint.set_name(name);
        }
    }
    Ok(())
}

fn named(
    convention: &NamingConvention,
    table: &TableName,
    columns: &[&Name],
    constraint: &Constraint,
) -> Result<Option<ConstraintName>, Unsupported> {
    match constraint {
        Constraint::Check(check) => Ok(name_of_check(convention, table, columns, check)),
        other => named_constraint(convention, table, other).map(Some),
    }
}

/// A CHECK is named after the columns of which it speaks; Alembic finds none. A convention that cannot is no error.
fn name_of_check(
    convention: &NamingConvention,
    table: &TableName,
    columns: &[&Name],
    check: &Check,
) -> Option<ConstraintName> {
    let columns = columns.iter().filter(|column| spoken_of::in_expression(&check.condition, column)).copied();
    let subject = Subject { kind: Kind::Check, table, columns: columns.collect(), referred: None };
    let context = Context { naming_convention: convention.clone(), ..Context::default() };
    subject.applied(&context, &check.name).ok()
}
