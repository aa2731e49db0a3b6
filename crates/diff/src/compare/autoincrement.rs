//! Notes whether a column counts up by itself, which some databases must be told when it is altered.

use schema::Autoincrement;

use crate::comparison::Comparison;
use crate::draft::{Columns, Draft};
use crate::found::Found;

pub(super) fn compare(_: &Comparison<'_>, columns: Columns<'_>, draft: &mut Draft, _: &mut Found) {
    if draft.default_is_settled {
        return;
    }
    let column = columns.pair.after;
    let counts = columns.table.counting.as_ref().is_some_and(|name| name.text == column.name.text);
    draft.alter.autoincrement = match column.autoincrement {
        _ if counts => Some(Autoincrement::On),
        Autoincrement::On => Some(Autoincrement::On),
        Autoincrement::Off => Some(Autoincrement::Off),
        Autoincrement::Auto | Autoincrement::IgnoreFk => None,
    };
}
