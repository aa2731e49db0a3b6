//! Copies some rows of every table, and then whatever they refer to, until no foreign key points to nothing.

use dialect::{Connection, Statement, Transactional};
use pyruntime::HostError;
use schema::Value;

use super::{refused, rows_of, texts};

/// A table of the source: its name in SQL, and the columns that are not computed.
struct Table {
    name: String,
    /// What rows are read from: `ONLY` the table, unless partitions hold them.
    source: String,
    columns: String,
    values: String,
    key: String,
    wanted: Wanted,
}

/// Which rows of a table are copied before those that others refer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Nothing,
    Some,
    All,
}

/// A foreign key: both tables and their columns, in SQL.
struct ForeignKey {
    child: String,
    child_columns: String,
    child_filled: String,
    /// The same columns as texts, of a row `wanted`.
    wanted_texts: String,
    names: String,
    /// The types of the child's columns.
    types: Vec<String>,
    parent: String,
    /// The condition under which a row `parent` is the one of a row `child`, with the operators of the constraint.
    same: String,
}

const TABLES: &str = include_str!("sample_tables.sql");
const FOREIGN_KEYS: &str = include_str!("sample_foreign_keys.sql");

/// Values that sequences have given out.
const SEQUENCES: &str = "SELECT format('%I.%I', schemaname, sequencename), last_value::text FROM pg_sequences \
                         WHERE last_value IS NOT NULL";

/// Names are qualified and values written alike on both sides, whatever the settings of either database.
const SESSION: &str = "SET search_path = ''; SET datestyle = 'ISO, YMD'; SET intervalstyle = postgres; \
                       SET extra_float_digits = 3; SET bytea_output = hex";

/// How many rows go into one statement.
const AT_ONCE: usize = 500;

/// Copies up to `rows` rows of each table, and where sequences are; returns how many rows it were in all.
///
/// The source is read in one snapshot, so that what a row refers to is there.
pub(super) fn copy(source: &mut dyn Connection, target: &mut dyn Connection, rows: u64) -> Result<u64, HostError> {
    source.execute(&Statement::plain(SESSION)).map_err(refused)?;
    target.execute(&Statement::plain(SESSION)).map_err(refused)?;
    source.begin(Transactional::Reading).map_err(refused)?;
    source.execute(&Statement::plain("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")).map_err(refused)?;
    let tables = tables(source)?;
    let mut copied = 0;
    for table in tables.iter().filter(|table| table.wanted != Wanted::Nothing) {
        let order = if table.key.is_empty() { String::new() } else { format!(" ORDER BY {}", table.key) };
        let limit = if table.wanted == Wanted::All { String::new() } else { format!(" LIMIT {rows}") };
        let sql = format!("SELECT t::text FROM {} AS t{order}{limit}", table.source);
        copied += put(target, table, &texts(source, &sql)?)?;
    }
    let keys = foreign_keys(source)?;
    loop {
        let before = copied;
        for key in &keys {
            let Some(parent) = tables.iter().find(|table| table.name == key.parent) else { continue };
            let lacking = missing(source, target, key, parent)?;
            copied += put(target, parent, &lacking)?;
        }
        if copied == before {
            break;
        }
    }
    for sequence in texts(source, SEQUENCES)? {
        let set = Statement {
            sql: "SELECT setval($1::text::regclass, $2::text::bigint)".into(),
            binds: sequence.into_iter().map(Value::Text).collect(),
            guard: None,
        };
        target.execute(&set).map_err(refused)?;
    }
    source.rollback().map_err(refused)?;
    Ok(copied)
}

fn tables(source: &mut dyn Connection) -> Result<Vec<Table>, HostError> {
    let table = |row: Vec<String>| {
        let [name, source, columns, values, key, wanted] = row.try_into().ok()?;
        let wanted = match wanted.as_str() {
            "nothing" => Wanted::Nothing,
            "all" => Wanted::All,
            _ => Wanted::Some,
        };
        Some(Table { name, source, columns, values, key, wanted })
    };
    Ok(texts(source, TABLES)?.into_iter().filter_map(table).collect())
}

fn foreign_keys(source: &mut dyn Connection) -> Result<Vec<ForeignKey>, HostError> {
    let key = |row: Vec<String>| {
        let [child, child_columns, child_filled, wanted_texts, names, types, parent, same] = row.try_into().ok()?;
        let types = types.lines().map(str::to_owned).collect();
        Some(ForeignKey { child, child_columns, child_filled, wanted_texts, names, types, parent, same })
    };
    Ok(texts(source, FOREIGN_KEYS)?.into_iter().filter_map(key).collect())
}

/// The rows that a foreign key of the copy points to and the copy lacks.
fn missing(
    source: &mut dyn Connection,
    target: &mut dyn Connection,
    key: &ForeignKey,
    parent: &Table,
) -> Result<Vec<Vec<String>>, HostError> {
    let ForeignKey { child, child_columns, child_filled, wanted_texts, names, types, same, .. } = key;
    let sql = format!(
        "SELECT {wanted_texts} FROM (SELECT DISTINCT {child_columns} FROM {child} AS child WHERE {child_filled} \
         AND NOT EXISTS (SELECT FROM {} AS parent WHERE {same})) AS wanted",
        parent.source
    );
    let wanted = texts(target, &sql)?;
    let mut found = Vec::new();
    for some in wanted.chunks(AT_ONCE) {
        let mut number = 0;
        let mut next = |kind: &String| {
            number += 1;
            format!("${number}::text::{kind}")
        };
        let lines: Vec<String> =
            some.iter().map(|_| format!("({})", types.iter().map(&mut next).collect::<Vec<_>>().join(", "))).collect();
        let statement = Statement {
            sql: format!(
                "SELECT parent::text FROM {} AS parent JOIN (VALUES {}) AS child ({names}) ON {same}",
                parent.source,
                lines.join(", ")
            ),
            binds: some.iter().flatten().cloned().map(Value::Text).collect(),
            guard: None,
        };
        found.extend(rows_of(source.execute(&statement).map_err(refused)?.rows));
    }
    Ok(found)
}

/// Writes rows, each as the text of its table's row type.
fn put(target: &mut dyn Connection, table: &Table, rows: &[Vec<String>]) -> Result<u64, HostError> {
    for some in rows.chunks(AT_ONCE) {
        let marks: Vec<String> = (1..=some.len()).map(|number| format!("(${number}::text)")).collect();
        let statement = Statement {
            sql: format!(
                "INSERT INTO {name} ({columns}) OVERRIDING SYSTEM VALUE SELECT {values} \
                 FROM (SELECT (given.line::{name}) AS row FROM (VALUES {marks}) AS given (line)) AS read",
                name = table.name,
                columns = table.columns,
                values = table.values,
                marks = marks.join(", ")
            ),
            binds: some.iter().map(|row| Value::Text(row.concat())).collect(),
            guard: None,
        };
        target.execute(&statement).map_err(refused)?;
    }
    Ok(rows.len() as u64)
}
