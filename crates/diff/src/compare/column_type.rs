//! Compares the types of a column: by their SQL text, word by word.

use std::sync::LazyLock;

use dialect::types::type_text;
use regex::Regex;
use schema::{ColumnType, Pair};

use crate::comparison::Comparison;
use crate::draft::{Columns, Draft};
use crate::enum_types::in_known_namespace;
use crate::found::{Found, logger};
use crate::rules::Rules;
use crate::shown;

/// Asks the user's `compare_type`.
pub(super) fn compare_by_user(comparison: &Comparison<'_>, columns: Columns<'_>, draft: &mut Draft, found: &mut Found) {
    if !comparison.context.compares_types {
        draft.type_is_settled = true;
        return;
    }
    if !are_both_known(columns, draft, found) {
        return;
    }
    match comparison.context.filter.type_differs(columns.table.name(), columns.pair) {
        Some(true) => note(columns, draft, found),
        Some(false) => draft.type_is_settled = true,
        None => {}
    }
}

pub(super) fn compare(comparison: &Comparison<'_>, columns: Columns<'_>, draft: &mut Draft, found: &mut Found) {
    if draft.type_is_settled || !are_both_known(columns, draft, found) {
        return;
    }
    let context = comparison.context;
    let words = |column_type: &ColumnType| {
        let text = type_text(context.dialect, &in_known_namespace(context, column_type)).ok()?;
        Words::of(&comparison.rules.server_type(text))
    };
    let pair = columns.pair.map(|column| words(&column.column_type));
    // A type that the dialect cannot write is an error where it is created, not here.
    let (Some(before), Some(after)) = (pair.before, pair.after) else { return };
    if !before.means_the_same(&after, comparison.rules) {
        note(columns, draft, found);
    }
}

/// What two types have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kinship {
    /// They are the same, or only one says more.
    Same,
    /// `VARCHAR(50)` and `VARCHAR(80)`.
    OtherArguments,
    None,
}

/// Compares two types as those of a column are compared.
pub(crate) fn kinship(comparison: &Comparison<'_>, types: Pair<&ColumnType>) -> Kinship {
    let words = |column_type| type_text(comparison.context.dialect, column_type).ok().and_then(|text| Words::of(&text));
    let Pair { before: Some(before), after: Some(after) } = types.map(words) else { return Kinship::None };
    let is_known = *types.before != ColumnType::Null && *types.after != ColumnType::Null;
    match before.is_synonym(&after, comparison.rules) {
        true if is_known && before.means_the_same(&after, comparison.rules) => Kinship::Same,
        true if is_known => Kinship::OtherArguments,
        _ => Kinship::None,
    }
}

fn are_both_known(columns: Columns<'_>, draft: &mut Draft, found: &mut Found) -> bool {
    let (before, after) = (&columns.pair.before.column_type, &columns.pair.after.column_type);
    draft.alter.existing_type = Some(before.clone());
    if *before == ColumnType::Null {
        found.info(logger::TYPES, format!("Couldn't determine database type for column '{}'", columns.place()));
        return false;
    }
    if *after == ColumnType::Null {
        found.info(logger::TYPES, format!("Column '{}' has no type within the model; can't compare", columns.place()));
        return false;
    }
    true
}

fn note(columns: Columns<'_>, draft: &mut Draft, found: &mut Found) {
    draft.alter.column_type = Some(columns.pair.after.column_type.clone());
    draft.type_is_settled = true;
    let types = columns.pair.map(|column| shown::column_type(&column.column_type));
    found.info(
        logger::TYPES,
        format!("Detected type change from {} to {} on '{}'", types.before, types.after, columns.place()),
    );
}

/// The text of a type: `timestamp(3) without time zone` is `timestamp`, `[without, time, zone]`, `[3]`.
#[derive(Debug, PartialEq, Eq)]
struct Words {
    first: String,
    rest: Vec<String>,
    arguments: Vec<String>,
}

static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[\w\-]+|\(.+?\)").expect("the pattern is written here"));

impl Words {
    /// Returns `None` for a text without words.
    fn of(text: &str) -> Option<Self> {
        let text = text.to_lowercase();
        let (in_parentheses, mut words): (Vec<&str>, Vec<&str>) =
            WORD.find_iter(&text).map(|word| word.as_str()).partition(|word| word.starts_with('('));
        if words.is_empty() {
            return None;
        }
        let first = words.remove(0).to_owned();
        let arguments = in_parentheses.last().map_or("", |arguments| arguments).split(['(', ')', ',']);
        let arguments = arguments.filter(|argument| !argument.is_empty() && !argument.contains('='));
        let owned = |text: &str| text.trim().to_owned();
        Some(Self { first, rest: words.into_iter().map(owned).collect(), arguments: arguments.map(owned).collect() })
    }

    /// What only one side says is no difference.
    fn means_the_same(&self, other: &Self, rules: &dyn Rules) -> bool {
        let differs = |before: &[String], after: &[String]| before.len() == after.len() && before != after;
        self.is_synonym(other, rules)
            && !differs(&self.rest, &other.rest)
            && !differs(&self.arguments, &other.arguments)
    }

    fn is_synonym(&self, other: &Self, rules: &dyn Rules) -> bool {
        let all =
            |words: &Self| std::iter::once(&words.first).chain(&words.rest).cloned().collect::<Vec<_>>().join(" ");
        let hold = |synonyms: &[&str], one: &str, other: &str| synonyms.contains(&one) && synonyms.contains(&other);
        self.first == other.first
            || rules
                .type_synonyms()
                .iter()
                .any(|synonyms| hold(synonyms, &all(self), &all(other)) || hold(synonyms, &self.first, &other.first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_same(before: &str, after: &str) {
        assert!(same(before, after), "{before} and {after}");
    }

    #[track_caller]
    fn check_different(before: &str, after: &str) {
        assert!(!same(before, after), "{before} and {after}");
    }

    fn same(before: &str, after: &str) -> bool {
        let rules = crate::rules::of(dialect::by_name("postgresql").unwrap());
        Words::of(before).unwrap().means_the_same(&Words::of(after).unwrap(), rules)
    }

    #[test]
    fn what_one_side_leaves_out_is_the_same() {
        check_same("VARCHAR(50)", "VARCHAR");
        check_same("NUMERIC(10, 2)", "NUMERIC");
        check_different("VARCHAR(50)", "VARCHAR(80)");
        check_different("TIMESTAMP WITHOUT TIME ZONE", "TIMESTAMP WITH TIME ZONE");
    }

    #[test]
    fn synonyms_are_the_same() {
        check_same("DECIMAL(10, 2)", "NUMERIC(10, 2)");
        check_same("DOUBLE PRECISION", "FLOAT");
        check_different("REAL", "FLOAT");
    }
}
