//! Compares computed columns, which can only be warned about.

use dialect::query::{Mode, expression_text};
use schema::{Column, Fill};

use crate::comparison::Comparison;
use crate::draft::{Columns, Draft};
use crate::found::Found;

pub(super) fn compare(comparison: &Comparison<'_>, columns: Columns<'_>, draft: &mut Draft, found: &mut Found) {
    let is_computed = |column: &Column| matches!(column.fill, Fill::Computed { .. });
    if draft.default_is_settled || !(is_computed(columns.pair.before) || is_computed(columns.pair.after)) {
        return;
    }
    draft.default_is_settled = true;
    let core = |column: &Column| match &column.fill {
        Fill::Computed { expression, .. } => {
            let text = expression_text(comparison.context.dialect, expression, Mode::Literal).unwrap_or_default();
            Some(comparison.rules.computed_core(&text))
        }
        Fill::Nothing | Fill::Default { .. } | Fill::Fetched | Fill::Identity(_) => None,
    };
    if columns.pair.differs_in(core) {
        found.warning(format!("Computed default on {} cannot be modified", columns.place()));
    }
}
