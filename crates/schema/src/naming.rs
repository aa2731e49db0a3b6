//! Naming conventions: `MetaData(naming_convention={"uq": "uq_%(table_name)s_%(column_0_name)s"})`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Patterns by constraint kind (`ix`, `uq`, `ck`, `fk`, `pk`). Applied by the dialect room when it writes DDL.
/// Custom tokens (callables) are resolved by the Python side and arrive as `(constraint kind, token)` -> text only when
/// they could be; SQLAlchemy's own tokens are all known here.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NamingConvention {
    pub patterns: BTreeMap<String, String>,
}
