//! `op.rename_table`.

use dialect::ddl::rename_table;
use dialect::{Dialect, Statement};
use schema::{Name, TableName};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RenameTable {
    pub table: TableName,
    pub to: Name,
}

impl RenameTable {
    pub(crate) fn sql(&self, dialect: &dyn Dialect) -> Vec<Statement> {
        vec![rename_table(dialect, &self.table, &self.to)]
    }
}
