//! `CreateSequence`, `DropSequence`, `Sequence.create()`.

use dialect::ddl::{IfExists, IfNotExists, create_sequence, drop_sequence};
use dialect::{Dialect, Statement, Unsupported};
use schema::Sequence;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CreateSequence {
    pub sequence: Sequence,
    #[serde(default)]
    pub if_not_exists: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DropSequence {
    pub sequence: Sequence,
    #[serde(default)]
    pub if_exists: bool,
}

impl CreateSequence {
    pub(crate) fn sql(&self, dialect: &dyn Dialect) -> Result<Vec<Statement>, Unsupported> {
        Ok(vec![create_sequence(dialect, &self.sequence, IfNotExists::from(self.if_not_exists))?])
    }
}

impl DropSequence {
    pub(crate) fn sql(&self, dialect: &dyn Dialect) -> Vec<Statement> {
        vec![drop_sequence(dialect, &self.sequence, IfExists::from(self.if_exists))]
    }
}
