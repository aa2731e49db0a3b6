//! Compares whether a column may hold NULL.

use schema::{Column, Fill};

use crate::Plugin;
use crate::comparison::Comparison;
use crate::draft::{Columns, Draft};
use crate::found::{Found, logger};

pub(super) fn compare(comparison: &Comparison<'_>, columns: Columns<'_>, draft: &mut Draft, found: &mut Found) {
    draft.alter.existing_nullable = Some(columns.pair.before.nullable);
    if !columns.pair.differs_in(|column| column.nullable) {
        return;
    }
    let after = columns.pair.after;
    let is_in_key = comparison.rules.requires_keys() && columns.table.holds_in_key(after);
    let is_required_anyway = is_in_key || comparison.rules.type_is_required(&columns.pair.before.column_type);
    if after.nullable && is_required_anyway {
        return;
    }
    let either = |is: fn(&Column) -> bool| is(columns.pair.before) || is(after);
    // The wire does not say whether `nullable=True` was written: that of a computed column counts as not written.
    let is_left_open = after.nullable && either(|column| matches!(column.fill, Fill::Computed { .. }));
    // A column must be NOT NULL before an identity can come, and stays so when it has gone.
    let has_identity = columns.pair.map(|column| matches!(column.fill, Fill::Identity(_)));
    let is_of_identity = match (has_identity.before, has_identity.after) {
        (false, false) => false,
        (false, true) => after.nullable,
        (true, true) => true,
        (true, false) => !fills_are_compared(comparison, draft),
    };
    if is_left_open || is_of_identity {
        found.info(logger::CONSTRAINTS, format!("Ignoring nullable change on identity column '{}'", columns.place()));
        return;
    }
    draft.alter.nullable = Some(after.nullable);
    let words = if after.nullable { "NULL" } else { "NOT NULL" };
    found.info(logger::CONSTRAINTS, format!("Detected {words} on column '{}'", columns.place()));
}

/// Returns whether the column gets what the models fill it with.
fn fills_are_compared(comparison: &Comparison<'_>, draft: &Draft) -> bool {
    let is_left_alone = draft.default_is_settled && draft.alter.server_default.is_none();
    comparison.context.filter.has(Plugin::Defaults) && !is_left_alone
}
