//! Kept tables in SQLite: their rows are copied beside them, and the table is dropped.
//!
//! A renamed table would keep its foreign keys, which cannot be taken off: it would stand in the way of its parents, and
//! `PRAGMA foreign_key_check` would speak of it for ever. A copy has none, and the DROP itself does what it always does.

use schema::{Name, TableName, Value};
use serde::Deserialize;

use crate::inspect::read;
use crate::own_tables::TRASH_PREFIX;
use crate::quote::{quote_name, quote_table, quote_text};
use crate::sqlite::Sqlite;
use crate::trash::{Entry, KeptColumn, Part, Subject, Trash, count, exact};
use crate::{Connection, DatabaseError, Statement};

#[derive(Deserialize)]
struct TableRow {
    name: String,
    sql: String,
}

#[derive(Deserialize)]
struct ColumnRow {
    name: String,
    kind: String,
    is_required: bool,
    default_text: Option<String>,
    place_in_key: i64,
    hidden: i64,
}

#[derive(Deserialize)]
struct PartRow {
    take_off: Option<String>,
    put_back: String,
}

#[derive(Deserialize)]
struct ChildRow {
    child: String,
    child_column: String,
    action: String,
}

impl Trash for Sqlite {
    fn namespace(&self) -> Option<Name> {
        None
    }

    fn make_place(&self) -> Option<Statement> {
        None
    }

    fn subject(&self, connection: &mut dyn Connection, table: &TableName) -> Result<Option<Subject>, DatabaseError> {
        let namespace = table.namespace.as_ref().map_or("main", |namespace| namespace.text.as_str());
        let prefix = format!("{}.", quote_text(self, namespace));
        let of_namespace = |sql: &str| sql.replace("main.", &prefix);
        let name = vec![Value::Text(table.name.text.clone())];
        let found: Vec<TableRow> = read(connection, &of_namespace(include_str!("table.sql")), name)?;
        let Some(TableRow { name, sql }) = found.into_iter().next() else { return Ok(None) };
        let place = vec![Value::Text(name.clone()), Value::from(namespace)];
        let columns: Vec<ColumnRow> = read(connection, include_str!("columns.sql"), place)?;
        let own = vec![Value::Text(name.clone())];
        let parts: Vec<PartRow> = read(connection, &of_namespace(include_str!("parts.sql")), own.clone())?;
        let is_virtual = sql.trim_start().to_ascii_uppercase().starts_with("CREATE VIRTUAL");
        let obstacle = match (namespace.eq_ignore_ascii_case("main"), is_virtual) {
            (false, _) => Some("it is in an attached database".to_owned()),
            (true, true) => Some("it is a virtual table".to_owned()),
            (true, false) => changed_children(connection, &name)?,
        };
        let subject = TableName { namespace: table.namespace.clone(), name: exact(&name) };
        let mut key: Vec<(i64, String)> = columns
            .iter()
            .filter(|column| column.place_in_key > 0)
            .map(|column| (column.place_in_key, column.name.clone()))
            .collect();
        key.sort();
        Ok(Some(Subject {
            rows: if is_virtual { None } else { connection.execute(&count(self, &subject))?.first_number() },
            columns: columns.into_iter().map(column).collect(),
            key: key.into_iter().map(|(_, name)| name).collect(),
            parts: parts.into_iter().map(|row| Part { take_off: row.take_off, put_back: row.put_back }).collect(),
            counted_to: counted_to(connection, &sql, own)?,
            creation: Some(sql),
            bytes: None,
            obstacle,
            hidden_rows: None,
            name: subject,
        }))
    }

    fn kept_name(&self, id: i64, revision: &str, table: &str) -> String {
        format!("{TRASH_PREFIX}{revision}_{id}_{table}")
    }

    fn keep_table(&self, subject: &Subject, kept: &TableName, drop: &Statement) -> Vec<Statement> {
        let (kept, names) = (quote_table(self, kept), kept_names(&subject.columns));
        let copy = format!("CREATE TABLE {kept} AS SELECT {names} FROM {}", quote_table(self, &subject.name));
        vec![Statement::plain(copy), drop.clone()]
    }

