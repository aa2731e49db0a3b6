//! Where Alembic compares one database otherwise than another.

mod casts;
mod chosen_name;
mod postgresql;
mod sqlite;

use dialect::Dialect;
use dialect::query::{Mode, expression_text};
use dialect::quote::quote_name;
use regex::Regex;
use schema::{Column, ColumnType, Index, IndexPart, Name, Options, Pair, TableName, Unique};

use crate::found::Found;
use crate::index_columns;

pub(crate) use casts::Cast;
pub(crate) use chosen_name::Parts;

/// Whether an index or a unique constraint of one name is the same on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Likeness {
    Same,
    Different(String),
    /// It cannot be told; the reason.
    Unknown(String),
}

/// What differs by database.
pub(crate) trait Rules: Sync {
    /// Returns sets of names of types, in lower case, that mean the same.
    fn type_synonyms(&self) -> &'static [&'static [&'static str]] {
        &[&["numeric", "decimal"]]
    }

    /// Returns the type that the server makes of a type's text.
    fn server_type(&self, text: String) -> String {
        text
    }

    /// Returns whether a type by itself keeps NULL out.
    fn type_is_required(&self, _column_type: &ColumnType) -> bool {
        false
    }

    /// Returns the default that columns of a type have without one of their own.
    fn type_default<'t>(&self, _column_type: &'t ColumnType) -> Option<&'t str> {
        None
    }

    /// Returns whether a column of a primary key is NOT NULL whatever the models say.
    fn requires_keys(&self) -> bool {
        false
    }

    /// Returns whether the server keeps expressions in its own spelling.
    fn respells_expressions(&self) -> bool {
        false
    }

    /// Returns whether there are sequences.
    fn has_sequences(&self) -> bool {
        false
    }

    /// Returns the name of the sequence that SERIAL makes.
    fn serial_sequence(&self, _table: &TableName, _column: &Name) -> Option<String> {
        None
    }

    /// Changes what was read from the database into what models would say.
    fn adjust_column(&self, _table: &TableName, _column: &mut Column, _found: &mut Found) {}

    /// Takes off what says nothing of an index or a unique constraint that was read from the database.
    fn adjust_options(&self, _options: &mut Options) {}

    /// Compares two texts of defaults, either of which may be absent; `None`: the server is to be asked.
    fn same_default(&self, before: Option<&str>, after: Option<&str>) -> Option<bool> {
        Some(before == after)
    }

    /// Returns whether a column with this default is one without.
    fn is_no_default(&self, _text: &str) -> bool {
        false
    }

    /// Returns whether a default of the database is this text, quoted and cast.
    fn is_literal_of(&self, _before: &str, _text: &str) -> bool {
        false
    }

    /// Returns how the values of a column get to another type.
    fn cast(&self, _dialect: &dyn Dialect, _types: Pair<&ColumnType>) -> Cast {
        Cast::Left
    }

    /// Returns whether the server spells a condition over a column of either type in the same words.
    fn spells_alike(&self, _dialect: &dyn Dialect, _types: Pair<&ColumnType>) -> bool {
        true
    }

    /// Returns whether a foreign key may join columns of both types.
    fn joins(&self, _dialect: &dyn Dialect, _types: Pair<&ColumnType>) -> bool {
        true
    }

    /// Returns whether the default of a column that counts up by itself is left alone.
    fn ignores_default_of_counting_columns(&self) -> bool {
        false
    }

    /// Returns whether a column keeps its type as long as a computed column uses it.
    fn computed_columns_hold_types(&self) -> bool {
        false
    }

    /// Returns what is left of a computed column's text when its spelling is taken off.
    fn computed_core(&self, text: &str) -> String {
        let spelling = |c: char| " ()'\"`[]\t\r\n".contains(c);
        text.replace(spelling, "").to_lowercase()
    }

    /// Returns whether Alembic leaves an index out, because SQLAlchemy would not read it.
    fn is_unread(&self, _index: &Index) -> bool {
        false
    }

    fn compare_indexes(
        &self,
        dialect: &dyn Dialect,
        table: &TableName,
        before: &Index,
        after: &Index,
        found: &mut Found,
    ) -> Likeness;

    /// Returns what of a unique constraint's options counts.
    fn unique_options(&self, _options: &Options) -> &'static [&'static str] {
        &[]
    }

    fn compare_uniques(&self, before: &Unique, after: &Unique) -> Likeness {
        let columns = |unique: &Unique| {
            let mut columns: Vec<String> = unique.columns.iter().map(|name| name.text.clone()).collect();
            columns.sort();
            pysource::tuple(&columns)
        };
        if columns(before) != columns(after) {
            return Likeness::Different(format!("expression {} to {}", columns(before), columns(after)));
        }
        let options = |unique: &Unique| self.unique_options(&unique.options);
        if options(before) != options(after) {
            let (before, after) = (pysource::tuple(options(before)), pysource::tuple(options(after)));
            return Likeness::Different(format!("expression {before} to {after}"));
        }
        Likeness::Same
    }
}

/// Returns the rules of a dialect; one that has none of its own is compared as SQLite.
pub(crate) fn of(dialect: &dyn Dialect) -> &'static dyn Rules {
    match dialect.facts().name {
        "postgresql" => &postgresql::Postgresql,
        _ => &sqlite::Sqlite,
    }
}

/// Returns a regular expression of this room.
fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the patterns of this room are written here")
}

/// Returns `unique=False to unique=True`, if so.
pub(crate) fn unique_difference(before: &Index, after: &Index) -> Option<String> {
    let said = |unique: bool| if unique { "True" } else { "False" };
    (before.unique != after.unique).then(|| format!("unique={} to unique={}", said(before.unique), said(after.unique)))
}

/// Returns a key of an index as SQL.
pub(crate) fn part_text(dialect: &dyn Dialect, part: &IndexPart) -> String {
    match part {
        IndexPart::Column(name) => quote_name(dialect, name),
        IndexPart::Expression(expression) => expression_text(dialect, expression, Mode::Literal).unwrap_or_default(),
    }
}

/// Compares indexes by their columns alone.
fn compare_columns(before: &Index, after: &Index) -> Likeness {
    let columns = |index| {
        let columns: Vec<&str> = index_columns::columns(index).into_iter().map(|name| name.text.as_str()).collect();
        pysource::tuple(&columns)
    };
    let mut differences: Vec<String> = unique_difference(before, after).into_iter().collect();
    if columns(before) != columns(after) {
        differences.push(format!("expression {} to {}", columns(before), columns(after)));
    }
    if differences.is_empty() { Likeness::Same } else { Likeness::Different(differences.join(", ")) }
}
