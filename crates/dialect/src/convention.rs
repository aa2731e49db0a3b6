//! The names of constraints and indexes once the naming convention is applied: a name that it makes is final.

use schema::{Constraint, ConstraintName, Expression, Index, IndexPart, NamingConvention, TableName};

use crate::naming::{Kind, Subject};
use crate::{Context, Unsupported};

/// Returns the name of a constraint.
pub fn named_constraint(
    convention: &NamingConvention,
    table: &TableName,
    constraint: &Constraint,
) -> Result<ConstraintName, Unsupported> {
    let subject = |kind: Kind, columns| Subject { kind, table, columns, referred: None };
    let (subject, name) = match constraint {
        Constraint::PrimaryKey(key) => (subject(Kind::PrimaryKey, key.columns.iter().collect()), &key.name),
        Constraint::Unique(unique) => (subject(Kind::Unique, unique.columns.iter().collect()), &unique.name),
        Constraint::ForeignKey(key) => {
            let referred = Some((&key.referred_table, &key.referred_columns[..]));
            (Subject { referred, ..subject(Kind::ForeignKey, key.columns.iter().collect()) }, &key.name)
        }
        Constraint::Check(check) => (subject(Kind::Check, Vec::new()), &check.name),
        Constraint::Exclude(exclude) => (subject(Kind::Other, Vec::new()), &exclude.name),
    };
    subject.applied(&context(convention), name)
}

/// Returns the name of an index.
pub fn named_index(
    convention: &NamingConvention,
    table: &TableName,
    index: &Index,
) -> Result<ConstraintName, Unsupported> {
    subject_of_index(table, index).applied(&context(convention), &index.name)
}

/// Returns an index as something that is to be named.
pub(crate) fn subject_of_index<'a>(table: &'a TableName, index: &'a Index) -> Subject<'a> {
    let columns = index
        .parts
        .iter()
        .filter_map(|part| match part {
            IndexPart::Column(name) => Some(name),
            IndexPart::Expression(Expression::Column { name, .. }) => Some(name),
            IndexPart::Expression(_) => None,
        })
        .collect();
    Subject { kind: Kind::Index, table, columns, referred: None }
}

fn context(convention: &NamingConvention) -> Context {
    Context { naming_convention: convention.clone(), ..Context::default() }
}
