//! Renames: tables and columns that the database knows by another name.
//!
//! They are found before the comparison and worked into the database's side, so that everything else is compared under
//! the new names. Certain are those that the models declare (`info={"renamed_from": …}`) and those that the user wishes
//! (`--rename`); what merely looks renamed is asked about, and never decided here.

mod alike;
mod applied;
mod candidate;
mod chains;
mod changes;
mod columns;
mod evidence;
mod names;
mod note;
mod renamed;
mod sides;
mod tables;
mod wish;

use std::borrow::Cow;

use dialect::Dialect;
use schema::{Name, Pair, Schema, TableName};

use crate::comparison::Comparison;
use crate::{Compared, Context, Kind};

pub use candidate::{Answer, Asks, Candidate, Nobody};
pub use names::{Named, RenamedName};
pub use renamed::Rename;
pub use wish::Misfit;

pub(crate) use changes::changes;
pub(crate) use note::note;

/// The renames between two schemas.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Renames {
    /// Those that take place, in their order: tables first. What changes its name with another has a temporary one on
    /// the way.
    pub certain: Vec<Rename>,
    /// Indexes and constraints whose names follow.
    pub names: Vec<RenamedName>,
    /// What looks renamed, and nobody said whether it is: it is dropped and added, with a note.
    pub unanswered: Vec<Candidate>,
    /// Wishes that fit nothing. Where there are any, nobody is asked.
    pub misfits: Vec<Misfit>,
    /// Wishes that came true, as they were written.
    pub fulfilled: Vec<String>,
}

impl Renames {
    /// Returns the database's side under the new names.
    pub fn applied<'s>(&self, dialect: &dyn Dialect, before: &'s Schema) -> Cow<'s, Schema> {
        let mut before = Cow::Borrowed(before);
        for rename in &self.certain {
            applied::rename(dialect, before.to_mut(), rename);
        }
        for renamed in &self.names {
            applied::rename_name(before.to_mut(), renamed);
        }
        before
    }

    /// Returns the models' side under the old names.
    fn taken_back(&self, dialect: &dyn Dialect, mut after: Schema) -> Schema {
        for rename in self.certain.iter().rev() {
            applied::rename(dialect, &mut after, &rename.reversed());
        }
        after
    }

    /// Returns the name that the database knows a table by.
    pub(crate) fn name_before<'n>(&'n self, table: &'n TableName) -> &'n TableName {
        let name_before = |name: &'n TableName, rename: &'n Rename| match rename {
            Rename::Table { from, .. } if rename.is_to_table(name) => from,
            Rename::Table { .. } | Rename::Column { .. } => name,
        };
        self.certain.iter().rev().fold(table, name_before)
    }
}

/// Finds the renames. A wish is written `users.name=users.full_name` or `users=accounts`.
///
/// # Errors
/// When the models contradict themselves: two things that were renamed from the same one.
pub fn find_renames(
    schemas: Pair<&Schema>,
    context: &Context<'_>,
    wishes: &[String],
    asks: &dyn Asks,
) -> Result<Renames, Misfit> {
    let comparison = Comparison::of(context);
    if wishes.is_empty() && !may_be_renamed(&comparison, schemas) {
        return Ok(Renames::default());
    }
    let mut search = Search { comparison: &comparison, wishes: wish::Wishes::of(wishes), found: Renames::default() };
    tables::certain(&mut search, schemas)?;
    let before = search.found.applied(context.dialect, schemas.before);
    columns::certain(&mut search, Pair { before: &before, after: schemas.after })?;
    search.found.fulfilled = search.wishes.fulfilled();
    search.found.misfits = search.wishes.misfits(&comparison, schemas);
    let asks = if search.found.misfits.is_empty() { asks } else { &Nobody };
    let before = search.found.applied(context.dialect, schemas.before);
    if tables::likely(&mut search, Pair { before: &before, after: schemas.after }, asks) {
        let before = search.found.applied(context.dialect, schemas.before);
        columns::certain(&mut search, Pair { before: &before, after: schemas.after })?;
    }
    let before = search.found.applied(context.dialect, schemas.before);
    columns::likely(&mut search, Pair { before: &before, after: schemas.after }, asks);
    let before = search.found.applied(context.dialect, schemas.before);
    search.found.names = names::find(&comparison, Pair { before: &before, after: schemas.after }, &search.found);
    Ok(search.found)
}

/// Returns whether something has gone and something has come: mostly nothing has.
fn may_be_renamed(comparison: &Comparison<'_>, schemas: Pair<&Schema>) -> bool {
    let sides = sides::Sides::of(comparison, schemas);
    !(sides.gone.is_empty() || sides.come.is_empty()) || !sides.unmatched().is_empty()
}

/// What has been found so far.
struct Search<'c> {
    comparison: &'c Comparison<'c>,
    wishes: wish::Wishes,
    found: Renames,
}

impl Search<'_> {
    /// Returns whether the user's filters let both tables through.
    fn sees_tables(&self, names: Pair<&TableName>) -> bool {
        let filter = self.comparison.context.filter;
        let is_looked_at = |name: &TableName| filter.includes_name(Kind::Table, Some(&name.name), Some(name));
        let counts = |name: &TableName, of| self.comparison.includes(Kind::Table, Some(&name.name), name, of);
        is_looked_at(names.before)
            && is_looked_at(names.after)
            && counts(names.before, Compared::Database)
            && counts(names.after, Compared::Models)
    }

    /// Returns whether the user's filters let the table and both columns of it through.
    fn sees_columns(&self, table: &TableName, names: Pair<&Name>) -> bool {
        let before = self.found.name_before(table);
        let filter = self.comparison.context.filter;
        let is_looked_at = |name: &Name| filter.includes_name(Kind::Column, Some(name), Some(before));
        let counts = |name: &Name, table: &TableName, of| self.comparison.includes(Kind::Column, Some(name), table, of);
        filter.includes_name(Kind::Table, Some(&before.name), Some(before))
            && self.comparison.includes_both(Kind::Table, Some(&table.name), table)
            && is_looked_at(names.before)
            && is_looked_at(names.after)
            && counts(names.before, before, Compared::Database)
            && counts(names.after, table, Compared::Models)
    }
}
