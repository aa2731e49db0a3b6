//! `op.rename_table`.

use dialect::ddl::rename_table;
use dialect::{Dialect, Statement};
use pysource::text;
use schema::{Name, TableName};
use serde::{Deserialize, Serialize};

use crate::python::{Script, namespace_keyword};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RenameTable {
    pub table: TableName,
    pub to: Name,
}

impl RenameTable {
    pub(crate) fn sql(&self, dialect: &dyn Dialect) -> Vec<Statement> {
        vec![rename_table(dialect, &self.table, &self.to)]
    }

    /// A batch has no directive of that name.
    pub(crate) fn python(&self, script: &mut Script<'_>) {
        let mut arguments = vec![text(&self.table.name.text), text(&self.to.text)];
        arguments.extend(namespace_keyword(&self.table));
        script.line(format!("{}rename_table({})", script.settings.alembic_prefix, arguments.join(", ")));
    }
}
