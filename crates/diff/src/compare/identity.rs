//! Compares identity columns.

use schema::{Column, Fill, Identity};

use crate::comparison::Comparison;
use crate::draft::{Columns, Draft};
use crate::found::{Found, logger};

pub(super) fn compare(_: &Comparison<'_>, columns: Columns<'_>, draft: &mut Draft, found: &mut Found) {
    let pair = columns.pair.map(identity);
    if draft.default_is_settled || (pair.before.is_none() && pair.after.is_none()) {
        return;
    }
    let differing = differing_options(pair.before, pair.after);
    let comes_or_goes = pair.before.is_none() != pair.after.is_none();
    if differing.is_empty() && !comes_or_goes {
        return;
    }
    draft.alter.server_default = Some(columns.pair.after.fill.clone());
    if !differing.is_empty() {
        draft.default_is_settled = true;
        found.info(
            logger::SERVER_DEFAULTS,
            format!(
                "Detected server default on column '{}': identity options attributes {}",
                columns.place(),
                pysource::list(&differing)
            ),
        );
    }
}

fn identity(column: &Column) -> Option<&Identity> {
    match &column.fill {
        Fill::Identity(identity) => Some(identity),
        Fill::Nothing | Fill::Default { .. } | Fill::Fetched | Fill::Computed { .. } => None,
    }
}

/// Returns the names, sorted, of what the models say and the database does otherwise.
fn differing_options(before: Option<&Identity>, after: Option<&Identity>) -> Vec<&'static str> {
    let Some(after) = after else {
        return if before.is_some_and(|before| before.always) { vec!["always"] } else { Vec::new() };
    };
    let nothing = Identity::default();
    let before = before.unwrap_or(&nothing);
    let number = |before: Option<i64>, after: Option<i64>| after.is_some() && before != after;
    let flag = |before: Option<bool>, after: Option<bool>| after.is_some() && before != after;
    let options = [
        ("always", before.always != after.always),
        ("cache", number(before.cache, after.cache)),
        ("cycle", flag(before.cycle, after.cycle)),
        ("increment", number(before.increment, after.increment)),
        ("maxvalue", number(before.maxvalue, after.maxvalue)),
        ("minvalue", number(before.minvalue, after.minvalue)),
        ("nomaxvalue", after.nomaxvalue && !before.nomaxvalue),
        ("nominvalue", after.nominvalue && !before.nominvalue),
        ("start", number(before.start, after.start)),
    ];
    options.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
}
