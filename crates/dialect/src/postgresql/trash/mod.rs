//! Kept tables on PostgreSQL: they are moved into another schema, which takes no time, whatever their size.

use schema::{Name, TableName, Value};
use serde::Deserialize;

use crate::inspect::read;
use crate::own_tables::TRASH_NAMESPACE;
use crate::postgresql::Postgresql;
use crate::quote::{quote_name, quote_table, text_literal};
use crate::trash::{Entry, KeptColumn, Part, SAVEPOINT, Subject, Trash, count, exact};
use crate::{Connection, DatabaseError, Dialect as _, Guard, Presence, Statement};

/// Up to this size rows are counted; those of larger tables are estimated.
const COUNTED_BYTES: i64 = 16 * 1024 * 1024;

#[derive(Deserialize)]
struct SubjectRow {
    oid: i64,
    namespace: String,
    name: String,
    has_partitions: bool,
    parents: Option<String>,
    hides_rows: bool,
    rows: Option<i64>,
    bytes: i64,
}

#[derive(Deserialize)]
struct ColumnRow {
    name: String,
    kind: String,
    plain: Option<String>,
    is_required: bool,
    default_text: Option<String>,
    is_generated: bool,
    is_computed_of_own_types: bool,
    place_in_key: Option<i64>,
    sequence: Option<String>,
}

#[derive(Deserialize)]
struct PartRow {
    take_off: String,
    put_back: String,
}

impl Trash for Postgresql {
    fn namespace(&self) -> Option<Name> {
        Some(exact(TRASH_NAMESPACE))
    }

    fn make_place(&self) -> Option<Statement> {
        let place = text_literal(self, TRASH_NAMESPACE);
        let query = Statement::plain(format!("SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = {place}"));
        let guard = Guard { query: Box::new(query), runs_if: Presence::Absent };
        let sql = format!("CREATE SCHEMA {}", quote_name(self, &exact(TRASH_NAMESPACE)));
        Some(Statement { guard: Some(guard), ..Statement::plain(sql) })
    }

    fn subject(&self, connection: &mut dyn Connection, table: &TableName) -> Result<Option<Subject>, DatabaseError> {
        let name = vec![Value::Text(quote_table(self, table))];
        let found: Vec<SubjectRow> = read(connection, include_str!("subject.sql"), name)?;
        let Some(row) = found.into_iter().next() else { return Ok(None) };
        let oid = vec![Value::Int(row.oid)];
        let path = connection.texts(&Statement::plain("SELECT pg_catalog.current_setting('search_path')"))?;
        // What the catalogue writes now has all names with their schemas.
        set_search_path(connection, "pg_catalog")?;
        let columns: Vec<ColumnRow> = read(connection, include_str!("columns.sql"), oid.clone())?;
        let parts: Vec<PartRow> = read(connection, include_str!("parts.sql"), oid)?;
        set_search_path(connection, path.first().map_or("", String::as_str))?;
        let name = TableName { namespace: Some(exact(&row.namespace)), name: exact(&row.name) };
        let rows = match row.bytes <= COUNTED_BYTES {
            true => connection.execute(&count(self, &name))?.first_number(),
            false => row.rows,
        };
        let mut key: Vec<(i64, String)> =
            columns.iter().filter_map(|column| Some((column.place_in_key?, column.name.clone()))).collect();
        key.sort();
        let obstacle = obstacle(&row, &columns);
        let hidden = "row security hides rows of it from this role".to_owned();
        Ok(Some(Subject {
            name,
            columns: columns.into_iter().map(column).collect(),
            key: key.into_iter().map(|(_, name)| name).collect(),
            parts: parts.into_iter().map(part).collect(),
            creation: None,
            counted_to: None,
            rows,
            bytes: Some(row.bytes),
            obstacle,
            hidden_rows: row.hides_rows.then_some(hidden),
        }))
    }

    fn kept_name(&self, id: i64, revision: &str, table: &str) -> String {
        let longest = self.facts().longest_name;
        let mut name = format!("{revision}_{id}_{table}");
        if name.len() > longest {
            // The number has to stay, however long the revision's name is.
            name = format!("{}_{id}_{table}", cut(revision, 24));
        }
        cut(&name, longest).to_owned()
    }

    fn try_drop(&self, drop: &Statement) -> Vec<Statement> {
        vec![
            Statement::plain(format!("SAVEPOINT {SAVEPOINT}")),
            drop.clone(),
            Statement::plain(format!("ROLLBACK TO SAVEPOINT {SAVEPOINT}")),
            Statement::plain(format!("RELEASE SAVEPOINT {SAVEPOINT}")),
        ]
    }

    fn keep_table(&self, subject: &Subject, kept: &TableName, _: &Statement) -> Vec<Statement> {
        let table = quote_table(self, &subject.name);
        let renamed = TableName { name: kept.name.clone(), ..subject.name.clone() };
        let parts = subject.parts.iter().filter_map(|part| part.take_off.clone());
        let mut statements: Vec<Statement> = parts.map(Statement::plain).collect();
        statements.push(Statement::plain(format!("ALTER TABLE {table} RENAME TO {}", quote_name(self, &kept.name))));
        statements.push(Statement::plain(format!(
            "ALTER TABLE {} SET SCHEMA {}",
            quote_table(self, &renamed),
            quote_name(self, &exact(TRASH_NAMESPACE))
        )));
        statements
    }

