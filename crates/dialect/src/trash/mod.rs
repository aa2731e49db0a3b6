//! What a migration drops and the database keeps: tables and the values of columns, moved aside with all that is needed to
//! bring them back.
//!
//! What is kept holds on to nothing else: whatever the migration drops next, the trash is not in its way.

mod entry;
mod losses;
mod registry;
mod values;

use schema::{Name, TableName};
use serde::{Deserialize, Serialize};

pub use entry::{Entry, Kind, Memory};
pub use losses::{has_unfindable, lost_rows};
pub use registry::{FORMAT, TrashTable};
pub use values::{KeptValues, Newer, Returned, tells_newer};

use crate::quote::{quote_name, quote_table};
use crate::{Connection, DatabaseError, Dialect, Statement};

/// What a savepoint around a move is called.
pub const SAVEPOINT: &str = "limbeck_trash";

/// A table that is to be dropped, or of which a column is, or to which something comes back.
#[derive(Clone, Debug, PartialEq)]
pub struct Subject {
    pub name: TableName,
    pub columns: Vec<KeptColumn>,
    /// The columns of its primary key.
    pub key: Vec<String>,
    /// What stands on it and holds on to something else.
    pub parts: Vec<Part>,
    /// The statement that created it, where the database keeps that.
    pub creation: Option<String>,
    /// The greatest number that it ever gave (SQLite's AUTOINCREMENT).
    pub counted_to: Option<i64>,
    /// About how many rows it has.
    pub rows: Option<i64>,
    pub bytes: Option<i64>,
    /// Why it cannot be kept.
    pub obstacle: Option<String>,
    /// Why columns of it cannot be kept.
    pub hidden_rows: Option<String>,
}

impl Subject {
    /// Returns a column by its name.
    pub fn column(&self, name: &str, dialect: &dyn Dialect) -> Option<&KeptColumn> {
        self.columns.iter().find(|column| is_same_name(dialect, &column.name, name))
    }
}

/// A column of such a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptColumn {
    pub name: String,
    /// Its type as the server writes it.
    #[serde(rename = "type")]
    pub kind: String,
    /// The type that its values have in the trash, where that is another one: a type of the user's must not be held there.
    #[serde(default)]
    pub plain: Option<String>,
    #[serde(default)]
    pub is_required: bool,
    #[serde(default)]
    pub default: Option<String>,
    /// Whether it is computed of others: there is nothing to keep.
    #[serde(default)]
    pub is_generated: bool,
    /// The sequence that numbers it.
    #[serde(default)]
    pub sequence: Option<String>,
}

impl KeptColumn {
    /// The type of its values in the trash.
    pub fn kept_type(&self) -> &str {
        self.plain.as_deref().unwrap_or(&self.kind)
    }
}

/// Something that is taken off a table before it is kept, and put back when it comes back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Nothing where it goes by itself.
    #[serde(default)]
    pub take_off: Option<String>,
    pub put_back: String,
}

/// How a dialect keeps what is dropped.
pub trait Trash: Sync {
    /// Returns where the registry and everything that is kept stand.
    fn namespace(&self) -> Option<Name>;

    /// Returns what makes that place, if it is missing.
    fn make_place(&self) -> Option<Statement>;

    /// Reads a table; `None`: there is none, or one that goes with the connection. Needs an open transaction.
    fn subject(&self, connection: &mut dyn Connection, table: &TableName) -> Result<Option<Subject>, DatabaseError>;

    /// Returns the name under which something is kept.
    fn kept_name(&self, id: i64, revision: &str, table: &str) -> String;

    /// Returns what fails where a drop would, and changes nothing; nothing where [`Trash::keep_table`] has the drop itself.
    fn try_drop(&self, _drop: &Statement) -> Vec<Statement> {
        Vec::new()
    }

    /// Returns what drops a table and keeps it.
    fn keep_table(&self, subject: &Subject, kept: &TableName, drop: &Statement) -> Vec<Statement>;

    /// Returns what puts a kept table back to its place.
    fn restore_table(&self, entry: &Entry, kept: &TableName) -> Vec<Statement>;

    /// Returns the query for references of a table that lead nowhere, where the database does not refuse them by itself.
    fn broken_references(&self, _table: &TableName) -> Option<Statement> {
        None
    }

    /// Whether a transaction goes on as if nothing had been behind a statement that failed.
    fn survives_errors(&self) -> bool;

