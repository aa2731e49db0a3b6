//! A whole schema: what a database holds, or what models declare.

use serde::{Deserialize, Serialize};

use crate::{EnumType, Sequence, Table, TableName};

/// Tables with what belongs to them, and the types and sequences that stand beside them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Schema {
    #[serde(default)]
    pub tables: Vec<Table>,
    /// How many of the tables each MetaData object of the models has, one after the other; empty if there is one.
    #[serde(default)]
    pub metadata_sizes: Vec<usize>,
    /// PostgreSQL's enum types.
    #[serde(default)]
    pub enums: Vec<EnumType>,
    /// The names of PostgreSQL's domains.
    #[serde(default)]
    pub domains: Vec<TableName>,
    #[serde(default)]
    pub sequences: Vec<Sequence>,
}

impl Schema {
    /// Returns the table of that name.
    pub fn table(&self, name: &TableName) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == *name)
    }

    /// Gives back the memory that the lists of its tables have and do not use: a third of what columns take.
    pub fn shrink_to_fit(&mut self) {
        for table in &mut self.tables {
            table.columns.shrink_to_fit();
            table.constraints.shrink_to_fit();
            table.indexes.shrink_to_fit();
        }
    }
}
