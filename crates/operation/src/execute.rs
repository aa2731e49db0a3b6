//! `op.execute`.

use dialect::query::{Parameters, Paramstyle, compile};
use dialect::{Context, Dialect, Statement, Unsupported};
use pysource::text;
use schema::Query;
use serde::{Deserialize, Serialize};

use crate::python::Script;

/// Executes a statement. A plain string arrives as `text`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Execute {
    pub statement: Query,
}

impl Execute {
    pub(crate) fn sql(&self, dialect: &dyn Dialect, context: &Context) -> Result<Vec<Statement>, Unsupported> {
        let paramstyle = Paramstyle::of_driver(dialect, "");
        compile(dialect, &self.statement, &Parameters::None, context.delivery.mode(), paramstyle)
    }

    /// Plain text stays as it is; a query is written as SQL.
    pub(crate) fn python(&self, script: &mut Script<'_>) -> Result<(), Unsupported> {
        match &self.statement {
            Query::Text(statement) if statement.binds.is_empty() => script.call("execute", &[text(&statement.sql)]),
            _ => script.execute(self.sql(script.dialect(), &script.context())?),
        }
        Ok(())
    }
}
