//! `op.drop_index`.

use dialect::ddl::{DroppedIndex, IfExists};
use dialect::{Context, Dialect, Statement, Unsupported};
use pysource::{boolean, none, text};
use schema::{ConstraintName, Name, Options, TableName};
use serde::{Deserialize, Serialize};

use crate::python::Script;

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

    pub(crate) fn python(&self, script: &mut Script<'_>) {
        let mut arguments = vec![script.pen.name(&self.name)];
        let table = self.table.as_ref().map_or(none().to_owned(), |table| text(&table.name.text));
        if let Some(table) = script.outside_batch(table) {
            arguments.push(format!("table_name={table}"));
            let namespace = self.table.as_ref().and_then(|table| table.namespace.as_ref()).or(self.namespace.as_ref());
            arguments.extend(namespace.map(|namespace| format!("schema={}", text(&namespace.text))));
        }
        let mut options = self.options.clone();
        options.shift_remove("unique");
        arguments.extend(script.pen.options(&options));
        arguments.extend(self.if_exists.map(|flag| format!("if_exists={}", boolean(flag))));
        script.call("drop_index", &arguments);
    }
}
