//! `op.bulk_insert`.

use dialect::query::{Mode, Parameters, Paramstyle, compile};
use dialect::{Context, Delivery, Dialect, Statement, Unsupported};
use schema::{Bind, ColumnType, Expression, Insert, InsertSource, Name, Query, TableName};
use serde::{Deserialize, Serialize};

/// Inserts rows. `columns` holds every column that any row names, in table order, with its type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BulkInsert {
    pub table: TableName,
    pub columns: Vec<InsertColumn>,
    /// One expression (mostly `bind`) a column and row.
    pub rows: Vec<Vec<Expression>>,
    #[serde(default = "yes")]
    pub multiinsert: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InsertColumn {
    pub name: Name,
    #[serde(default, rename = "type")]
    pub column_type: Option<ColumnType>,
}

fn yes() -> bool {
    true
}

impl BulkInsert {
    /// Printed rows are literals even where other values are not.
    pub(crate) fn sql(&self, dialect: &dyn Dialect, context: &Context) -> Result<Vec<Statement>, Unsupported> {
        let mode = if context.delivery == Delivery::Executed { Mode::Bound } else { Mode::Literal };
        let paramstyle = Paramstyle::of_driver(dialect, "");
        let mut statements = Vec::new();
        for row in &self.rows {
            let insert = Query::Insert(Box::new(self.insert(row)));
            statements.extend(compile(dialect, &insert, &Parameters::None, mode, paramstyle)?);
        }
        Ok(statements)
    }

    fn insert(&self, row: &[Expression]) -> Insert {
        let columns = self.columns.iter().map(|column| column.name.clone()).collect();
        let values = self.columns.iter().zip(row).map(|(column, value)| typed(column, value)).collect();
        Insert {
            ctes: Vec::new(),
            table: self.table.clone(),
            source: InsertSource::Values { columns, rows: vec![values] },
            on_conflict: None,
            returning: Vec::new(),
        }
    }
}

/// A value without a type of its own has its column's.
fn typed(column: &InsertColumn, value: &Expression) -> Expression {
    match value {
        Expression::Bind(bind) if bind.bind_type.is_none() => {
            let bind_type = column.column_type.clone().map(Box::new);
            Expression::Bind(Bind { bind_type, ..bind.clone() })
        }
        value => value.clone(),
    }
}
