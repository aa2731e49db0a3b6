//! A changed column as Alembic's tuples: one for each thing that changes.

use operation::AlterColumn;
use schema::{ColumnType, Fill};

use super::{boolean, column_type, fill, namespace, optional};

/// Returns `('modify_type', …)`, `('modify_nullable', …)`, `('modify_default', …)`, `('modify_comment', …)`.
pub(crate) fn altered_column(alter: &AlterColumn) -> Vec<String> {
    let start = [namespace(&alter.table), pysource::text(&alter.table.name.text), pysource::text(&alter.column.text)]
        .join(", ");
    let tuple = |word: &str, existing: [&str; 3], before: &str, after: &str| {
        format!("('modify_{word}', {start}, {{{}}}, {before}, {after})", existing.join(", "))
    };
    let nullable_before = flag(alter.existing_nullable);
    let type_before = shown_type(alter.existing_type.as_ref());
    let default_before = default(alter.existing_server_default.as_ref());
    let comment_before = optional(alter.existing_comment.as_deref());
    let nullable = format!("'existing_nullable': {nullable_before}");
    let column_type = format!("'existing_type': {type_before}");
    let server_default = format!("'existing_server_default': {default_before}");
    let comment = format!("'existing_comment': {comment_before}");
    let mut tuples = Vec::new();
    if alter.column_type.is_some() {
        let after = shown_type(alter.column_type.as_ref());
        tuples.push(tuple("type", [&nullable, &server_default, &comment], &type_before, &after));
    }
    if alter.nullable.is_some() {
        let after = flag(alter.nullable);
        tuples.push(tuple("nullable", [&column_type, &server_default, &comment], nullable_before, after));
    }
    if alter.server_default.is_some() {
        let after = default(alter.server_default.as_ref());
        tuples.push(tuple("default", [&nullable, &column_type, &comment], &default_before, &after));
    }
    if let Some(after) = &alter.comment {
        let after = optional(after.as_deref());
        tuples.push(tuple("comment", [&nullable, &column_type, &server_default], &comment_before, &after));
    }
    tuples
}

fn flag(value: Option<bool>) -> &'static str {
    value.map_or(pysource::none(), boolean)
}

fn shown_type(value: Option<&ColumnType>) -> String {
    value.map_or_else(|| pysource::none().to_owned(), column_type)
}

/// `False` means that nothing is said of a default.
fn default(value: Option<&Fill>) -> String {
    value.map_or_else(|| boolean(false).to_owned(), fill)
}
