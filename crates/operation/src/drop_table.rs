//! `op.drop_table`.

use dialect::ddl::{CheckFirst, IfExists, drop_domain, drop_enum, drop_table};
use dialect::{Dialect, Statement, Unsupported};
use pysource::text;
use schema::{ColumnType, Options, TableName};
use serde::{Deserialize, Serialize};

use crate::python::{Script, namespace_keyword};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DropTable {
    pub table: TableName,
    #[serde(default)]
    pub if_exists: bool,
    #[serde(default)]
    pub options: Options,
    /// Enum types and domains that go with the table, as they come with it: nothing else holds them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<ColumnType>,
}

impl DropTable {
    pub(crate) fn sql(&self, dialect: &dyn Dialect) -> Result<Vec<Statement>, Unsupported> {
        let mut statements = vec![drop_table(dialect, &self.table, IfExists::from(self.if_exists))];
        statements.extend(self.dropped_types(dialect)?);
        Ok(statements)
    }

    pub(crate) fn python(&self, script: &mut Script<'_>) -> Result<(), Unsupported> {
        let mut arguments = vec![text(&self.table.name.text)];
        arguments.extend(namespace_keyword(&self.table));
        if self.if_exists {
            arguments.push("if_exists=True".to_owned());
        }
        script.call("drop_table", &arguments);
        script.execute(self.dropped_types(script.dialect())?);
        Ok(())
    }

    fn dropped_types(&self, dialect: &dyn Dialect) -> Result<Vec<Statement>, Unsupported> {
        let mut statements = Vec::new();
        for column_type in &self.types {
            match column_type {
                ColumnType::Enum(enum_type) => statements.extend(drop_enum(dialect, enum_type, CheckFirst::No)?),
                ColumnType::Native(domain) => statements.push(drop_domain(dialect, domain)?),
                _ => {}
            }
        }
        Ok(statements)
    }
}
