//! What a run that is kept on a tape has to know of the database before its first step, and what it asks of each thing.

use std::collections::BTreeMap;

use dialect::{Connection, Dialect, Scope, Statement};
use operation::Operation;
use pyruntime::{Conversation, HostError, Request};
use revisions::{Heads, Step};
use schema::{Name, Schema, TableName, Value};

use crate::{
    execute::{Run, raise::database_error},
    plan::{Database, RecordedRun, TableSize},
};

const SIZES_ON_POSTGRESQL: &str = include_str!("sizes.sql");
const ORDER_ON_POSTGRESQL: &str = include_str!("order.sql");

impl Run<'_> {
    /// Whether steps are read and not executed.
    pub(super) fn describes(&self) -> bool {
        self.settings.tape.as_ref().is_some_and(|tape| tape.describes())
    }

    /// Looks at the tables and their sizes before the first step.
    pub(super) fn survey(&mut self, heads: &Heads, steps: &[Step]) -> Result<(), HostError> {
        let tape = self.settings.tape.clone().filter(|tape| tape.keeps_statements());
        let Some(tape) = tape else { return Ok(()) };
        let Some(number) = self.context()?.connection else { return Ok(()) };
        let open = self.connections.get(number)?;
        let original = tape.scratches().and_then(|scratches| scratches.original_of(&open.url));
        let mut database = Database {
            url: original.unwrap_or_else(|| open.url.with_hidden_password()),
            dialect: open.dialect.facts().name.to_owned(),
            server_version: open.connection.server_version(),
            ..Database::default()
        };
        if !steps.is_empty() {
            let (dialect, connection) = (open.dialect, open.connection.as_mut());
            let schema = match dialect.inspect(connection, &Scope::EveryNamespace) {
                Some(schema) => schema.map_err(|error| database_error(&error, &open.driver, None))?,
                None => Schema::default(),
            };
            database.tables = sizes(dialect, open.connection.as_mut(), &schema)
                .map_err(|error| database_error(&error, &open.driver, None))?;
            database.schema = schema;
        }
        let heads = heads.iter().map(ToString::to_string).collect();
        tape.begin_run(RecordedRun { database, heads, planned: steps.len() });
        Ok(())
    }

    /// A directive, or a statement of the script's own, begins.
    pub(super) fn note_thing(&mut self, operation: Option<&Operation>, python: &Conversation<'_>) {
        if let Some(tape) = &self.settings.tape {
            let shown = |file: &str| self.project.shown(std::path::Path::new(file));
            tape.begin_thing(operation, python.asked_from(), shown);
        }
    }

    /// A step that waits for answers of the database cannot be described: it has to be executed.
    pub(super) fn refuse_to_describe(&self, request: &Request) -> Result<(), HostError> {
        let waits = matches!(
            request,
            Request::Connect { .. }
                | Request::Transaction { .. }
                | Request::Isolation { .. }
                | Request::Execute { .. }
                | Request::ExecuteDdl { .. }
                | Request::HasTable { .. }
                | Request::Inspect { .. }
                | Request::Heads
                | Request::Command { .. }
                | Request::CompareMetadata { .. }
        );
        if waits { self.refuse_to_describe_batch() } else { Ok(()) }
    }

    /// What becomes of a batch on SQLite depends on the table that is there then.
    pub(super) fn refuse_to_describe_batch(&self) -> Result<(), HostError> {
        let Some(tape) = self.settings.tape.as_ref().filter(|tape| tape.describes() && tape.is_in_step()) else {
            return Ok(());
        };
        tape.note_needs_running();
        Err(HostError::command("this step depends on what is in the database; it has to be executed to be planned"))
    }
}

/// Reads how large the tables are; catalogues only, no table is scanned.
fn sizes(
    dialect: &dyn Dialect,
    connection: &mut dyn Connection,
    schema: &Schema,
) -> Result<Vec<TableSize>, dialect::DatabaseError> {
    if dialect.facts().name != "postgresql" {
        return sizes_on_sqlite(dialect, connection, schema);
    }
    let rows = connection.execute(&Statement::plain(SIZES_ON_POSTGRESQL))?.rows;
    let mut order = columns_in_order(connection)?;
    let default = connection.default_namespace()?;
    let size = |row: Vec<Value>| {
        let [Value::Text(namespace), Value::Text(name), rows, heap, index] = row.as_slice() else { return None };
        let shown = (Some(namespace) != default.as_ref()).then(|| Name::from(namespace.as_str()));
        Some(TableSize {
            table: TableName { namespace: shown, name: name.as_str().into() },
            rows: number(rows),
            heap_bytes: number(heap).unwrap_or(0),
            index_bytes: number(index).unwrap_or(0),
            in_order_of: order.remove(&(namespace.clone(), name.clone())).unwrap_or_default(),
        })
    };
    Ok(rows.into_iter().filter_map(size).collect())
}

/// The columns in whose order the rows of tables lie, by namespace and table.
fn columns_in_order(
    connection: &mut dyn Connection,
) -> Result<BTreeMap<(String, String), Vec<String>>, dialect::DatabaseError> {
    let mut found = BTreeMap::<_, Vec<String>>::new();
    for row in connection.execute(&Statement::plain(ORDER_ON_POSTGRESQL))?.rows {
        if let Ok([Value::Text(namespace), Value::Text(table), Value::Text(column)]) = <[Value; 3]>::try_from(row) {
            found.entry((namespace, table)).or_default().push(column);
        }
    }
    Ok(found)
}

/// SQLite keeps no statistics: the highest number of a row is at least the count of rows, where none was deleted.
fn sizes_on_sqlite(
    dialect: &dyn Dialect,
    connection: &mut dyn Connection,
    schema: &Schema,
) -> Result<Vec<TableSize>, dialect::DatabaseError> {
    let mut found = Vec::new();
    for table in &schema.tables {
        let sql = format!("SELECT max(rowid) FROM {}", dialect::quote::quote_table(dialect, &table.name));
        // A table WITHOUT ROWID has no such number.
        let Ok(answer) = connection.execute(&Statement::plain(sql)) else { continue };
        let rows = answer.first().map(|value| number(value).unwrap_or(0));
        let table = table.name.clone();
        found.push(TableSize { table, rows, heap_bytes: 0, index_bytes: 0, in_order_of: Vec::new() });
    }
    Ok(found)
}

fn number(value: &Value) -> Option<u64> {
    match value {
        Value::Int(number) => u64::try_from(*number).ok(),
        _ => None,
    }
}
