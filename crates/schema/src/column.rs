//! Columns, and what fills them when an INSERT leaves them out.

use serde::{Deserialize, Serialize};

use crate::{Check, ColumnType, Expression, ForeignKey, Name, Options, Sequence};

/// A column as written: `Column("id", Integer, primary_key=True, …)`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column {
    pub name: Name,
    #[serde(rename = "type")]
    pub column_type: ColumnType,
    pub nullable: bool,
    #[serde(default)]
    pub primary_key: bool,
    #[serde(default)]
    pub autoincrement: Autoincrement,
    #[serde(default)]
    pub unique: bool,
    #[serde(default)]
    pub index: bool,
    #[serde(default)]
    pub fill: Fill,
    /// Whether the column has a Python-side `default=` other than a sequence: such a column does not count up by itself.
    #[serde(default)]
    pub client_default: bool,
    /// `Column("id", Integer, Sequence("ids"))`.
    #[serde(default)]
    pub sequence: Option<Box<Sequence>>,
    /// `ForeignKey(…)` objects given to the column; their `columns` list is this column.
    #[serde(default)]
    pub foreign_keys: Vec<ForeignKey>,
    /// `CheckConstraint(…)` objects given to the column: rendered behind the column, not behind the table.
    #[serde(default)]
    pub checks: Vec<Check>,
    #[serde(default)]
    pub comment: Option<String>,
    /// `info={"renamed_from": "old"}`: its name before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renamed_from: Option<String>,
    #[serde(default)]
    pub options: Options,
}

/// SQLAlchemy's `autoincrement=`: `"auto"`, `true`, `false` or `"ignore_fk"` on the wire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Autoincrement {
    /// A single integer primary key without foreign key counts up by itself.
    #[default]
    Auto,
    On,
    Off,
    IgnoreFk,
}

/// What fills a column that an INSERT leaves out. A Python-side `default=` is not among them: it never reaches DDL.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(tag = "fill", rename_all = "snake_case")]
pub enum Fill {
    #[default]
    Nothing,
    /// `server_default=`: a string is a `literal` expression, `text()` and functions are themselves.
    Default {
        expression: Box<Expression>,
    },
    /// `FetchedValue()`: the server fills it in a way that DDL does not show.
    Fetched,
    Computed {
        expression: Box<Expression>,
        persisted: Option<bool>,
    },
    Identity(Box<Identity>),
}

impl Fill {
    /// Returns what `server_default=` says.
    pub fn server_default(&self) -> Option<&Expression> {
        match self {
            Self::Default { expression } => Some(expression),
            Self::Nothing | Self::Fetched | Self::Computed { .. } | Self::Identity(_) => None,
        }
    }
}

impl From<Expression> for Fill {
    /// `server_default=`.
    fn from(expression: Expression) -> Self {
        Self::Default { expression: Box::new(expression) }
    }
}

/// `GENERATED … AS IDENTITY (…)`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Identity {
    #[serde(default)]
    pub always: bool,
    #[serde(default)]
    pub on_null: Option<bool>,
    #[serde(default)]
    pub start: Option<i64>,
    #[serde(default)]
    pub increment: Option<i64>,
    #[serde(default)]
    pub minvalue: Option<i64>,
    #[serde(default)]
    pub maxvalue: Option<i64>,
    #[serde(default)]
    pub nominvalue: bool,
    #[serde(default)]
    pub nomaxvalue: bool,
    #[serde(default)]
    pub cycle: Option<bool>,
    #[serde(default)]
    pub cache: Option<i64>,
    #[serde(default)]
    pub order: Option<bool>,
}
