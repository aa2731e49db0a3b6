//! `op.drop_column`.

use dialect::ddl::{IfExists, drop_column};
use dialect::{Dialect, Statement};
use schema::{Name, Options, TableName};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DropColumn {
    pub table: TableName,
    pub column: Name,
    #[serde(default)]
    pub if_exists: Option<bool>,
    /// `mssql_drop_check` and its relatives.
    #[serde(default)]
    pub options: Options,
}

impl DropColumn {
    pub(crate) fn sql(&self, dialect: &dyn Dialect) -> Vec<Statement> {
        vec![drop_column(dialect, &self.table, &self.column, IfExists::from(self.if_exists == Some(true)))]
    }
}
