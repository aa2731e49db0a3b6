//! `op.create_table`, and the CREATE TABLE of `Table.create()`.

use dialect::ddl::{CheckFirst, IfNotExists, create_table, list_option};
use dialect::{Context, Dialect, Statement, Unsupported};
use pysource::{list, text, tuple};
use schema::{Column, Constraint, ForeignKey, PrimaryKey, Table, Unique};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::create_constraint::named;
use crate::python::{Script, namespace_keyword};

/// More arguments than this are unpacked from a list, as Python once could not take them.
const MOST_ARGUMENTS: usize = 255;

/// Creates a table with its enum types, indexes and comments.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CreateTable {
    pub table: Table,
    #[serde(default)]
    pub if_not_exists: bool,
    /// Whether the server is asked for each of the table's enum types first: `Table.create()` and
    /// `MetaData.create_all()` do so, `op.create_table` does not.
    #[serde(default)]
    pub types_checkfirst: bool,
}

impl CreateTable {
    pub(crate) fn sql(&self, dialect: &dyn Dialect, context: &Context) -> Result<Vec<Statement>, Unsupported> {
        let check_first = CheckFirst::from(self.types_checkfirst);
        create_table(dialect, context, &self.table, IfNotExists::from(self.if_not_exists), check_first)
    }

    pub(crate) fn python(&self, script: &mut Script<'_>) -> Result<(), Unsupported> {
        let table = &self.table;
        let key = primary_key(table);
        script.pen.table = Some(table.name.clone());
        let mut items = Vec::new();
        for column in &table.columns {
            let is_key = key.as_ref().is_some_and(|key| key.columns.contains(&column.name));
            let nullable = column.nullable && (column.primary_key || !is_key);
            items.push(script.pen.column(&Column { nullable, ..column.clone() }));
        }
        items.retain(|item| !item.is_empty());
        let mut written = Vec::new();
        for constraint in constraints(table, key) {
            let name = script.constraint_name(&table.name, &constraint)?;
            written.push(script.pen.table_constraint(&named(constraint, name)));
        }
        written.retain(|item| !item.is_empty());
        written.sort();
        items.extend(written);
        let listed = items.join(",\n");
        let listed = if items.len() > MOST_ARGUMENTS { format!("*[{listed}]") } else { listed };
        let mut parts = vec![text(&table.name.name.text), listed];
        parts.extend(namespace_keyword(&table.name));
        parts.extend(table.comment.as_ref().map(|comment| format!("comment={}", text(comment))));
        parts.extend(table.info.as_ref().map(|info| format!("info={info}")));
        let mut options: Vec<_> = table.options.iter().collect();
        options.sort_by_key(|(key, _)| *key);
        let options = options.into_iter().map(|(key, json)| match json {
            Json::Array(_) if key == "postgresql_inherits" => {
                format!("{key}={}", tuple(&list_option(&table.options, key)))
            }
            json => format!("{}={}", key.replace(' ', "_"), script.pen.option(json)),
        });
        parts.extend(options);
        if !table.prefixes.is_empty() {
            parts.push(format!("prefixes={}", list(&table.prefixes)));
        }
        if self.if_not_exists {
            parts.push("if_not_exists=True".to_owned());
        }
        script.line(format!("{}create_table({}\n)", script.pen.alembic_prefix, parts.join(",\n")));
        Ok(())
    }
}

/// Returns the primary key: the one that is written last, or the columns that say so.
fn primary_key(table: &Table) -> Option<PrimaryKey> {
    let of_columns = || table.columns.iter().filter(|column| column.primary_key).map(|column| column.name.clone());
    let written = table.constraints.iter().rev().find_map(|constraint| match constraint {
        Constraint::PrimaryKey(key) => Some(key.clone()),
        _ => None,
    });
    let mut key = written.unwrap_or_default();
    if key.columns.is_empty() {
        key.columns = of_columns().collect();
    }
    (!key.columns.is_empty()).then_some(key)
}

/// Returns every constraint of a table, those of its columns among them.
fn constraints(table: &Table, key: Option<PrimaryKey>) -> Vec<Constraint> {
    let is_key = |constraint: &&Constraint| matches!(constraint, Constraint::PrimaryKey(_));
    let mut found: Vec<Constraint> = key.map(Constraint::PrimaryKey).into_iter().collect();
    found.extend(table.constraints.iter().filter(|constraint| !is_key(constraint)).cloned());
    for column in &table.columns {
        let columns = || vec![column.name.clone()];
        if column.unique && !column.index {
            found.push(Constraint::Unique(Unique { columns: columns(), ..Unique::default() }));
        }
        let of_column = |key: &ForeignKey| Constraint::ForeignKey(ForeignKey { columns: columns(), ..key.clone() });
        found.extend(column.foreign_keys.iter().map(of_column));
        found.extend(column.checks.iter().cloned().map(Constraint::Check));
    }
    found
}
