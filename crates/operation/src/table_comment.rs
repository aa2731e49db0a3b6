//! `op.create_table_comment` and `op.drop_table_comment`.

use dialect::ddl::table_comment;
use dialect::{Dialect, Statement};
use schema::TableName;
use serde::{Deserialize, Serialize};

/// Sets a table's comment; `None` removes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SetTableComment {
    pub table: TableName,
    pub comment: Option<String>,
    #[serde(default)]
    pub existing_comment: Option<String>,
}

impl SetTableComment {
    pub(crate) fn sql(&self, dialect: &dyn Dialect) -> Vec<Statement> {
        vec![table_comment(dialect, &self.table, self.comment.as_deref())]
    }
}