    fn restore_table(&self, entry: &Entry, kept: &TableName) -> Vec<Statement> {
        let table = entry.table_name();
        let moved = TableName { name: kept.name.clone(), ..table.clone() };
        let mut statements = Vec::new();
        if let Some(namespace) = &table.namespace {
            let to = quote_name(self, namespace);
            statements.push(Statement::plain(format!("ALTER TABLE {} SET SCHEMA {to}", quote_table(self, kept))));
        }
        let to = quote_name(self, &table.name);
        statements.push(Statement::plain(format!("ALTER TABLE {} RENAME TO {to}", quote_table(self, &moved))));
        statements.extend(entry.memory.parts.iter().rev().map(|part| Statement::plain(part.put_back.clone())));
        statements
    }

    fn survives_errors(&self) -> bool {
        false
    }

    fn converted(&self, value: &str, from: &str, to: &str) -> String {
        if from == to { value.to_owned() } else { format!("{value}::text::{to}") }
    }

    fn is_altered(&self, value: &str, from: &str, to: &str) -> Option<String> {
        let back = self.converted(&self.converted(value, from, to), to, from);
        Some(format!("({back})::text IS DISTINCT FROM {value}::text"))
    }

    fn is_same(&self, value: &str, other: &str) -> String {
        format!("{value}::text IS NOT DISTINCT FROM ({other})::text")
    }

    fn is_default(&self, value: &str, default: &str, kind: &str) -> String {
        self.is_same(value, &format!("({default})::{kind}"))
    }

    fn is_identical(&self, value: &str, kept: &str, kind: &str) -> String {
        format!("{value}::text::{kind}::text IS NOT DISTINCT FROM {kept}::text")
    }

    fn overriding(&self) -> &'static str {
        " OVERRIDING SYSTEM VALUE"
    }

    fn count_on(&self, subject: &Subject, entry: &Entry, kept: &TableName) -> Vec<Statement> {
        let set = |column: &KeptColumn| {
            let sequence = column.sequence.as_ref()?;
            let (table, name) = (quote_table(self, &subject.name), quote_name(self, &exact(&column.name)));
            let literal = text_literal(self, sequence);
            // No number is given twice, also none of a row that was deleted.
            let given = match entry.memory.column(&column.name) {
                Some(_) => format!(
                    "pg_catalog.pg_sequence_last_value(pg_catalog.pg_get_serial_sequence({}, {})::pg_catalog.regclass)",
                    text_literal(self, &quote_table(self, kept)),
                    text_literal(self, &column.name)
                ),
                None => "NULL".to_owned(),
            };
            Some(Statement::plain(format!(
                "SELECT pg_catalog.setval({literal}, numbers.last) FROM pg_catalog.pg_sequence AS sequence \
                 CROSS JOIN LATERAL (SELECT CASE WHEN sequence.seqincrement > 0 \
                 THEN greatest((SELECT max({name})::bigint FROM {table}), {given}) \
                 ELSE least((SELECT min({name})::bigint FROM {table}), {given}) END AS last) AS numbers \
                 CROSS JOIN {sequence} AS now \
                 WHERE sequence.seqrelid = {literal}::pg_catalog.regclass \
                 AND numbers.last BETWEEN sequence.seqmin AND sequence.seqmax \
                 AND CASE WHEN sequence.seqincrement > 0 THEN numbers.last >= now.last_value \
                 ELSE numbers.last <= now.last_value END"
            )))
        };
        subject.columns.iter().filter_map(set).collect()
    }
}

/// Why a table cannot be kept.
fn obstacle(row: &SubjectRow, columns: &[ColumnRow]) -> Option<String> {
    if row.has_partitions {
        return Some("it has partitions, which would stay where they are".to_owned());
    }
    if let Some(parents) = &row.parents {
        return Some(format!("it inherits from {parents}, and what it inherits would be its own when it comes back"));
    }
    let computed = columns.iter().find(|column| column.is_computed_of_own_types)?;
    let reason = "is computed with a type of yours, which would be held in the trash";
    Some(format!("its column {} {reason}", computed.name))
}

/// As much of a text as has no more bytes than that.
fn cut(text: &str, bytes: usize) -> &str {
    let mut end = text.len().min(bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn set_search_path(connection: &mut dyn Connection, path: &str) -> Result<(), DatabaseError> {
    let sql = "SELECT pg_catalog.set_config('search_path', $1::text, true)".to_owned();
    connection.execute(&Statement { sql, binds: vec![Value::from(path)], guard: None }).map(drop)
}

fn column(row: ColumnRow) -> KeptColumn {
    KeptColumn {
        name: row.name,
        kind: row.kind,
        plain: row.plain,
        is_required: row.is_required,
        default: row.default_text,
        is_generated: row.is_generated,
        sequence: row.sequence,
    }
}

fn part(row: PartRow) -> Part {
    Part { take_off: Some(row.take_off), put_back: row.put_back }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_the_trash_has_its_number_however_long_the_others_are() {
        let name = |revision: &str, table: &str| Postgresql.kept_name(12, revision, table);
        assert_eq!(name("a2", "users"), "a2_12_users");
        let table = "ü".repeat(31);
        assert_eq!(name("a2", &table), format!("a2_12_{}", "ü".repeat(28)));
        let long = name(&"r".repeat(60), &table);
        assert!(long.len() <= 63 && long.starts_with(&format!("{}_12_ü", "r".repeat(24))), "{long}");
    }
}
