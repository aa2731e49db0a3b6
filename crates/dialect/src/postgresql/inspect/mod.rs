//! Reads what a PostgreSQL database holds: a handful of catalogue queries, whatever the number of tables.

mod column;
mod column_type;
mod constraint;
mod domain_in_use;
mod index;
mod index_definitions;
mod index_key;
mod named_types;
mod namespaces;
mod objects;
mod sequence;
mod table;

use std::collections::HashMap;

use schema::{EnumType, Schema, Table, Value};
use serde::Deserialize;

use crate::inspect::{read, read_names};
use crate::{Connection, DatabaseError, Dialect, Names, Scope, Statement};
use column::ColumnRow;
use constraint::ConstraintRow;
pub(super) use domain_in_use::domain_in_use;
use index::IndexRow;
use index_definitions::IndexDefinitions;
use named_types::{DomainRow, EnumRow, NamedTypes};
use namespaces::Namespaces;
pub(super) use objects::objects;
use sequence::{SequenceRow, Sequences};
use table::{Found, TableRow};

/// Words of the newest catalogues, the version that brought them, and what stands for them before.
const NEWER: &[(u32, &str, &str)] =
    &[(15, "pg_constraint.confdelsetcols", "NULL::smallint[]"), (15, "pg_index.indnullsnotdistinct", "NULL::boolean")];

#[derive(Deserialize)]
struct OperatorClassRow {
    oid: i64,
    name: String,
}

/// Which tables are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kept<'a> {
    Lasting,
    /// Those of this connection.
    Temporary,
    Named {
        namespace: Option<&'a str>,
        name: &'a str,
    },
}

/// Reads the names of a namespace's tables, views and sequences, and of all namespaces.
pub(super) fn names(connection: &mut dyn Connection, namespace: Option<&str>) -> Result<Names, DatabaseError> {
    let namespace = namespace.map_or(Value::Null, |name| Value::Text(name.to_owned()));
    read_names(connection, include_str!("names.sql"), vec![namespace])
}

/// Reads the tables, enum types and sequences that are the user's own.
pub(super) fn inspect(
    dialect: &dyn Dialect,
    connection: &mut dyn Connection,
    scope: &Scope,
) -> Result<Schema, DatabaseError> {
    inspect_kept(dialect, connection, scope, Kept::Lasting)
}

/// Reads one table, view or partition, and all enum types.
pub(super) fn inspect_table(
    dialect: &dyn Dialect,
    connection: &mut dyn Connection,
    namespace: Option<&str>,
    name: &str,
) -> Result<Schema, DatabaseError> {
    let scope = namespace.map_or(Scope::DefaultNamespace, |_| Scope::EveryNamespace);
    inspect_kept(dialect, connection, &scope, Kept::Named { namespace, name })
}

/// Reads the temporary tables of the connection.
pub(super) fn inspect_temporary(
    dialect: &dyn Dialect,
    connection: &mut dyn Connection,
) -> Result<Vec<Table>, DatabaseError> {
    let schema = inspect_kept(dialect, connection, &Scope::EveryNamespace, Kept::Temporary)?;
    Ok(schema.tables)
}

#[derive(Deserialize)]
struct UserRow {
    description: String,
}

/// Returns what holds on to an enum type or to columns of it, as the server describes it.
pub(super) fn users_of_enum(
    connection: &mut dyn Connection,
    enum_type: &EnumType,
) -> Result<Vec<String>, DatabaseError> {
    let text = |name: &Option<schema::Name>| name.as_ref().map_or(Value::Null, |name| Value::Text(name.text.clone()));
    let binds = vec![text(&enum_type.name), text(&enum_type.namespace)];
    let rows: Vec<UserRow> = read(connection, include_str!("enum_users.sql"), binds)?;
    Ok(rows.into_iter().map(|row| row.description).collect())
}

fn inspect_kept(
    dialect: &dyn Dialect,
    connection: &mut dyn Connection,
    scope: &Scope,
    kept: Kept<'_>,
) -> Result<Schema, DatabaseError> {
    let outlook = Outlook::of(connection)?;
    let schema = read_schema(dialect, connection, scope, kept, &outlook)?;
    if outlook.jit.is_some() {
        connection.execute(&Statement::plain("SELECT pg_catalog.set_config('jit', 'on', true)"))?;
    }
    Ok(schema)
}

/// What is known before anything is read.
#[derive(Deserialize)]
struct Outlook {
    /// The server compiled costly queries, and interprets them until the end of the transaction: over thousands of tables
    /// it would take longer to compile ours than to answer them. Outside a transaction that changes nothing.
    jit: Option<String>,
    has_enums: bool,
    has_domains: bool,
}

impl Outlook {
    fn of(connection: &mut dyn Connection) -> Result<Self, DatabaseError> {
        let rows = read(connection, include_str!("outlook.sql"), Vec::new())?;
        Ok(rows.into_iter().next().unwrap_or(Self { jit: None, has_enums: true, has_domains: true }))
    }
}

