//! `op.drop_column`.

use dialect::ddl::{IfExists, drop_column};
use dialect::{Dialect, Statement};
use pysource::{boolean, text};
use schema::{Name, Options, TableName};
use serde::{Deserialize, Serialize};

use crate::python::{Script, namespace_keyword};

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

    pub(crate) fn python(&self, script: &mut Script<'_>) {
        let column = text(&self.column.text);
        let Some(table) = script.outside_batch(text(&self.table.name.text)) else {
            return script.call("drop_column", &[column]);
        };
        let mut arguments = vec![table, column];
        arguments.extend(namespace_keyword(&self.table));
        arguments.extend(self.if_exists.map(|flag| format!("if_exists={}", boolean(flag))));
        arguments.extend(script.pen.options(&self.options));
        script.call("drop_column", &arguments);
    }
}