    fn restore_table(&self, entry: &Entry, kept: &TableName) -> Vec<Statement> {
        let table = quote_table(self, &entry.table_name());
        let names = kept_names(&entry.memory.columns);
        let from = quote_table(self, kept);
        let mut statements: Vec<Statement> = entry.memory.creation.iter().cloned().map(Statement::plain).collect();
        statements.push(Statement::plain(format!("INSERT INTO {table} ({names}) SELECT {names} FROM {from}")));
        statements.extend(entry.memory.counted_to.into_iter().flat_map(|number| count_behind(&entry.table, number)));
        statements.extend(entry.memory.parts.iter().map(|part| Statement::plain(part.put_back.clone())));
        statements.push(Statement::plain(format!("DROP TABLE {from}")));
        statements
    }

    fn broken_references(&self, table: &TableName) -> Option<Statement> {
        Some(Statement::plain(format!("PRAGMA foreign_key_check({})", quote_name(self, &table.name))))
    }

    fn survives_errors(&self) -> bool {
        true
    }

    fn count_on(&self, subject: &Subject, entry: &Entry, _: &TableName) -> Vec<Statement> {
        match entry.memory.counted_to {
            Some(number) if subject.creation.as_deref().is_some_and(counts) => {
                count_behind(&subject.name.name.text, number).into()
            }
            _ => Vec::new(),
        }
    }

    fn converted(&self, value: &str, _: &str, _: &str) -> String {
        value.to_owned()
    }

    fn is_same(&self, value: &str, other: &str) -> String {
        format!("{value} IS {other} COLLATE BINARY")
    }

    fn is_default(&self, value: &str, default: &str, _: &str) -> String {
        self.is_same(value, &format!("({default})"))
    }

    fn is_identical(&self, value: &str, kept: &str, _: &str) -> String {
        // Without the plus, '007' would be 7.
        format!("+{value} IS +{kept}")
    }
}

/// The columns that have something to keep.
fn kept_names(columns: &[KeptColumn]) -> String {
    let columns = columns.iter().filter(|column| !column.is_generated);
    columns.map(|column| quote_name(&Sqlite, &exact(&column.name))).collect::<Vec<_>>().join(", ")
}

/// With foreign keys on, dropping a table first deletes its rows, and their children go with them, or change.
fn changed_children(connection: &mut dyn Connection, table: &str) -> Result<Option<String>, DatabaseError> {
    let enforced = connection.execute(&Statement::plain("PRAGMA main.foreign_keys"))?;
    if enforced.first_number() != Some(1) {
        return Ok(None);
    }
    let children: Vec<ChildRow> = read(connection, include_str!("children.sql"), vec![Value::from(table)])?;
    for ChildRow { child, child_column, action } in children {
        let sql = format!(
            "SELECT 1 FROM {} WHERE {} IS NOT NULL LIMIT 1",
            quote_table(&Sqlite, &TableName { namespace: None, name: exact(&child) }),
            quote_name(&Sqlite, &exact(&child_column))
        );
        if !connection.execute(&Statement::plain(sql))?.rows.is_empty() {
            return Ok(Some(format!("its foreign key would change rows of {child} (ON DELETE {action})")));
        }
    }
    Ok(None)
}

/// Whether a table never gives a number twice.
fn counts(creation: &str) -> bool {
    creation.to_ascii_uppercase().contains("AUTOINCREMENT")
}

/// Lets AUTOINCREMENT count on behind a number.
fn count_behind(table: &str, number: i64) -> [Statement; 2] {
    let table = Value::from(table);
    let forget = "DELETE FROM main.sqlite_sequence WHERE name = ?".to_owned();
    let count = "INSERT INTO main.sqlite_sequence (name, seq) VALUES (?, ?)".to_owned();
    [
        Statement { sql: forget, binds: vec![table.clone()], guard: None },
        Statement { sql: count, binds: vec![table, Value::Int(number)], guard: None },
    ]
}

/// Up to where AUTOINCREMENT has counted.
fn counted_to(connection: &mut dyn Connection, sql: &str, table: Vec<Value>) -> Result<Option<i64>, DatabaseError> {
    if !counts(sql) {
        return Ok(None);
    }
    let sql = "SELECT seq FROM main.sqlite_sequence WHERE name = ?".to_owned();
    Ok(connection.execute(&Statement { sql, binds: table, guard: None })?.first_number())
}

fn column(row: ColumnRow) -> KeptColumn {
    KeptColumn {
        name: row.name,
        kind: row.kind,
        plain: None,
        is_required: row.is_required,
        default: row.default_text,
        is_generated: row.hidden > 1,
        sequence: None,
    }
}
