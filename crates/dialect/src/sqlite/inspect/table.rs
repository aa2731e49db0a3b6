//! A table of its pragmas and of the statements that made it.

use std::collections::{HashMap, HashSet};

use schema::{
    Column, Constraint, ConstraintName, Fill, ForeignKey, Index, Name, Options, PrimaryKey, Table, TableName, Unique,
};
use serde::Deserialize;
use serde_json::json;

use super::column_type::column_type;
use super::definition::{ColumnDefinition, TableDefinition, read_index, read_table};
use crate::inspect::{bare_column, sql_text};

/// What the catalogue says of one table.
pub(super) struct Found {
    pub name: String,
    pub sql: String,
    pub kind: Kind,
    pub columns: Vec<ColumnRow>,
    /// Names and statements.
    pub indexes: Vec<(String, String)>,
}

/// How a table is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Plain { has_rowid: bool, is_strict: bool },
    Virtual,
    View,
}

#[derive(Deserialize)]
pub(super) struct ColumnRow {
    pub table_name: String,
    pub name: String,
    pub declared_type: String,
    is_required: bool,
    default_sql: Option<String>,
    /// From 1; 0: not in the primary key.
    place_in_key: usize,
    hidden: u8,
}

impl Found {
    pub(super) fn new(name: String, sql: String, kind: Kind) -> Self {
        Self { name, sql, kind, columns: Vec::new(), indexes: Vec::new() }
    }

    /// The tables whose primary keys its foreign keys mean without naming them.
    pub(super) fn referred_by_key(&self) -> Vec<String> {
        let keys = match self.kind {
            Kind::Plain { .. } => read_table(&self.sql).foreign_keys,
            Kind::Virtual | Kind::View => Vec::new(),
        };
        keys.into_iter().filter(|key| key.referred_columns.is_empty()).map(|key| key.referred_table.name.text).collect()
    }

    fn key(&self) -> Vec<Name> {
        let mut members: Vec<&ColumnRow> = self.columns.iter().filter(|row| row.place_in_key > 0).collect();
        members.sort_by_key(|row| row.place_in_key);
        members.iter().map(|row| Name::from(row.name.as_str())).collect()
    }

    fn column(&self, name: &str) -> Option<Name> {
        self.columns.iter().find(|row| row.name.eq_ignore_ascii_case(name)).map(|row| row.name.as_str().into())
    }

    /// The statement may write a column in other letters than its definition.
    fn spelled(&self, names: &[Name]) -> Vec<Name> {
        names.iter().map(|name| self.column(&name.text).unwrap_or_else(|| name.clone())).collect()
    }
}

/// Returns the tables of a namespace.
pub(super) fn finish(found: Vec<Found>, namespace: Option<&Name>) -> Vec<Table> {
    let keys: HashMap<String, Vec<Name>> =
        found.iter().map(|table| (table.name.to_ascii_lowercase(), table.key())).collect();
    found.iter().map(|table| finish_table(table, namespace, &keys)).collect()
}

fn finish_table(found: &Found, namespace: Option<&Name>, keys: &HashMap<String, Vec<Name>>) -> Table {
    let definition = match found.kind {
        Kind::Plain { .. } => read_table(&found.sql),
        Kind::Virtual | Kind::View => TableDefinition::default(),
    };
    let columns = found.columns.iter().map(|row| column(row, definition.columns.get(&row.name.to_ascii_lowercase())));
    Table {
        name: TableName { namespace: namespace.cloned(), name: found.name.as_str().into() },
        columns: columns.collect(),
        constraints: constraints(found, &definition, namespace, keys),
        indexes: found.indexes.iter().filter_map(|(name, sql)| index(found, name, sql)).collect(),
        comment: None,
        renamed_from: None,
        info: None,
        prefixes: if found.kind == Kind::Virtual { vec!["VIRTUAL".to_owned()] } else { Vec::new() },
        options: options(found.kind, &definition),
    }
}

fn column(row: &ColumnRow, definition: Option<&ColumnDefinition>) -> Column {
    const COMPUTED: u8 = 2;
    const STORED: u8 = 3;
    let computed = definition.and_then(|definition| definition.computed.as_deref());
    let fill = match (&row.default_sql, row.hidden) {
        (_, COMPUTED | STORED) => Fill::Computed {
            expression: Box::new(sql_text(computed.unwrap_or_default())),
            persisted: Some(row.hidden == STORED),
        },
        (Some(sql), _) => sql_text(sql.as_str()).into(),
        (None, _) => Fill::Nothing,
    };
    let mut options = Options::new();
    if let Some(word) = definition.and_then(|definition| definition.on_null.as_ref()) {
        options.insert("sqlite_on_conflict_not_null".to_owned(), json!(word));
    }
    Column {
        nullable: !row.is_required,
        primary_key: row.place_in_key > 0,
        fill,
        options,
        ..bare_column(row.name.as_str(), column_type(&row.declared_type))
    }
}

fn constraints(
    found: &Found,
    definition: &TableDefinition,
    namespace: Option<&Name>,
    keys: &HashMap<String, Vec<Name>>,
) -> Vec<Constraint> {
    let mut constraints = Vec::new();
    let key = found.key();
    if !key.is_empty() {
        let written = definition.primary_key.clone().unwrap_or_default();
        constraints.push(Constraint::PrimaryKey(PrimaryKey { columns: key, ..written }));
    }
    for written in &definition.foreign_keys {
        let mut referred_columns = written.referred_columns.clone();
        if referred_columns.is_empty() {
            let referred = written.referred_table.name.text.to_ascii_lowercase();
            referred_columns = keys.get(&referred).cloned().unwrap_or_default();
        }
        constraints.push(Constraint::ForeignKey(ForeignKey {
            columns: found.spelled(&written.columns),
            // A foreign key cannot leave its database file.
            referred_table: TableName { namespace: namespace.cloned(), ..written.referred_table.clone() },
            referred_columns,
            ..written.clone()
        }));
    }
    let mut seen = HashSet::new();
    for unique in &definition.uniques {
        let columns = found.spelled(&unique.columns);
        // SQLite keeps one index for the same columns, however often they are declared unique.
        if seen.insert(columns.clone()) {
            constraints.push(Constraint::Unique(Unique { columns, ..unique.clone() }));
        }
    }
    constraints.extend(definition.checks.iter().cloned().map(Constraint::Check));
    constraints
}

fn index(found: &Found, name: &str, sql: &str) -> Option<Index> {
    let definition = read_index(sql, &|name| found.column(name))?;
    let mut options = Options::new();
    if let Some(filter) = definition.filter {
        options.insert("sqlite_where".to_owned(), json!(sql_text(filter)));
    }
    Some(Index {
        name: ConstraintName::Written(name.into()),
        parts: definition.parts,
        unique: definition.is_unique,
        options,
    })
}

fn options(kind: Kind, definition: &TableDefinition) -> Options {
    let mut options = Options::new();
    if let Kind::Plain { has_rowid, is_strict } = kind {
        let words = [
            ("sqlite_autoincrement", definition.counts_up, true),
            ("sqlite_with_rowid", !has_rowid, false),
            ("sqlite_strict", is_strict, true),
        ];
        let given = words.into_iter().filter(|(_, is_given, _)| *is_given);
        options.extend(given.map(|(word, _, value)| (word.to_owned(), json!(value))));
    }
    options
}
