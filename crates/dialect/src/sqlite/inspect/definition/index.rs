//! What a CREATE INDEX statement says.

use schema::{Expression, IndexPart, Name};

use super::cursor::Cursor;
use super::token::tokens;
use crate::inspect::{ordered, sql_text};

/// An index without its name.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct IndexDefinition {
    pub is_unique: bool,
    pub parts: Vec<IndexPart>,
    pub filter: Option<String>,
}

/// Reads a CREATE INDEX statement; `column` finds the table's column of a name.
pub(crate) fn read_index(sql: &str, column: &dyn Fn(&str) -> Option<Name>) -> Option<IndexDefinition> {
    let tokens = tokens(sql);
    let mut cursor = Cursor::new(sql, &tokens);
    cursor.takes(&["CREATE"]);
    let is_unique = cursor.takes(&["UNIQUE"]);
    while !cursor.takes(&["ON"]) {
        cursor.next()?;
    }
    cursor.next()?;
    let parts = cursor.parentheses()?.parts().iter().map(|part| index_part(part, column)).collect();
    let filter = cursor.takes(&["WHERE"]).then(|| cursor.text().to_owned());
    Some(IndexDefinition { is_unique, parts, filter })
}

fn index_part(part: &Cursor<'_, '_>, column: &dyn Fn(&str) -> Option<Name>) -> IndexPart {
    let descending = part.without_last("DESC");
    let key = descending.clone().or_else(|| part.without_last("ASC")).unwrap_or_else(|| part.clone());
    let name = key.only().and_then(|token| column(&token.name()));
    match (name, descending) {
        (Some(name), None) => IndexPart::Column(name),
        (Some(name), Some(_)) => {
            let of = Expression::Column { namespace: None, table: None, name, column_type: None };
            IndexPart::Expression(ordered(of, &["DESC"]))
        }
        (None, None) => IndexPart::Expression(sql_text(key.text())),
        (None, Some(_)) => IndexPart::Expression(ordered(sql_text(key.text()), &["DESC"])),
    }
}
