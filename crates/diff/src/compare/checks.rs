//! Compares CHECKs by what they say, which Alembic does not: those with a name by it, the others by their content.

use dialect::query::{Mode, expression_text};
use operation::{CreateConstraint, DropConstraint, Operation};
use schema::{Check, Constraint, ConstraintName, Expression, Name, Pair, TableName};

use crate::comparison::Comparison;
use crate::declared::{self, DeclaredCheck, Of};
use crate::described::Described;
use crate::found::{Found, logger};
use crate::names::known_name;
use crate::words::{Word, core_words, words};
use crate::{Compared, Kind, shown};

/// Goes ahead of the columns, against whose changes a CHECK may stand.
pub(super) fn removed(comparison: &Comparison<'_>, tables: Pair<&Described>, found: &mut Found) {
    let name = tables.after.name();
    for found_check in Matches::of(comparison, tables).removed {
        let check = found_check.check();
        if found_check.is_included(comparison, name, Compared::Database) {
            let tuple = format!("('remove_constraint', {})", shown::check(check));
            found.within(name, drop_check(name, check), create(name, check), vec![tuple]);
            if matches!(found_check, Difference::OnOneSide(_)) {
                found.info(logger::CONSTRAINTS, line("removed", check, name));
            }
        }
    }
}

/// Comes when the columns are there.
pub(super) fn added(comparison: &Comparison<'_>, tables: Pair<&Described>, found: &mut Found) {
    let name = tables.after.name();
    for found_check in Matches::of(comparison, tables).added {
        let check = found_check.check();
        if found_check.is_included(comparison, name, Compared::Models) {
            let tuple = format!("('add_constraint', {})", shown::check(check));
            found.within(name, create(name, check), drop_check(name, check), vec![tuple]);
            let word = if matches!(found_check, Difference::OnOneSide(_)) { "added" } else { "changed" };
            found.info(logger::CONSTRAINTS, line(word, check, name));
        }
    }
}

/// What is to be told of a CHECK.
pub(super) enum Difference {
    /// The other side does not have it.
    OnOneSide(Check),
    /// The other side has another one of that name.
    Changed(Check),
}

impl Difference {
    fn check(&self) -> &Check {
        match self {
            Self::OnOneSide(check) | Self::Changed(check) => check,
        }
    }

    pub(super) fn is_included(&self, comparison: &Comparison<'_>, table: &TableName, of: Compared) -> bool {
        let name = self.check().name.given();
        match self {
            Self::OnOneSide(_) => comparison.includes(Kind::CheckConstraint, name, table, of),
            Self::Changed(_) => comparison.includes_both(Kind::CheckConstraint, name, table),
        }
    }
}

/// A CHECK that the type of a column makes.
pub(super) struct TypeCheck {
    pub column: Name,
    pub before: Option<Check>,
    /// Under the name that the type has, or else the one that the database's has.
    pub after: Check,
    /// Whether the type gives it a name, by which the type can take it along.
    pub is_named: bool,
    /// Whether both say the same.
    pub is_same: bool,
}

impl TypeCheck {
    fn of(column: &Name, declared: &DeclaredCheck, before: Option<Check>, is_same: bool) -> Self {
        let is_named = declared.check.name != ConstraintName::None;
        let known = before.as_ref().filter(|_| !is_named);
        let name = known.map_or(&declared.check.name, |known| &known.name).clone();
        let after = Check { name, ..declared.check.clone() };
        Self { column: column.clone(), before, after, is_named, is_same }
    }
}

/// Returns the CHECKs of types, of columns that both sides have.
pub(super) fn of_types(comparison: &Comparison<'_>, tables: Pair<&Described>) -> Vec<TypeCheck> {
    Matches::of(comparison, tables).of_types
}

/// Returns a CHECK of the database as the models have it, under the name that it has.
pub(super) fn of_models(comparison: &Comparison<'_>, tables: Pair<&Described>, before: &Check) -> Option<Check> {
    let after = declared::checks(comparison, &tables.after.table);
    let found = after.into_iter().enumerate().find(|(place, declared)| {
        match known_name(comparison.context.dialect, &declared.check.name) {
            Some(name) => before.name.given() == Some(&name),
            None => same(comparison, tables, before, declared, *place),
        }
    });
    found.map(|(_, declared)| Check { name: before.name.clone(), ..declared.check })
}

/// Which CHECK of one side is which of the other.
#[derive(Default)]
struct Matches {
    removed: Vec<Difference>,
    added: Vec<Difference>,
    of_types: Vec<TypeCheck>,
}