fn read_schema(
    dialect: &dyn Dialect,
    connection: &mut dyn Connection,
    scope: &Scope,
    kept: Kept<'_>,
    outlook: &Outlook,
) -> Result<Schema, DatabaseError> {
    let default = connection.default_namespace()?;
    let namespaces = Namespaces { scope, default: default.as_deref() };
    let text = |text: &str| Value::Text(text.to_owned());
    let (name, namespace) = match kept {
        Kept::Named { namespace, name } => (text(name), namespace.map_or(Value::Null, text)),
        Kept::Lasting | Kept::Temporary => (Value::Null, Value::Null),
    };
    let every =
        vec![Value::Bool(*scope == Scope::EveryNamespace), Value::Bool(kept == Kept::Temporary), name, namespace];
    let version = connection.server_version();
    let for_server = |sql: &str| for_version(sql, &version);

    let enums: Vec<EnumRow> = match outlook.has_enums {
        true => read(connection, include_str!("enums.sql"), Vec::new())?,
        false => Vec::new(),
    };
    let domains: Vec<DomainRow> = match outlook.has_domains {
        true => read(connection, include_str!("domains.sql"), Vec::new())?,
        false => Vec::new(),
    };
    let tables: Vec<TableRow> = read(connection, include_str!("tables.sql"), every)?;
    let of_tables = vec![oids(&tables)];
    let is_one = matches!(kept, Kept::Named { .. });
    let owners = if is_one { of_tables.clone() } else { vec![Value::Null] };
    let sequences: Vec<SequenceRow> = read(connection, include_str!("sequences.sql"), owners)?;
    let classes: Vec<OperatorClassRow> = read(connection, include_str!("operator_classes.sql"), Vec::new())?;
    let columns: Vec<ColumnRow> = read(connection, include_str!("columns.sql"), of_tables.clone())?;
    let constraints: Vec<ConstraintRow> =
        read(connection, &for_server(include_str!("constraints.sql")), of_tables.clone())?;
    let indexes: Vec<IndexRow> = read(connection, &for_server(include_str!("indexes.sql")), of_tables)?;

    let classes: HashMap<i64, String> = classes.into_iter().map(|row| (row.oid, row.name)).collect();
    let listed_enums = enums.iter().filter_map(|row| row.listed(&namespaces)).collect();
    let listed_domains = domains.iter().filter_map(|row| row.listed(&namespaces)).collect();
    let types = NamedTypes::new(enums, domains);
    let (owned, free_sequences) = Sequences::new(sequences, &namespaces);

    let places: HashMap<i64, usize> = tables.iter().enumerate().map(|(place, row)| (row.oid, place)).collect();
    let mut found: Vec<Found> = tables.into_iter().map(|row| Found::new(row, &namespaces)).collect();
    for row in columns {
        if let Some(place) = places.get(&row.table_oid) {
            let column = column::column(dialect, &row, &found[*place].table.name, &types, &owned);
            found[*place].push_column(row.number, row.collation_oid, column);
        }
    }
    for row in constraints {
        if let Some(place) = places.get(&row.table_oid) {
            let constraint = constraint::constraint(dialect, row, &found[*place], &namespaces, &classes);
            found[*place].push_constraint(constraint);
        }
    }
    let may_sort_otherwise =
        |row: &&IndexRow| places.get(&row.table_oid).is_some_and(|place| row.may_sort_otherwise(&found[*place]));
    let asked: Vec<String> = indexes.iter().filter(may_sort_otherwise).map(|row| row.oid.to_string()).collect();
    let definitions = IndexDefinitions::read(connection, &asked)?;
    for row in indexes {
        if let Some(place) = places.get(&row.table_oid) {
            let index = index::index(row, &found[*place], &classes, &definitions);
            found[*place].table.indexes.push(index);
        }
    }
    let mut tables: Vec<Table> = found.into_iter().map(Found::finish).collect();
    tables.sort_by(|table, next| table.name.cmp(&next.name));
    Ok(Schema { tables, enums: listed_enums, domains: listed_domains, sequences: free_sequences, ..Schema::default() })
}

/// The tables as one bound value.
fn oids(tables: &[TableRow]) -> Value {
    let oids: Vec<String> = tables.iter().map(|row| row.oid.to_string()).collect();
    Value::Text(format!("{{{}}}", oids.join(",")))
}

fn for_version(sql: &str, version: &[u32]) -> String {
    let major = version.first().copied().unwrap_or_default();
    let missing = NEWER.iter().filter(|(since, _, _)| major < *since);
    missing.fold(sql.to_owned(), |sql, (_, word, before)| sql.replace(word, before))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_older_server_is_not_asked_for_newer_columns() {
        let newest = include_str!("constraints.sql");
        assert_eq!(for_version(newest, &[18, 0]), newest);
        let older = for_version(newest, &[12, 4]);
        assert!(NEWER.iter().all(|(_, word, _)| newest.contains(word) && !older.contains(word)));
    }
}
