//! Compares identity columns.

use schema::{Column, Fill, Identity};

use crate::comparison::Comparison;
use crate::draft::{Columns, Draft};
use crate::found::{Found, logger};

pub(super) fn compare(comparison: &Comparison<'_>, columns: Columns<'_>, draft: &mut Draft, found: &mut Found) {
    let pair = columns.pair.map(identity);
    let has_identities = comparison.context.dialect.facts().identity_columns;
    if !has_identities || draft.default_is_settled || (pair.before.is_none() && pair.after.is_none()) {
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
pub(super) fn differing_options(before: Option<&Identity>, after: Option<&Identity>) -> Vec<&'static str> {
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
        ("nomaxvalue", after.nomaxvalue && !before.nomaxvalue && !is_usual_maximum(before)),
        ("nominvalue", after.nominvalue && !before.nominvalue && !is_usual_minimum(before)),
        ("start", number(before.start, after.start)),
    ];
    options.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
}

/// The server keeps the bounds that it chose: those of the type, or the one that is next to nothing.
fn is_usual_maximum(identity: &Identity) -> bool {
    const OF_TYPES: [i64; 3] = [i16::MAX as i64, i32::MAX as i64, i64::MAX];
    let usual = |maximum| if descends(identity) { maximum == -1 } else { OF_TYPES.contains(&maximum) };
    identity.maxvalue.is_some_and(usual)
}

fn is_usual_minimum(identity: &Identity) -> bool {
    const OF_TYPES: [i64; 3] = [i16::MIN as i64, i32::MIN as i64, i64::MIN];
    let usual = |minimum| if descends(identity) { OF_TYPES.contains(&minimum) } else { minimum == 1 };
    identity.minvalue.is_some_and(usual)
}

fn descends(identity: &Identity) -> bool {
    identity.increment.is_some_and(|increment| increment < 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_that_the_server_chose_are_none() {
        let before = Identity { minvalue: Some(1), maxvalue: Some(32767), increment: Some(1), ..Identity::default() };
        let after = Identity { nominvalue: true, nomaxvalue: true, ..Identity::default() };
        assert!(differing_options(Some(&before), Some(&after)).is_empty());
        let before = Identity { minvalue: Some(5), ..before };
        assert_eq!(differing_options(Some(&before), Some(&after)), ["nominvalue"]);
    }
}
