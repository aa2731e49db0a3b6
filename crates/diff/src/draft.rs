//! A changed column while it is being compared.

use operation::AlterColumn;
use schema::{Column, Fill, Name, Pair, Sequence, TableName};

use crate::described::Described;

/// A column of both sides.
#[derive(Clone, Copy)]
pub(crate) struct Columns<'t> {
    /// The table of the models.
    pub table: &'t Described,
    pub pair: Pair<&'t Column>,
    /// The sequence that the column of the database owns and draws from, as SERIAL makes it.
    pub serial: Option<&'t Sequence>,
}

impl Columns<'_> {
    /// Returns `users.name`, as most lines say it: without the namespace.
    pub fn place(&self) -> String {
        format!("{}.{}", self.table.name().name, self.pair.after.name)
    }
}

/// What has been found of a column so far.
pub(crate) struct Draft {
    pub alter: AlterColumn,
    /// Whether nothing more is to be said of its type.
    pub type_is_settled: bool,
    /// Whether nothing more is to be said of what fills it.
    pub default_is_settled: bool,
}

impl Draft {
    pub fn of(table: &TableName, column: &Name) -> Self {
        let alter = AlterColumn::of(table, column);
        Self { alter, type_is_settled: false, default_is_settled: false }
    }

    pub fn has_changes(&self) -> bool {
        let alter = &self.alter;
        alter.nullable.is_some()
            || alter.server_default.is_some()
            || alter.column_type.is_some()
            || alter.comment.is_some()
    }
}

/// Returns what undoes the change: what is changed and what was there change places.
pub(crate) fn reversed(alter: &AlterColumn) -> AlterColumn {
    let mut reversed = alter.clone();
    if alter.nullable.is_some() {
        std::mem::swap(&mut reversed.nullable, &mut reversed.existing_nullable);
    }
    if alter.column_type.is_some() {
        std::mem::swap(&mut reversed.column_type, &mut reversed.existing_type);
    }
    if let Some(comment) = &alter.comment {
        reversed.comment = Some(alter.existing_comment.clone());
        reversed.existing_comment.clone_from(comment);
    }
    if alter.server_default.is_some() {
        reversed.server_default = Some(alter.existing_server_default.clone().unwrap_or(Fill::Nothing));
        reversed.existing_server_default.clone_from(&alter.server_default);
    }
    reversed
}

#[cfg(test)]
mod tests {
    use schema::ColumnType;

    use super::*;

    #[test]
    fn what_changes_and_what_was_there_change_places() {
        let mut alter = Draft::of(&"users".into(), &"name".into()).alter;
        alter.existing_nullable = Some(true);
        alter.existing_type = Some(ColumnType::Integer);
        alter.column_type = Some(ColumnType::SmallInteger);
        alter.existing_comment = Some("old".to_owned());
        alter.comment = Some(None);
        let reverse = reversed(&alter);
        assert_eq!(reverse.column_type, Some(ColumnType::Integer));
        assert_eq!(reverse.existing_type, Some(ColumnType::SmallInteger));
        assert_eq!((reverse.nullable, reverse.existing_nullable), (None, Some(true)));
        assert_eq!((reverse.comment, reverse.existing_comment), (Some(Some("old".to_owned())), None));
    }
}
