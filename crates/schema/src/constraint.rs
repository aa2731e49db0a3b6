//! Constraints.

use serde::{Deserialize, Serialize};

use crate::{Expression, Name, Options, TableName};

/// A constraint's or index's name: none, as written (a naming convention may still apply), or final (`op.f(…)`).
///
/// On the wire `null`, `"name"` or `{"final": "name"}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ConstraintName {
    Written(Name),
    Final {
        #[serde(rename = "final")]
        name: Name,
    },
    #[default]
    None,
}

impl ConstraintName {
    /// Returns the name as it is given, however long; `None`: there is none.
    pub fn given(&self) -> Option<&Name> {
        match self {
            Self::Written(name) | Self::Final { name } => Some(name),
            Self::None => None,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "constraint", rename_all = "snake_case")]
pub enum Constraint {
    PrimaryKey(PrimaryKey),
    Unique(Unique),
    ForeignKey(ForeignKey),
    Check(Check),
    Exclude(Exclude),
}

impl Constraint {
    /// Returns its name.
    pub fn name(&self) -> &ConstraintName {
        match self {
            Self::PrimaryKey(key) => &key.name,
            Self::Unique(unique) => &unique.name,
            Self::ForeignKey(key) => &key.name,
            Self::Check(check) => &check.name,
            Self::Exclude(exclude) => &exclude.name,
        }
    }

    /// Names it anew.
    pub fn set_name(&mut self, name: ConstraintName) {
        match self {
            Self::PrimaryKey(key) => key.name = name,
            Self::Unique(unique) => unique.name = name,
            Self::ForeignKey(key) => key.name = name,
            Self::Check(check) => check.name = name,
            Self::Exclude(exclude) => exclude.name = name,
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PrimaryKey {
    #[serde(default)]
    pub name: ConstraintName,
    pub columns: Vec<Name>,
    #[serde(default)]
    pub deferrable: Option<bool>,
    #[serde(default)]
    pub initially: Option<String>,
    #[serde(default)]
    pub comment: Option<String>,
    #[serde(default)]
    pub options: Options,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Unique {
    #[serde(default)]
    pub name: ConstraintName,
    pub columns: Vec<Name>,
    /// Whether a column's `unique=True` stands behind it, and a naming convention gave it its name: then its place is
    /// among the constraints of that column.
    #[serde(default)]
    pub of_column: bool,
    #[serde(default)]
    pub deferrable: Option<bool>,
    #[serde(default)]
    pub initially: Option<String>,
    #[serde(default)]
    pub comment: Option<String>,
    #[serde(default)]
    pub options: Options,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ForeignKey {
    #[serde(default)]
    pub name: ConstraintName,
    #[serde(default)]
    pub columns: Vec<Name>,
    pub referred_table: TableName,
    pub referred_columns: Vec<Name>,
    #[serde(default)]
    pub onupdate: Option<String>,
    #[serde(default)]
    pub ondelete: Option<String>,
    #[serde(default)]
    pub deferrable: Option<bool>,
    #[serde(default)]
    pub initially: Option<String>,
    #[serde(default, rename = "match")]
    pub match_kind: Option<String>,
    #[serde(default)]
    pub use_alter: bool,
    #[serde(default)]
    pub comment: Option<String>,
    #[serde(default)]
    pub options: Options,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Check {
    #[serde(default)]
    pub name: ConstraintName,
    pub condition: Expression,
    #[serde(default)]
    pub deferrable: Option<bool>,
    #[serde(default)]
    pub initially: Option<String>,
    #[serde(default)]
    pub comment: Option<String>,
    #[serde(default)]
    pub options: Options,
}

/// PostgreSQL's `EXCLUDE USING …`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Exclude {
    #[serde(default)]
    pub name: ConstraintName,
    /// Pairs of expression and operator.
    pub elements: Vec<(Expression, String)>,
    #[serde(default)]
    pub using: Option<String>,
    #[serde(default, rename = "where")]
    pub filter: Option<Expression>,
    #[serde(default)]
    pub deferrable: Option<bool>,
    #[serde(default)]
    pub initially: Option<String>,
    /// Operator classes by column name.
    #[serde(default)]
    pub ops: Options,
}
