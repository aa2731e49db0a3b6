//! `op.create_table_comment` and `op.drop_table_comment`.

use dialect::ddl::table_comment;
use dialect::{Dialect, Statement};
use pysource::{none, text};
use schema::TableName;
use serde::{Deserialize, Serialize};

use crate::python::Script;

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

    pub(crate) fn python(&self, script: &mut Script<'_>) {
        let written = |comment: &Option<String>| comment.as_deref().map_or(none().to_owned(), text);
        let mut arguments: Vec<String> = script.outside_batch(text(&self.table.name.text)).into_iter().collect();
        let directive = if self.comment.is_some() { "create_table_comment" } else { "drop_table_comment" };
        if self.comment.is_some() {
            arguments.push(written(&self.comment));
        }
        arguments.push(format!("existing_comment={}", written(&self.existing_comment)));
        let namespace = self.table.namespace.as_ref().map_or(none().to_owned(), |namespace| text(&namespace.text));
        arguments.extend(script.outside_batch(format!("schema={namespace}")));
        script.line(format!("{}{directive}(\n    {}\n)", script.pen.alembic_prefix, arguments.join(",\n    ")));
    }
}
