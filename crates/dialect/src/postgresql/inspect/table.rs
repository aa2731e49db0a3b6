//! A table while its parts come in.

use std::collections::HashMap;

use schema::{Column, Constraint, Name, Options, Table};
use serde::Deserialize;
use serde_json::json;

use super::namespaces::Namespaces;

#[derive(Deserialize)]
pub(super) struct TableRow {
    pub oid: i64,
    namespace: String,
    is_visible: bool,
    name: String,
    is_unlogged: bool,
    comment: Option<String>,
    storage: Option<Vec<String>>,
    /// Only where it is not the server's usual one.
    method: Option<String>,
    tablespace: Option<String>,
    parents: Option<Vec<String>>,
    partition_key: Option<String>,
}

/// A table and the numbers that the catalogue gives its columns.
pub(super) struct Found {
    pub table: Table,
    names: HashMap<i64, Name>,
    collations: HashMap<i64, i64>,
}

impl Found {
    pub(super) fn new(row: TableRow, namespaces: &Namespaces<'_>) -> Self {
        let table = Table {
            name: namespaces.table_name(&row.namespace, row.is_visible.into(), &row.name),
            columns: Vec::new(),
            constraints: Vec::new(),
            indexes: Vec::new(),
            comment: row.comment.clone(),
            renamed_from: None,
            info: None,
            prefixes: row.is_unlogged.then(|| "UNLOGGED".to_owned()).into_iter().collect(),
            options: row.options(),
        };
        Self { table, names: HashMap::new(), collations: HashMap::new() }
    }

    pub(super) fn push_column(&mut self, number: i64, collation: i64, column: Column) {
        self.collations.insert(number, collation);
        self.names.insert(number, column.name.clone());
        self.table.columns.push(column);
    }

    pub(super) fn push_constraint(&mut self, constraint: Constraint) {
        if let Constraint::PrimaryKey(key) = &constraint {
            for column in self.table.columns.iter_mut().filter(|column| key.columns.contains(&column.name)) {
                column.primary_key = true;
            }
        }
        self.table.constraints.push(constraint);
    }

    /// Returns the column of that number; 0 stands for an expression.
    pub(super) fn column(&self, number: i64) -> Option<Name> {
        self.names.get(&number).cloned()
    }

    /// Returns the number of the collation that the column of that number has.
    pub(super) fn collation(&self, number: i64) -> Option<i64> {
        self.collations.get(&number).copied()
    }

    pub(super) fn columns(&self, numbers: &[i64]) -> Vec<Name> {
        numbers.iter().filter_map(|number| self.column(*number)).collect()
    }

    /// Returns the table with its constraints in the order in which SQLAlchemy reads their kinds.
    pub(super) fn finish(mut self) -> Table {
        self.table.constraints.sort_by_key(|constraint| match constraint {
            Constraint::PrimaryKey(_) => 0,
            Constraint::ForeignKey(_) => 1,
            Constraint::Unique(_) => 2,
            Constraint::Check(_) => 3,
            Constraint::Exclude(_) => 4,
        });
        self.table
    }
}

impl TableRow {
    fn options(&self) -> Options {
        let mut options = Options::new();
        let mut give = |word: &str, value| options.insert(word.to_owned(), value);
        if let Some(method) = &self.method {
            give("postgresql_using", json!(method));
        }
        if let Some(parents) = &self.parents {
            give("postgresql_inherits", json!(parents));
        }
        if let Some(storage) = &self.storage {
            give("postgresql_with", json!(storage_options(storage)));
        }
        if let Some(tablespace) = &self.tablespace {
            give("postgresql_tablespace", json!(tablespace));
        }
        if let Some(key) = &self.partition_key {
            give("postgresql_partition_by", json!(key));
        }
        options
    }
}

/// Reads `fillfactor=70`.
pub(super) fn storage_options(storage: &[String]) -> Options {
    let pairs = storage.iter().map(|option| option.split_once('=').unwrap_or((option, "")));
    pairs.map(|(name, value)| (name.to_owned(), json!(value))).collect()
}
