//! Tables.

use serde::{Deserialize, Serialize};

use crate::{Column, Constraint, Index, Options, TableName};

/// A table as a script or a model declares it.
///
/// `columns` hold their own flags (`primary_key`, `unique`, `index`, `foreign_keys`) as written; `constraints` and
/// `indexes` are those given beside the columns. What they amount to together is worked out by the dialect room.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    #[serde(flatten)]
    pub name: TableName,
    pub columns: Vec<Column>,
    /// Explicit constraints in the order they were created.
    #[serde(default)]
    pub constraints: Vec<Constraint>,
    #[serde(default)]
    pub indexes: Vec<Index>,
    #[serde(default)]
    pub comment: Option<String>,
    /// Words between CREATE and TABLE, such as `TEMPORARY`.
    #[serde(default)]
    pub prefixes: Vec<String>,
    /// `info={"renamed_from": "old"}`: its name before, in the same namespace.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renamed_from: Option<String>,
    /// `info=` as Python writes it: it means nothing to a database, and stands in version files.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub info: Option<String>,
    #[serde(default)]
    pub options: Options,
}
