//! `op.create_index`.

use dialect::ddl::{Design, IfNotExists};
use dialect::{Context, Dialect, Statement, Unsupported};
use schema::{Index, Options, TableName};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CreateIndex {
    pub table: TableName,
    pub index: Index,
    #[serde(default)]
    pub if_not_exists: Option<bool>,
}

impl CreateIndex {
    pub(crate) fn sql(&self, dialect: &dyn Dialect, context: &Context) -> Result<Vec<Statement>, Unsupported> {
        let options = Options::new();
        let design = Design::partial(dialect, context, &self.table, Vec::new(), &options)?;
        let if_not_exists = IfNotExists::from(self.if_not_exists == Some(true));
        Ok(vec![Statement::plain(dialect.ddl().create_index(&design, &self.index, if_not_exists)?)])
    }
}
