//! Has computed columns out of the way of other columns' new types: PostgreSQL changes no type that one of them uses.

use dialect::query::{Mode, expression_text};
use operation::Operation;
use schema::{Column, Fill, Name, Pair};

use super::column_users::{self, Part, mentions, names};
use super::columns::{add, drop_column};
use crate::Change;
use crate::comparison::Comparison;
use crate::described::Described;
use crate::found::Found;
use crate::words::words;

/// Drops what uses a column that gets another type, and adds it again behind the change; both ways. The changes from
/// `start` on are those of the table.
pub(super) fn give_way(comparison: &Comparison<'_>, tables: Pair<&Described>, start: usize, found: &mut Found) {
    if !comparison.rules.computed_columns_hold_types() {
        return;
    }
    let mut changes = found.changes().split_off(start);
    let mut warnings = Vec::new();
    for column in &tables.before.table.columns {
        let Some(Span { first, .. }) = retyping(comparison, &changes, column) else { continue };
        match tables.after.column(&column.name) {
            None => drop_ahead(&mut changes, column, first),
            Some(after) if !is_computed(after) || is_key(tables.before, &column.name) => {
                warnings.push(by_hand(&mut changes[first], tables, column));
            }
            Some(after) => recreate(comparison, tables, Pair { before: column, after }, &mut changes),
        }
    }
    for column in &tables.after.table.columns {
        if tables.before.column(&column.name).is_none()
            && let Some(Span { last, .. }) = retyping(comparison, &changes, column)
        {
            add_behind(&mut changes, column, last);
        }
    }
    found.changes().append(&mut changes);
    warnings.into_iter().for_each(|text| found.warning(text));
}

/// The first and the last change of a type that a computed column uses.
struct Span {
    first: usize,
    last: usize,
}

fn retyping(comparison: &Comparison<'_>, changes: &[Change], column: &Column) -> Option<Span> {
    let Fill::Computed { expression, .. } = &column.fill else { return None };
    let text = expression_text(comparison.context.dialect, expression, Mode::Literal).unwrap_or_default();
    let used = words(&text);
    let stops = |change: &Change| match &change.operation {
        Operation::AlterColumn(alter) => {
            alter.column_type.is_some() && alter.column.text != column.name.text && names(&used, &alter.column)
        }
        _ => false,
    };
    let first = changes.iter().position(stops)?;
    Some(Span { first, last: changes.iter().rposition(stops).unwrap_or(first) })
}

pub(super) fn is_computed(column: &Column) -> bool {
    matches!(column.fill, Fill::Computed { .. })
}

/// Whether the column stands in a key, which more than its own table may need.
fn is_key(table: &Described, column: &Name) -> bool {
    let holds = |columns: &[Name]| columns.iter().any(|name| name.text == column.text);
    holds(&table.key) || table.foreign_keys.iter().any(|key| holds(&key.columns))
}

fn by_hand(change: &mut Change, tables: Pair<&Described>, column: &Column) -> String {
    let table = tables.after.name();
    let text = format!(
        "PostgreSQL changes no type that a computed column uses: drop '{table}.{}' before and add it again behind",
        column.name
    );
    (change.note, change.reverse_note) = (Some(text.clone()), Some(text.clone()));
    text
}

/// A column that goes does so before the type changes, behind what is made of it.
fn drop_ahead(changes: &mut Vec<Change>, column: &Column, first: usize) {
    let is_drop = |change: &Change| matches!(&change.operation, Operation::DropColumn(drop) if drop.column.text == column.name.text);
    let Some(place) = changes.iter().position(is_drop) else { return };
    let is_of_column = |change: &Change| match &change.reverse {
        Operation::CreateIndex(create) => mentions(&create.index, &column.name),
        Operation::CreateConstraint(create) => mentions(&create.definition, &column.name),
        _ => false,
    };
    let mut ahead = vec![changes.remove(place)];
    let parts: Vec<usize> = (first..changes.len()).rev().filter(|place| is_of_column(&changes[*place])).collect();
    for place in parts {
        ahead.insert(0, changes.remove(place));
    }
    changes.splice(first..first, ahead);
}

/// A column that comes does so when the types are what it needs.
fn add_behind(changes: &mut Vec<Change>, column: &Column, last: usize) {
    let is_addition = |change: &Change| matches!(&change.operation, Operation::AddColumn(add) if add.column.name.text == column.name.text);
    if let Some(place) = changes[..last].iter().position(is_addition) {
        let change = changes.remove(place);
        changes.insert(last, change);
    }
}

fn recreate(comparison: &Comparison<'_>, tables: Pair<&Described>, columns: Pair<&Column>, changes: &mut Vec<Change>) {
    let table = tables.after.name();
    let name = &columns.after.name;
    // Its own change comes with the new column.
    let is_own =
        |change: &Change| matches!(&change.operation, Operation::AlterColumn(alter) if alter.column.text == name.text);
    let own: Vec<Change> = changes.extract_if(.., |change| is_own(change)).collect();
    let told = own.iter().filter(|change| change.is_shown()).map(Change::shown).collect();
    let Some(Span { first, last }) = retyping(comparison, changes, columns.before) else { return };

    let mut ahead = Vec::new();
    let mut behind = vec![Change::within(table, add(table, columns.after), drop_column(table, columns.after), told)];
    let mut last = last;
    for Part { before, after } in column_users::of(comparison, tables, name) {
        let removal = before.removal(table);
        let is_dropped = |change: &Change| change.operation == removal;
        match changes.iter().position(is_dropped) {
            Some(place) if place < first => {}
            Some(place) => {
                last -= usize::from(place < last);
                ahead.push(changes.remove(place));
            }
            None => {
                let after = after.as_ref().unwrap_or(&before);
                behind.push(Change::within(table, after.creation(table), after.removal(table), Vec::new()));
                ahead.push(Change::within(table, removal, before.creation(table), Vec::new()));
            }
        }
    }
    ahead.push(Change::within(table, drop_column(table, columns.before), add(table, columns.before), Vec::new()));
    let note = Some(format!(
        "PostgreSQL changes no type that a computed column uses: '{name}' is dropped, and added again at the table's end."
    ));
    ahead[0].note.clone_from(&note);
    if let Some(change) = behind.last_mut() {
        change.reverse_note = note;
    }
    changes.splice(last + 1..=last, behind);
    changes.splice(first..first, ahead);
}
