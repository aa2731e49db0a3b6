//! INSERT, UPDATE and DELETE.

use schema::{Assignment, Delete, Expression, From, Insert, InsertSource, Name, OnConflict, Update};

use crate::Unsupported;
use crate::query::select::Place;
use crate::query::{AllTables, Columns, Writer};
use crate::quote::{quote_name, quote_names};
use crate::refusal::refusal;

impl Writer<'_> {
    pub(crate) fn insert(&mut self, insert: &Insert) -> Result<(), Unsupported> {
        self.ctes(&insert.ctes)?;
        self.push("INSERT INTO ");
        self.table(&insert.table, None);
        match &insert.source {
            InsertSource::Values { columns, rows } if columns.is_empty() && rows.len() <= 1 => self.no_values(),
            InsertSource::Values { columns, rows } => {
                self.column_list(columns);
                self.push(" VALUES ");
                self.list(rows, ", ", |writer, row| {
                    writer.push("(");
                    writer.list(row, ", ", Self::grouped)?;
                    writer.push(")");
                    Ok(())
                })?;
            }
            InsertSource::Select { columns, query } => {
                if !columns.is_empty() {
                    self.column_list(columns);
                }
                self.push(" ");
                self.query_at(query, Place::AsValue)?;
            }
            InsertSource::Defaults => self.no_values(),
        }
        if let Some(on_conflict) = &insert.on_conflict {
            self.on_conflict(on_conflict)?;
        }
        self.returning(&insert.returning)
    }

    fn no_values(&mut self) {
        self.push(if self.dialect.facts().default_values { " DEFAULT VALUES" } else { " () VALUES ()" });
    }

    fn column_list(&mut self, columns: &[Name]) {
        let columns = quote_names(self.dialect, columns);
        self.push(&format!(" ({columns})"));
    }

    fn on_conflict(&mut self, on_conflict: &OnConflict) -> Result<(), Unsupported> {
        if self.dialect.facts().on_duplicate_key {
            return self.on_duplicate_key(on_conflict);
        }
        self.push(" ON CONFLICT");
        if let Some(constraint) = &on_conflict.constraint {
            let constraint = quote_name(self.dialect, constraint);
            self.push(" ON CONSTRAINT ");
            self.push(&constraint);
        } else if !on_conflict.elements.is_empty() {
            let columns = std::mem::replace(&mut self.columns, Columns::Bare);
            self.push(" (");
            self.list(&on_conflict.elements, ", ", Self::expression)?;
            self.push(")");
            if let Some(index_where) = &on_conflict.index_where {
                self.push(" WHERE ");
                self.condition(index_where)?;
            }
            self.columns = columns;
        }
        let Some(set) = &on_conflict.set else {
            self.push(" DO NOTHING");
            return Ok(());
        };
        self.push(" DO UPDATE SET ");
        self.assignments(set, " = ")?;
        if let Some(filter) = &on_conflict.filter {
            self.push(" WHERE ");
            self.condition(filter)?;
        }
        Ok(())
    }

    fn on_duplicate_key(&mut self, on_conflict: &OnConflict) -> Result<(), Unsupported> {
        // `on_duplicate_key_update` names no target; an `on_conflict_…` of another dialect's INSERT is refused.
        let is_of_mysql = on_conflict.elements.is_empty() && on_conflict.constraint.is_none();
        let Some(set) = on_conflict.set.as_ref().filter(|_| is_of_mysql) else {
            let class = if on_conflict.set.is_some() { "OnConflictDoUpdate" } else { "OnConflictDoNothing" };
            let compiler = self.dialect.facts().type_compiler.replace("TypeCompiler", "Compiler");
            return Err(refusal(
                "sqlalchemy.exc.UnsupportedCompilationError",
                format!(
                    "Compiler <{compiler}> can't render element of type <class \
                     'sqlalchemy.dialects.postgresql.dml.{class}'>"
                ),
            ));
        };
        self.push(" ON DUPLICATE KEY UPDATE ");
        self.assignments(set, " = ")
    }

    fn assignments(&mut self, assignments: &[Assignment], equals: &str) -> Result<(), Unsupported> {
        self.list(assignments, ", ", |writer, assignment| {
            let column = quote_name(writer.dialect, &assignment.column);
            writer.push(&column);
            writer.push(equals);
            writer.grouped(&assignment.value)
        })
    }

    fn returning(&mut self, columns: &[Expression]) -> Result<(), Unsupported> {
        if columns.is_empty() { Ok(()) } else { self.dialect.queries().returning(self, columns) }
    }

    pub(crate) fn update(&mut self, update: &Update) -> Result<(), Unsupported> {
        self.ctes(&update.ctes)?;
        self.push("UPDATE ");
        self.table(&update.table, update.alias.as_ref());
        let lists_all =
            !update.from.is_empty() && self.dialect.queries().update_lists_all_tables() == AllTables::BeforeSet;
        if lists_all {
            self.push(", ");
            self.list(&update.from, ", ", Self::source)?;
        }
        self.push(" SET ");
        if lists_all {
            let table = update.alias.as_ref().unwrap_or(&update.table.name);
            let table = quote_name(self.dialect, table);
            self.list(&update.set, ", ", |writer, assignment| {
                let column = quote_name(writer.dialect, &assignment.column);
                writer.push(&format!("{table}.{column}="));
                writer.grouped(&assignment.value)
            })?;
        } else {
            self.assignments(&update.set, "=")?;
        }
        if !update.from.is_empty() && !lists_all {
            self.push(" FROM ");
            self.list(&update.from, ", ", Self::source)?;
        }
        self.filter(update.filter.as_ref())?;
        self.returning(&update.returning)
    }

    pub(crate) fn delete(&mut self, delete: &Delete) -> Result<(), Unsupported> {
        self.ctes(&delete.ctes)?;
        self.push("DELETE FROM ");
        self.table(&delete.table, delete.alias.as_ref());
        if !delete.using.is_empty() {
            match self.dialect.facts().delete_using {
                DeleteUsing::Others => self.push(" USING "),
                DeleteUsing::All => {
                    self.push(" USING ");
                    let own = From::Table { table: delete.table.clone(), alias: delete.alias.clone() };
                    self.source(&own)?;
                    self.push(", ");
                }
                DeleteUsing::Never => {
                    return Err(refusal(
                        "NotImplementedError",
                        "This backend does not support multiple-table criteria within DELETE",
                    ));
                }
            }
            self.list(&delete.using, ", ", Self::source)?;
        }
        self.filter(delete.filter.as_ref())?;
        self.returning(&delete.returning)
    }

    fn filter(&mut self, filter: Option<&Expression>) -> Result<(), Unsupported> {
        if let Some(filter) = filter {
            self.push(" WHERE ");
            self.criterion(filter)?;
        }
        Ok(())
    }
}

/// Which tables DELETE … USING names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeleteUsing {
    Never,
    Others,
    All,
}
