//! What would be lost when something leaves the trash: rows that could not be found again, and values that their new types
//! change.

use schema::TableName;

use super::{Entry, KeptColumn, Subject, Trash, is_some, quoted};
use crate::quote::quote_table;
use crate::{Dialect, Statement};

/// Returns the query that gives a row if rows with a value have no key by which they could be found again: SQLite has NULL
/// in keys.
pub fn has_unfindable(dialect: &dyn Dialect, subject: &Subject, column: &str) -> Statement {
    let keys: Vec<String> = subject.key.iter().map(|key| format!("{} IS NULL", quoted(dialect, key))).collect();
    Statement::plain(format!(
        "SELECT 1 FROM {} WHERE {} AND ({}) LIMIT 1",
        quote_table(dialect, &subject.name),
        is_some(dialect, column),
        keys.join(" OR ")
    ))
}

/// Returns the columns of a table that have other types now, and the query that gives a row if that changed a value of its
/// kept rows, which are in the table by now.
pub fn lost_rows<'entry>(
    dialect: &dyn Dialect,
    trash: &dyn Trash,
    entry: &'entry Entry,
    kept: &TableName,
    subject: &Subject,
) -> Option<(Vec<&'entry str>, Statement)> {
    let both: Vec<(&KeptColumn, &KeptColumn)> = entry
        .memory
        .columns
        .iter()
        .filter(|column| !column.is_generated)
        .filter_map(|column| Some((column, subject.column(&column.name, dialect)?)))
        .filter(|(_, now)| !now.is_generated)
        .collect();
    let changed: Vec<_> = both.iter().filter(|(before, now)| before.kept_type() != now.kind).collect();
    if changed.is_empty() {
        return None;
    }
    let names = changed.iter().map(|(before, _)| before.name.as_str()).collect();
    let conditions: Option<Vec<String>> = changed
        .iter()
        .map(|(before, now)| trash.is_altered(&quoted(dialect, &before.name), before.kept_type(), &now.kind))
        .collect();
    let from = quote_table(dialect, kept);
    let sql = match conditions {
        Some(conditions) => format!("SELECT 1 FROM {from} WHERE {} LIMIT 1", conditions.join(" OR ")),
        None => {
            let before: Vec<String> = both.iter().map(|(before, _)| quoted(dialect, &before.name)).collect();
            let now: Vec<String> = both.iter().map(|(_, now)| quoted(dialect, &now.name)).collect();
            let table = quote_table(dialect, &subject.name);
            format!("SELECT {} FROM {from} EXCEPT SELECT {} FROM {table} LIMIT 1", before.join(", "), now.join(", "))
        }
    };
    Some((names, Statement::plain(sql)))
}
