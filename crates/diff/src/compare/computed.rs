//! Compares computed columns, which can only be warned about.

use dialect::query::{Mode, expression_text};
use schema::{Column, Fill};

use crate::comparison::Comparison;
use crate::draft::{Columns, Draft};
use crate::found::Found;
use crate::words::core_words;

pub(super) fn compare(comparison: &Comparison<'_>, columns: Columns<'_>, draft: &mut Draft, found: &mut Found) {
    let is_computed = |column: &Column| matches!(column.fill, Fill::Computed { .. });
    if draft.default_is_settled || !(is_computed(columns.pair.before) || is_computed(columns.pair.after)) {
        return;
    }
    draft.default_is_settled = true;
    if !is_same(comparison, columns) {
        found.warning(format!("Computed default on {} cannot be modified", columns.place()));
    }
}

fn is_same(comparison: &Comparison<'_>, columns: Columns<'_>) -> bool {
    let text = |expression| expression_text(comparison.context.dialect, expression, Mode::Literal).unwrap_or_default();
    let (Fill::Computed { expression: before, .. }, Fill::Computed { expression: after, .. }) =
        (&columns.pair.before.fill, &columns.pair.after.fill)
    else {
        return false;
    };
    let (before, after) = (text(before), text(after));
    let told = comparison.answers.table(columns.table.name());
    match told.and_then(|told| told.computed.get(&columns.pair.after.name.text)) {
        Some(spellings) if !spellings.is_empty() => {
            spellings.iter().any(|spelling| core_words(&text(spelling)) == core_words(&before))
        }
        Some(_) | None => comparison.rules.computed_core(&before) == comparison.rules.computed_core(&after),
    }
}
