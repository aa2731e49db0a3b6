//! `op.create_table`, and the CREATE TABLE of `Table.create()`.

use dialect::ddl::{CheckFirst, IfNotExists, create_table};
use dialect::{Context, Dialect, Statement, Unsupported};
use schema::Table;
use serde::{Deserialize, Serialize};

/// Creates a table with its enum types, indexes and comments.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CreateTable {
    pub table: Table,
    #[serde(default)]
    pub if_not_exists: bool,
    /// Whether the server is asked for each of the table's enum types first: `Table.create()` and
    /// `MetaData.create_all()` do so, `op.create_table` does not.
    #[serde(default)]
    pub types_checkfirst: bool,
}

impl CreateTable {
    pub(crate) fn sql(&self, dialect: &dyn Dialect, context: &Context) -> Result<Vec<Statement>, Unsupported> {
        let check_first = CheckFirst::from(self.types_checkfirst);
        create_table(dialect, context, &self.table, IfNotExists::from(self.if_not_exists), check_first)
    }
}
