//! `op.drop_table`.

use dialect::ddl::{IfExists, drop_table};
use dialect::{Dialect, Statement};
use schema::{Options, TableName};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DropTable {
    pub table: TableName,
    #[serde(default)]
    pub if_exists: bool,
    #[serde(default)]
    pub options: Options,
}

impl DropTable {
    pub(crate) fn sql(&self, dialect: &dyn Dialect) -> Vec<Statement> {
        vec![drop_table(dialect, &self.table, IfExists::from(self.if_exists))]
    }
}
