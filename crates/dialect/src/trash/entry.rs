//! One thing in the trash.

use schema::TableName;
use serde::{Deserialize, Serialize};

use super::{KeptColumn, Part, exact};

/// What was dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    #[default]
    Table,
    Column,
}

impl Kind {
    /// Returns its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Column => "column",
        }
    }
}

/// What is needed to bring something back.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Memory {
    /// Those of the kept table; of a column the key and then the column itself.
    #[serde(default)]
    pub columns: Vec<KeptColumn>,
    #[serde(default)]
    pub key: Vec<String>,
    #[serde(default)]
    pub parts: Vec<Part>,
    #[serde(default)]
    pub creation: Option<String>,
    #[serde(default)]
    pub counted_to: Option<i64>,
}

impl Memory {
    /// Returns a column by its name.
    pub fn column(&self, name: &str) -> Option<&KeptColumn> {
        self.columns.iter().find(|column| column.name == name)
    }
}

/// A row of the registry.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    pub id: i64,
    /// The layout of the row.
    pub format: i64,
    /// The version table with its namespace: several may stand in one database.
    pub version_table: String,
    pub revision: String,
    /// `upgrade` or `downgrade`.
    pub direction: String,
    pub kind: Kind,
    pub namespace: Option<String>,
    pub table: String,
    pub column: Option<String>,
    /// The name of the table that holds it now.
    pub kept_as: String,
    pub rows: Option<i64>,
    pub bytes: Option<i64>,
    /// The moment in UTC, ISO 8601.
    pub dropped: String,
    pub who: String,
    /// Version of the program.
    pub tool: String,
    pub memory: Memory,
}

impl Entry {
    /// Returns the name of the table that was dropped, or that had the column.
    pub fn table_name(&self) -> TableName {
        TableName { namespace: self.namespace.as_deref().map(exact), name: exact(&self.table) }
    }

    /// Returns `3 rows`, where that is known.
    pub fn counted(&self) -> Option<String> {
        self.rows.map(|rows| if rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") })
    }

    /// Returns `table app.users` or `column app.users.name`.
    pub fn description(&self) -> String {
        let column = self.column.as_ref().map(|column| format!(".{column}")).unwrap_or_default();
        format!("{} {}{column}", self.kind.word(), self.table_name())
    }
}
