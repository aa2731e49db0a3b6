//! `op.drop_index`.

use dialect::ddl::{DroppedIndex, IfExists};
use dialect::{Context, Dialect, Statement, Unsupported};
use schema::{ConstraintName, Name, Options, TableName};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DropIndex {
    pub name: ConstraintName,
    #[serde(default)]
    pub table: Option<TableName>,
    /// `schema=` where no table was named.
    #[serde(default)]
    pub namespace: Option<Name>,
    #[serde(default)]
    pub if_exists: Option<bool>,
    #[serde(default)]
    pub options: Options,
}

impl DropIndex {
    pub(crate) fn sql(&self, dialect: &dyn Dialect, context: &Context) -> Result<Vec<Statement>, Unsupported> {
        let index = DroppedIndex {
            name: &self.name,
            table: self.table.as_ref(),
            namespace: self.namespace.as_ref(),
            if_exists: IfExists::from(self.if_exists == Some(true)),
            options: &self.options,
        };
        Ok(vec![Statement::plain(dialect.ddl().drop_index(dialect, context, &index)?)])
    }
}
