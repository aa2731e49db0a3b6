//! What stands in a FROM clause.

use schema::{DerivedColumn, Expression, From, JoinKind, Name, TableName};

use crate::Unsupported;
use crate::query::Writer;
use crate::query::select::Place;
use crate::quote::{quote_name, quote_table};
use crate::refusal::compile_error;
use crate::types::type_text;

impl Writer<'_> {
    pub(crate) fn source(&mut self, item: &From) -> Result<(), Unsupported> {
        match item {
            From::Table { table, alias } => self.table(table, alias.as_ref()),
            From::Subquery { query, alias, lateral } => {
                self.push(if *lateral { "LATERAL (" } else { "(" });
                self.query_at(query, Place::AsTable)?;
                self.push(")");
                self.alias(Some(alias));
            }
            From::Values { rows, columns, alias } => self.rows_of_values(rows, columns, alias.as_ref())?,
            From::Function { function, alias, lateral, ordinality, columns } => {
                self.push(if *lateral { "LATERAL " } else { "" });
                self.expression(function)?;
                self.push(if *ordinality { " WITH ORDINALITY" } else { "" });
                self.alias(alias.as_ref());
                self.derived_columns(columns)?;
            }
            From::Join { kind, left, right, on } => {
                self.source(left)?;
                self.push(match kind {
                    JoinKind::Inner => self.dialect.queries().inner_join(),
                    JoinKind::Left => " LEFT OUTER JOIN ",
                    JoinKind::Full => " FULL OUTER JOIN ",
                });
                let is_nested = matches!(**right, From::Join { .. });
                self.push(if is_nested { "(" } else { "" });
                self.source(right)?;
                self.push(if is_nested { ")" } else { "" });
                let on = on.as_ref().ok_or_else(|| compile_error("a join needs an ON clause"))?;
                self.push(" ON ");
                self.condition(on)?;
            }
            From::Raw { sql } => self.push(sql),
        }
        Ok(())
    }

    fn rows_of_values(
        &mut self,
        rows: &[Vec<Expression>],
        columns: &[Name],
        alias: Option<&Name>,
    ) -> Result<(), Unsupported> {
        self.push("(VALUES ");
        self.list(rows, ", ", |writer, row| {
            writer.push("(");
            writer.list(row, ", ", Self::expression)?;
            writer.push(")");
            Ok(())
        })?;
        self.push(")");
        self.alias(alias);
        if alias.is_some() {
            let names: Vec<String> = columns.iter().map(|column| quote_name(self.dialect, column)).collect();
            self.push(&format!(" ({})", names.join(", ")));
        }
        Ok(())
    }

    fn derived_columns(&mut self, columns: &[DerivedColumn]) -> Result<(), Unsupported> {
        if columns.is_empty() {
            return Ok(());
        }
        let column = |column: &DerivedColumn| {
            let name = quote_name(self.dialect, &column.name);
            let Some(column_type) = &column.column_type else { return Ok(name) };
            Ok(format!("{name} {}", type_text(self.dialect, column_type)?))
        };
        let columns: Result<Vec<_>, Unsupported> = columns.iter().map(column).collect();
        self.push(&format!("({})", columns?.join(", ")));
        Ok(())
    }

    /// Writes a table's name with its alias.
    pub(crate) fn table(&mut self, table: &TableName, alias: Option<&Name>) {
        let table = quote_table(self.dialect, table);
        self.push(&table);
        self.alias(alias);
    }

    fn alias(&mut self, alias: Option<&Name>) {
        if let Some(alias) = alias {
            let alias = quote_name(self.dialect, alias);
            self.push(" AS ");
            self.push(&alias);
        }
    }
}