    /// Returns values of one type as values of another one.
    fn converted(&self, value: &str, from: &str, to: &str) -> String;

    /// Returns the condition that a value of one type is not what it was when it has been one of another type; `None` where
    /// only a look at what came back tells.
    fn is_altered(&self, _value: &str, _from: &str, _to: &str) -> Option<String> {
        None
    }

    /// Returns the condition that two values of a type are the same.
    fn is_same(&self, value: &str, other: &str) -> String;

    /// Returns the condition that a value of a type is what a default gives.
    fn is_default(&self, value: &str, default: &str, kind: &str) -> String;

    /// Returns the condition that a value, as one of that type again, is the kept one.
    fn is_identical(&self, value: &str, kept: &str, kind: &str) -> String;

    /// Returns what an INSERT needs to be given numbers that are given out as a rule.
    fn overriding(&self) -> &'static str {
        ""
    }

    /// Returns what sets a table's sequences behind the values that it has and the numbers that were given before it was kept.
    fn count_on(&self, _subject: &Subject, _entry: &Entry, _kept: &TableName) -> Vec<Statement> {
        Vec::new()
    }
}

/// Whether two names mean the same.
pub fn is_same_name(dialect: &dyn Dialect, name: &str, other: &str) -> bool {
    match dialect.facts().namespaces {
        true => name == other,
        false => name.eq_ignore_ascii_case(other),
    }
}

/// Returns a name that is quoted, whatever it is: it comes from a catalogue.
pub fn exact(name: &str) -> Name {
    Name { text: name.to_owned(), quote: Some(true) }
}

fn quoted(dialect: &dyn Dialect, name: &str) -> String {
    quote_name(dialect, &exact(name))
}

/// Returns the statement that keeps the values of a column, each with the key of its row.
pub fn keep_column(
    dialect: &dyn Dialect,
    trash: &dyn Trash,
    subject: &Subject,
    column: &KeptColumn,
    kept: &TableName,
) -> Statement {
    let value = |column: &KeptColumn| {
        let name = quoted(dialect, &column.name);
        match &column.plain {
            Some(plain) => format!("{} AS {name}", trash.converted(&name, &column.kind, plain)),
            None => name,
        }
    };
    let keys = subject.key.iter().filter_map(|key| subject.column(key, dialect));
    let values: Vec<String> = keys.chain([column]).map(value).collect();
    // Where there is a default, NULL is a value like others: a new column would have the default.
    let some = match column.default {
        None => format!(" WHERE {}", is_some(dialect, &column.name)),
        Some(_) => String::new(),
    };
    Statement::plain(format!(
        "CREATE TABLE {} AS SELECT {} FROM {}{some}",
        quote_table(dialect, kept),
        values.join(", "),
        quote_table(dialect, &subject.name),
    ))
}

/// Returns the INSERT of the kept rows into a table that was created anew: the columns that both have.
pub fn bring_back_rows(
    dialect: &dyn Dialect,
    trash: &dyn Trash,
    entry: &Entry,
    kept: &TableName,
    subject: &Subject,
) -> Option<Statement> {
    let mut names = Vec::new();
    let mut values = Vec::new();
    for column in entry.memory.columns.iter().filter(|column| !column.is_generated) {
        let Some(now) = subject.column(&column.name, dialect).filter(|now| !now.is_generated) else { continue };
        names.push(quoted(dialect, &now.name));
        values.push(trash.converted(&quoted(dialect, &column.name), column.kept_type(), &now.kind));
    }
    (!names.is_empty()).then(|| {
        Statement::plain(format!(
            "INSERT INTO {} ({}){} SELECT {} FROM {}",
            quote_table(dialect, &subject.name),
            names.join(", "),
            trash.overriding(),
            values.join(", "),
            quote_table(dialect, kept),
        ))
    })
}

/// Returns the kept columns that a table lacks now, or computes.
pub fn lacking<'entry>(dialect: &dyn Dialect, entry: &'entry Entry, subject: &Subject) -> Vec<&'entry KeptColumn> {
    let columns = entry.memory.columns.iter().filter(|column| !column.is_generated);
    columns.filter(|column| subject.column(&column.name, dialect).is_none_or(|now| now.is_generated)).collect()
}

