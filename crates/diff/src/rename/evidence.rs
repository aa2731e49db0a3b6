//! What speaks for a column having been renamed.

use dialect::types::type_text;
use schema::{Column, Fill, ForeignKey, Index, IndexPart, Pair, Table, TableName};

use super::alike::alike;
use super::sides::Unmatched;
use super::{Candidate, Rename};
use crate::compare::{Kinship, default_text, kinship};
use crate::comparison::Comparison;
use crate::described::Described;
use crate::found::Found;
use crate::reflected::adjusted;
use crate::tables::in_default_namespace;

/// From here on a column looks renamed: the same type, and its place or its name; or nearly the same type, and both.
const ENOUGH: i32 = 6;

/// The two sides of a table whose columns are compared.
pub(super) struct Evidence<'s> {
    comparison: &'s Comparison<'s>,
    table: &'s TableName,
    tables: Pair<&'s Table>,
    described: Pair<Described>,
}

/// What speaks for and against.
#[derive(Default)]
struct Weighed {
    score: i32,
    evidence: Vec<String>,
}

impl Weighed {
    fn speaks(&mut self, weight: i32, evidence: impl Into<String>) {
        self.score += weight;
        self.evidence.push(evidence.into());
    }
}

impl<'s> Evidence<'s> {
    pub fn of(comparison: &'s Comparison<'s>, unmatched: &'s Unmatched<'s>) -> Self {
        let before = adjusted(comparison, unmatched.tables.before, &mut Found::default());
        let after = in_default_namespace(comparison.context, unmatched.tables.after);
        let described = Pair { before: Described::of(comparison, before), after: Described::of(comparison, after) };
        Self { comparison, table: &unmatched.table, tables: unmatched.tables, described }
    }

    /// Returns the candidate, if enough speaks for it.
    pub fn candidate(&self, columns: Pair<&Column>) -> Option<Candidate> {
        let mut weighed = Weighed::default();
        if !self.weigh_type(columns, &mut weighed) {
            return None;
        }
        if columns.before.nullable == columns.after.nullable {
            weighed.speaks(1, if columns.after.nullable { "both nullable" } else { "both NOT NULL" });
        }
        self.weigh_keys(columns, &mut weighed);
        self.weigh_fill(columns, &mut weighed);
        if neighbours(self.tables.before, columns.before, self.tables.after)
            == neighbours(self.tables.after, columns.after, self.tables.before)
        {
            weighed.speaks(2, "same position");
        }
        if let Some(evidence) = alike(&columns.before.name.text, &columns.after.name.text) {
            weighed.speaks(3, evidence);
        }
        let rename = || Rename::Column {
            table: self.table.clone(),
            from: columns.before.name.clone(),
            to: columns.after.name.clone(),
        };
        let score = u32::try_from(weighed.score).ok().filter(|_| weighed.score >= ENOUGH)?;
        Some(Candidate { rename: rename(), evidence: weighed.evidence, score })
    }

    /// Returns whether the types have anything in common.
    fn weigh_type(&self, columns: Pair<&Column>, weighed: &mut Weighed) -> bool {
        let text = |column: &Column| {
            type_text(self.comparison.context.dialect, &column.column_type).unwrap_or_else(|_| "unknown".to_owned())
        };
        match kinship(self.comparison, columns.map(|column| &column.column_type)) {
            Kinship::Same => weighed.speaks(3, format!("same type {}", text(columns.before))),
            Kinship::OtherArguments => {
                weighed.speaks(1, format!("types {} and {}", text(columns.before), text(columns.after)));
            }
            Kinship::None => return false,
        }
        true
    }

    fn weigh_keys(&self, columns: Pair<&Column>, weighed: &mut Weighed) {
        let both = |has: fn(&Described, &Column) -> bool| {
            (has(&self.described.before, columns.before), has(&self.described.after, columns.after))
        };
        match both(Described::holds_in_key) {
            (true, true) => weighed.speaks(2, "both in the primary key"),
            (false, false) => {}
            _ => weighed.score -= 3,
        }
        let link =
            |table: &Described, column: &Column| table.foreign_keys.iter().find(|key| is_of(key, column)).map(target);
        match (link(&self.described.before, columns.before), link(&self.described.after, columns.after)) {
            (Some(before), Some(after)) if before == after => weighed.speaks(3, format!("both refer to {after}")),
            (None, None) => {}
            _ => weighed.score -= 2,
        }
        if both(is_unique) == (true, true) {
            weighed.speaks(1, "both unique");
        }
        if both(is_indexed) == (true, true) {
            weighed.speaks(1, "both indexed");
        }
    }

    fn weigh_fill(&self, columns: Pair<&Column>, weighed: &mut Weighed) {
        let text = |column: &Column| default_text(self.comparison.context.dialect, &column.fill);
        let is_default = |column: &Column| matches!(column.fill, Fill::Default { .. });
        if is_default(columns.before) && is_default(columns.after) {
            let texts = columns.map(text);
            let is_same = self.comparison.rules.same_default(texts.before.as_deref(), texts.after.as_deref());
            if is_same == Some(true) {
                weighed.speaks(1, "same default");
            }
        }
        let comments = columns.map(|column| column.comment.as_deref().filter(|comment| !comment.is_empty()));
        if comments.before.is_some() && comments.before == comments.after {
            weighed.speaks(2, "same comment");
        }
    }
}

fn is_of(key: &ForeignKey, column: &Column) -> bool {
    matches!(&key.columns[..], [only] if only.text == column.name.text)
}

fn target(key: &ForeignKey) -> String {
    let columns: Vec<&str> = key.referred_columns.iter().map(|name| name.text.as_str()).collect();
    format!("{}.{}", key.referred_table, columns.join(", "))
}

fn is_unique(table: &Described, column: &Column) -> bool {
    let is_only = |names: &[schema::Name]| matches!(names, [only] if only.text == column.name.text);
    table.uniques.iter().any(|unique| is_only(&unique.columns))
        || table.indexes.iter().any(|index| index.unique && index.parts.len() == 1 && has_part(index, column))
}

fn is_indexed(table: &Described, column: &Column) -> bool {
    table.indexes.iter().any(|index| has_part(index, column))
}

fn has_part(index: &Index, column: &Column) -> bool {
    index.parts.iter().any(|part| matches!(part, IndexPart::Column(name) if name.text == column.name.text))
}

/// Returns the nearest columns on both sides that the other table has as well.
fn neighbours<'t>(table: &'t Table, column: &Column, other: &Table) -> [Option<&'t str>; 2] {
    let place = table.columns.iter().position(|each| each.name.text == column.name.text).unwrap_or_default();
    let is_common = |each: &&Column| other.columns.iter().any(|known| known.name.text == each.name.text);
    let name = |each: &'t Column| each.name.text.as_str();
    let before = table.columns[..place].iter().rev().find(is_common).map(name);
    let after = table.columns[place + 1..].iter().find(is_common).map(name);
    [before, after]
}
