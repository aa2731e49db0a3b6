//! What of a table names a column, and is created again with it.

use dialect::query::{Mode, expression_text};
use operation::Operation;
use schema::{Check, Column, Exclude, Fill, Index, Name, Pair, TableName, Unique};
use serde::{Deserialize, Serialize};

use super::enum_dependents::texts;
use super::indexes::Named;
use super::{checks, excludes};
use crate::comparison::Comparison;
use crate::declared;
use crate::described::Described;
use crate::names::known_name;
use crate::words::{Word, words};

/// Something that names the column.
pub(super) struct Part {
    /// As the database has it.
    pub before: User,
    /// As the models have it, if they do.
    pub after: Option<User>,
}

/// Index or constraint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum User {
    Unique(Unique),
    Index(Index),
    Check(Check),
    Exclude(Exclude),
}

impl User {
    pub fn creation(&self, table: &TableName) -> Operation {
        match self {
            Self::Unique(unique) => Named::Unique(unique).creation(table),
            Self::Index(index) => Named::Index(index).creation(table),
            Self::Check(check) => checks::create(table, check),
            Self::Exclude(exclude) => excludes::create(table, exclude),
        }
    }

    /// Whether the column is named in what it says.
    pub fn names(&self, column: &Name) -> bool {
        match self {
            Self::Unique(unique) => mentions(unique, column),
            Self::Index(index) => mentions(index, column),
            Self::Check(check) => mentions(check, column),
            Self::Exclude(exclude) => mentions(exclude, column),
        }
    }

    pub fn removal(&self, table: &TableName) -> Operation {
        match self {
            Self::Unique(unique) => Named::Unique(unique).removal(table),
            Self::Index(index) => Named::Index(index).removal(table),
            Self::Check(check) => checks::drop_check(table, check),
            Self::Exclude(exclude) => excludes::drop_exclude(table, exclude),
        }
    }
}

/// Returns what of the database's table names the column.
pub(super) fn of(comparison: &Comparison<'_>, tables: Pair<&Described>, column: &Name) -> Vec<Part> {
    let name = |named: &schema::ConstraintName| known_name(comparison.context.dialect, named);
    let Pair { before, after } = tables;
    let uniques = before.uniques.iter().filter(|unique| mentions(*unique, column)).map(|unique| {
        let of_models = after.uniques.iter().find(|other| name(&other.name) == name(&unique.name));
        Part { before: User::Unique(unique.clone()), after: of_models.cloned().map(User::Unique) }
    });
    let indexes = before.indexes.iter().filter(|index| mentions(*index, column)).map(|index| {
        let of_models = after.indexes.iter().find(|other| name(&other.name) == name(&index.name));
        Part { before: User::Index(index.clone()), after: of_models.cloned().map(User::Index) }
    });
    let declared = declared::checks(comparison, &before.table).into_iter().map(|declared| declared.check);
    let checks = declared.filter(|check| mentions(check, column)).map(|check| {
        let of_models = checks::of_models(comparison, tables, &check).map(User::Check);
        Part { before: User::Check(check), after: of_models }
    });
    let excludes = declared::excludes(&before.table).into_iter().filter(|exclude| mentions(*exclude, column));
    let excludes = excludes.map(|exclude| Part { before: User::Exclude(exclude.clone()), after: None });
    indexes.chain(uniques).chain(checks).chain(excludes).collect()
}

/// Whether a column is named in what an index or a constraint says, its own name aside.
pub(super) fn mentions(part: &impl Serialize, column: &Name) -> bool {
    let mut json = serde_json::to_value(part).unwrap_or_default();
    if let Some(fields) = json.as_object_mut() {
        fields.remove("name");
    }
    texts(&json).iter().any(|text| *text == column.text || names(&words(text), column))
}

/// Whether a computed column is made of another one.
pub(super) fn computes_from(comparison: &Comparison<'_>, column: &Column, other: &Column) -> bool {
    let Fill::Computed { expression, .. } = &column.fill else { return false };
    let text = expression_text(comparison.context.dialect, expression, Mode::Literal).unwrap_or_default();
    other.name != column.name && names(&words(&text), &other.name)
}

pub(super) fn names(words: &[Word], column: &Name) -> bool {
    words.contains(&Word::Name(column.text.clone()))
}
