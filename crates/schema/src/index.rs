//! Indexes.

use serde::{Deserialize, Serialize};

use crate::{ConstraintName, Expression, Name, Options};

/// An index; dialect words (`postgresql_where`, `postgresql_using`, `sqlite_where`, `mysql_length`, …) are in `options`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Index {
    #[serde(default)]
    pub name: ConstraintName,
    pub parts: Vec<IndexPart>,
    #[serde(default)]
    pub unique: bool,
    #[serde(default)]
    pub options: Options,
}

/// One key of an index: `{"column": "name"}` or `{"expression": {…}}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IndexPart {
    Column(Name),
    Expression(Expression),
}
