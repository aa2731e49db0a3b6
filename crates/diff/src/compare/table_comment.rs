//! Compares the comments of a table; an empty one is none.

use dialect::Comments;
use operation::{Operation, SetTableComment};
use schema::Pair;

use crate::comparison::Comparison;
use crate::described::Described;
use crate::found::Found;
use crate::shown;

/// Alembic logs nothing here.
pub(super) fn compare(comparison: &Comparison<'_>, tables: Pair<&Described>, found: &mut Found) {
    if comparison.context.dialect.facts().comments == Comments::Never {
        return;
    }
    let comments = tables.map(|table| table.table.comment.clone().filter(|comment| !comment.is_empty()));
    if comments.before == comments.after {
        return;
    }
    let name = tables.after.name();
    let set = |comment: &Option<String>, existing_comment: &Option<String>| {
        let (comment, existing_comment) = (comment.clone(), existing_comment.clone());
        Operation::SetTableComment(SetTableComment { table: name.clone(), comment, existing_comment })
    };
    let table = shown::table_of(name, Vec::new());
    let (reverse, tuple) = match &comments.after {
        Some(_) => {
            let before = shown::optional(comments.before.as_deref());
            (set(&comments.before, &comments.after), format!("('add_table_comment', {table}, {before})"))
        }
        None => (set(&comments.before, &None), format!("('remove_table_comment', {table})")),
    };
    found.within(name, set(&comments.after, &comments.before), reverse, vec![tuple]);
}