/// Returns the query that gives a row if one of these columns has a value in the trash.
pub fn has_values(dialect: &dyn Dialect, kept: &TableName, columns: &[&KeptColumn]) -> Statement {
    let conditions: Vec<String> = columns.iter().map(|column| is_some(dialect, &column.name)).collect();
    let table = quote_table(dialect, kept);
    Statement::plain(format!("SELECT 1 FROM {table} WHERE {} LIMIT 1", conditions.join(" OR ")))
}

/// Returns the condition that a column has a value. A row of NULLs is one, for which `IS NOT NULL` is not true.
fn is_some(dialect: &dyn Dialect, column: &str) -> String {
    format!("{} IS DISTINCT FROM NULL", quoted(dialect, column))
}

/// Returns the query for the number of rows of a table.
pub fn count(dialect: &dyn Dialect, table: &TableName) -> Statement {
    Statement::plain(format!("SELECT count(*) FROM {}", quote_table(dialect, table)))
}

/// Returns the query for the number of rows in which a column has no value.
pub fn count_missing(dialect: &dyn Dialect, subject: &Subject, column: &str) -> Statement {
    let table = quote_table(dialect, &subject.name);
    Statement::plain(format!(
        "SELECT count(*) FROM {table} WHERE {} IS NOT DISTINCT FROM NULL",
        quoted(dialect, column)
    ))
}

/// Returns the query that gives a row if a column, or a table, has something in it.
pub fn has_something(dialect: &dyn Dialect, table: &TableName, column: Option<&str>) -> Statement {
    let condition = column.map(|column| format!(" WHERE {}", is_some(dialect, column)));
    Statement::plain(format!("SELECT 1 FROM {}{} LIMIT 1", quote_table(dialect, table), condition.unwrap_or_default()))
}

/// Returns `DROP TABLE` of something that is kept.
pub fn destroy(dialect: &dyn Dialect, kept: &TableName) -> Statement {
    Statement::plain(format!("DROP TABLE {}", quote_table(dialect, kept)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::by_name;

    pub(super) fn column(name: &str, kind: &str) -> KeptColumn {
        KeptColumn { name: name.into(), kind: kind.into(), ..KeptColumn::default() }
    }

    pub(super) fn subject(columns: Vec<KeptColumn>) -> Subject {
        Subject {
            name: TableName::from("t"),
            columns,
            key: vec!["id".into()],
            parts: Vec::new(),
            creation: None,
            counted_to: None,
            rows: None,
            bytes: None,
            obstacle: None,
            hidden_rows: None,
        }
    }

    pub(super) fn kept() -> TableName {
        TableName { namespace: None, name: exact("kept") }
    }

    #[test]
    fn null_is_kept_only_where_a_new_column_would_be_filled() {
        let dialect = by_name("sqlite").unwrap();
        let trash = dialect.trash().unwrap();
        let with_default = KeptColumn { default: Some("1".into()), ..column("c", "INT") };
        let table = subject(vec![column("id", "INT"), column("c", "INT"), with_default.clone()]);
        let sql = |column: &KeptColumn| keep_column(dialect, trash, &table, column, &kept()).sql;
        let all = "CREATE TABLE \"kept\" AS SELECT \"id\", \"c\" FROM t";
        assert_eq!(sql(&with_default), all);
        assert_eq!(sql(&column("c", "INT")), format!("{all} WHERE \"c\" IS DISTINCT FROM NULL"));
    }

    #[test]
    fn rows_come_back_into_the_columns_that_both_have() {
        let dialect = by_name("postgresql").unwrap();
        let trash = dialect.trash().unwrap();
        let enum_column = KeptColumn { plain: Some("text".into()), ..column("mood", "mood") };
        let memory =
            Memory { columns: vec![column("id", "integer"), enum_column, column("gone", "text")], ..Memory::default() };
        let entry = Entry { memory, ..Entry::default() };
        let now = subject(vec![column("id", "bigint"), column("mood", "mood"), column("new", "text")]);
        let statement = bring_back_rows(dialect, trash, &entry, &kept(), &now).unwrap();
        assert_eq!(
            statement.sql,
            "INSERT INTO t (\"id\", \"mood\") OVERRIDING SYSTEM VALUE SELECT \"id\"::text::bigint, \"mood\"::text::mood FROM \"kept\""
        );
        assert_eq!(
            lacking(dialect, &entry, &now).iter().map(|column| column.name.as_str()).collect::<Vec<_>>(),
            ["gone"]
        );
    }
}
