//! `op.drop_table`.

use dialect::ddl::{IfExists, drop_table};
use dialect::{Dialect, Statement};
use pysource::text;
use schema::{Options, TableName};
use serde::{Deserialize, Serialize};

use crate::python::{Script, namespace_keyword};

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

    pub(crate) fn python(&self, script: &mut Script<'_>) {
        let mut arguments = vec![text(&self.table.name.text)];
        arguments.extend(namespace_keyword(&self.table));
        if self.if_exists {
            arguments.push("if_exists=True".to_owned());
        }
        script.call("drop_table", &arguments);
    }
}
