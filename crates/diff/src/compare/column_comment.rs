//! Compares the comments of a column; an empty one is none.

use dialect::Comments;
use schema::Column;

use crate::comparison::Comparison;
use crate::draft::{Columns, Draft};
use crate::found::{Found, logger};

pub(super) fn compare(comparison: &Comparison<'_>, columns: Columns<'_>, draft: &mut Draft, found: &mut Found) {
    if comparison.context.dialect.facts().comments == Comments::Never {
        return;
    }
    let comment = |column: &Column| column.comment.clone().filter(|comment| !comment.is_empty());
    let pair = columns.pair.map(comment);
    draft.alter.existing_comment.clone_from(&pair.before);
    if pair.before != pair.after {
        draft.alter.comment = Some(pair.after);
        found.info(logger::COMMENTS, format!("Detected column comment '{}'", columns.place()));
    }
}