impl Matches {
    fn of(comparison: &Comparison<'_>, tables: Pair<&Described>) -> Self {
        let mut matches = Self::default();
        let mut before: Vec<Check> = declared::checks(comparison, &tables.before.table)
            .into_iter()
            .filter(|declared| !matches!(declared.of, Of::Type(_)))
            .map(|declared| declared.check)
            .collect();
        let after = declared::checks(comparison, &tables.after.table);
        let mut unmatched = Vec::new();
        for (place, declared) in after.iter().enumerate() {
            let named = known_name(comparison.context.dialect, &declared.check.name);
            let of_name = |check: &Check| named.is_some() && check.name.given() == named.as_ref();
            match before.iter().position(of_name) {
                Some(known) => {
                    let known = before.remove(known);
                    let is_same = same(comparison, tables, &known, declared, place);
                    if let Of::Type(column) = &declared.of {
                        matches.of_types.push(TypeCheck::of(column, declared, Some(known), is_same));
                    } else if !is_same {
                        matches.removed.push(Difference::Changed(known));
                        matches.added.push(Difference::Changed(declared.check.clone()));
                    }
                }
                None => unmatched.push((place, declared)),
            }
        }
        for (place, declared) in unmatched {
            let is_unnamed = declared.check.name == ConstraintName::None;
            let is_same = |check: &Check| is_unnamed && same(comparison, tables, check, declared, place);
            let belongs = |check: &Check| declared.belongs(&columns_of(comparison, tables, check));
            let alike = before.iter().position(is_same);
            let known = alike.or_else(|| before.iter().position(belongs)).map(|known| before.remove(known));
            match (&declared.of, known) {
                (Of::Type(column), Some(known)) if is_unnamed => {
                    let is_same = alike.is_some() || !differs_in_values(comparison, tables, &known, declared, place);
                    matches.of_types.push(TypeCheck::of(column, declared, Some(known), is_same));
                }
                (_, Some(_)) => {}
                (_, None) if declared.comes_by_itself(tables) => {}
                (Of::Type(column), None) => {
                    matches.of_types.push(TypeCheck::of(column, declared, None, false));
                }
                (Of::Table | Of::Column(_), None) => {
                    matches.added.push(Difference::OnOneSide(declared.check.clone()));
                }
            }
        }
        // Many a CHECK was written into a version file alone, because Alembic compares none.
        let declares_any = after.iter().any(DeclaredCheck::is_written);
        let goes = |check: &Check| {
            let columns = columns_of(comparison, tables, check);
            declares_any || columns.iter().any(|name| tables.after.column(&name.as_str().into()).is_none())
        };
        matches.removed.extend(before.into_iter().filter(goes).map(Difference::OnOneSide));
        matches
    }
}

impl DeclaredCheck {
    /// Returns whether the models say it, rather than a type.
    fn is_written(&self) -> bool {
        !matches!(self.of, Of::Type(_))
    }

    /// Returns whether a CHECK over these columns is the one of this type, which may have had other values.
    fn belongs(&self, columns: &[String]) -> bool {
        matches!(&self.of, Of::Type(column) if *columns == [column.text.clone()])
    }

    /// Returns whether it is part of an added column.
    fn comes_by_itself(&self, tables: Pair<&Described>) -> bool {
        match &self.of {
            Of::Table => false,
            Of::Column(column) | Of::Type(column) => tables.before.column(column).is_none(),
        }
    }
}

/// Where the server was not asked, it keeps the texts as they were written.
fn same(
    comparison: &Comparison<'_>,
    tables: Pair<&Described>,
    before: &Check,
    after: &DeclaredCheck,
    place: usize,
) -> bool {
    let known = core_words(&text(comparison, &before.condition));
    if known == core_words(&text(comparison, &after.check.condition)) {
        return true;
    }
    match spellings(comparison, tables, place) {
        Some(mut told) => told.any(|sql| core_words(&sql) == known),
        None => comparison.rules.respells_expressions(),
    }
}

/// Returns whether both are lists of values for the same column, and the values are others. Of a CHECK that is no such list
/// nobody knows whether it is the type's.
fn differs_in_values(
    comparison: &Comparison<'_>,
    tables: Pair<&Described>,
    before: &Check,
    after: &DeclaredCheck,
    place: usize,
) -> bool {
    let written = text(comparison, &after.check.condition);
    let known = frame(&text(comparison, &before.condition));
    let told = spellings(comparison, tables, place).into_iter().flatten();
    told.chain([written]).map(|sql| frame(&sql)).any(|list| {
        // One value is written without what makes a list of several.
        known.iter().all(|word| list.contains(word)) || list.iter().all(|word| known.contains(word))
    })
}

/// Returns how the server writes a CHECK of the models; `None`: it was not asked of the table.
fn spellings(
    comparison: &Comparison<'_>,
    tables: Pair<&Described>,
    place: usize,
) -> Option<impl Iterator<Item = String>> {
    let told = comparison.answers.table(tables.after.name())?;
    Some(told.checks.get(place).into_iter().flatten().map(|condition| text(comparison, condition)))
}

/// Returns what a list of values says beside the values.
fn frame(sql: &str) -> Vec<Word> {
    let is_of_values = |word: &Word| match word {
        Word::Text(_) | Word::Number(_) => true,
        Word::Sign(sign) => ",()".contains(*sign),
        Word::Name(_) => false,
    };
    words(sql).into_iter().filter(|word| !is_of_values(word)).collect()
}

/// Returns the columns of the database that a CHECK mentions.
fn columns_of(comparison: &Comparison<'_>, tables: Pair<&Described>, check: &Check) -> Vec<String> {
    let mut columns = Vec::new();
    for word in words(&text(comparison, &check.condition)) {
        if let Word::Name(name) = word
            && tables.before.column(&name.as_str().into()).is_some()
            && !columns.contains(&name)
        {
            columns.push(name);
        }
    }
    columns
}

fn text(comparison: &Comparison<'_>, condition: &Expression) -> String {
    expression_text(comparison.context.dialect, condition, Mode::Literal).unwrap_or_default()
}

pub(super) fn create(table: &TableName, check: &Check) -> Operation {
    let definition = Constraint::Check(check.clone());
    Operation::CreateConstraint(CreateConstraint { table: table.clone(), definition })
}

pub(super) fn drop_check(table: &TableName, check: &Check) -> Operation {
    Operation::DropConstraint(DropConstraint::named(table, &check.name, Some("check")))
}

pub(super) fn line(word: &str, check: &Check, table: &TableName) -> String {
    let name = shown::optional(check.name.given().map(|name| name.text.as_str()));
    format!("Detected {word} check constraint {name} on {}", pysource::text(&table.to_string()))
}
