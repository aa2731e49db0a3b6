//! `op.create_index`.

use dialect::ddl::{Design, IfNotExists};
use dialect::{Context, Dialect, Statement, Unsupported, named_index};
use pysource::{boolean, text};
use schema::{Index, Options, TableName};
use serde::{Deserialize, Serialize};

use crate::python::{Script, namespace_keyword};

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

    pub(crate) fn python(&self, script: &mut Script<'_>) -> Result<(), Unsupported> {
        let name = named_index(script.settings.naming_convention, &self.table, &self.index)?;
        let mut arguments = vec![script.pen.name(&name)];
        arguments.extend(script.outside_batch(text(&self.table.name.text)));
        arguments.push(format!("[{}]", script.pen.index_parts(&self.index.parts).join(", ")));
        arguments.push(format!("unique={}", boolean(self.index.unique)));
        arguments.extend(script.outside_batch(namespace_keyword(&self.table)).flatten());
        arguments.extend(script.pen.options(&self.index.options));
        arguments.extend(self.if_not_exists.map(|flag| format!("if_not_exists={}", boolean(flag))));
        script.call("create_index", &arguments);
        Ok(())
    }
}
