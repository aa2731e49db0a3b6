//! `op.execute`.

use dialect::query::{Parameters, Paramstyle, compile};
use dialect::{Context, Dialect, Statement, Unsupported};
use schema::Query;
use serde::{Deserialize, Serialize};

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
}
