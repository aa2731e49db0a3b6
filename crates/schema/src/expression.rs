//! SQL expressions: text with binds, or a tree.

use serde::{Deserialize, Serialize};

use crate::{ColumnType, Name, Query, Value};

/// An SQL expression. On the wire tagged by `expr`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "expr", rename_all = "snake_case")]
pub enum Expression {
    /// `sa.text("…")`.
    Text(Text),
    /// `literal_column("…")`, operators' raw text: rendered as it is, without binds.
    Raw {
        sql: String,
    },
    /// A column; `table` is the name or alias it is qualified with (absent in DDL).
    Column {
        #[serde(default)]
        namespace: Option<Name>,
        #[serde(default)]
        table: Option<Name>,
        name: Name,
        #[serde(default, rename = "type")]
        column_type: Option<Box<ColumnType>>,
    },
    /// A value: bound when a query runs, written as a literal in DDL and offline.
    Bind(Bind),
    Null,
    True,
    False,
    /// `func.lower(x)`.
    Function(Function),
    Binary {
        operator: Operator,
        left: Box<Expression>,
        right: Box<Expression>,
        /// `ESCAPE` character of LIKE.
        #[serde(default)]
        escape: Option<String>,
    },
    /// `a AND b`, `a OR b`, `a || b` chains.
    Junction {
        operator: Operator,
        parts: Vec<Expression>,
    },
    Not {
        of: Box<Expression>,
    },
    Negative {
        of: Box<Expression>,
    },
    IsNull {
        of: Box<Expression>,
        negated: bool,
    },
    /// `x IN (…)`; `within` holds a list, or one `subquery`.
    In {
        of: Box<Expression>,
        within: Vec<Expression>,
        negated: bool,
    },
    Between {
        of: Box<Expression>,
        low: Box<Expression>,
        high: Box<Expression>,
        negated: bool,
    },
    Cast {
        of: Box<Expression>,
        #[serde(rename = "type")]
        to: Box<ColumnType>,
    },
    Case(Case),
    Label {
        name: Name,
        of: Box<Expression>,
    },
    /// `x.asc()`, `.desc()`, `.nulls_first()`, …: `modifier` is the SQL word(s).
    Ordered {
        of: Box<Expression>,
        modifier: String,
    },
    Collate {
        of: Box<Expression>,
        collation: String,
    },
    Extract {
        field: String,
        from: Box<Expression>,
    },
    Exists {
        query: Box<Query>,
    },
    Subquery {
        query: Box<Query>,
    },
    Tuple {
        items: Vec<Expression>,
    },
    /// PostgreSQL `ARRAY[…]`.
    Array {
        items: Vec<Expression>,
    },
    /// `x[i]`.
    Index {
        of: Box<Expression>,
        index: Box<Expression>,
    },
    Grouping {
        of: Box<Expression>,
    },
    Distinct {
        of: Box<Expression>,
    },
    Star {
        #[serde(default)]
        table: Option<Name>,
    },
    Over(Over),
    /// `seq.next_value()`.
    NextValue {
        #[serde(default)]
        namespace: Option<Name>,
        name: Name,
    },
    /// `excluded.x` in ON CONFLICT.
    Excluded {
        name: Name,
    },
}

/// `sa.text()`: `:name` marks a bind, `\:` is a literal colon; the SQL stays as written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Text {
    pub sql: String,
    /// Values or types given by `.bindparams()`.
    #[serde(default)]
    pub binds: Vec<Bind>,
    /// The text is the database's own: each colon is one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_verbatim: bool,
}

/// A bound value. `name` is `None` for values that the expression language bound by itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bind {
    #[serde(default)]
    pub name: Option<String>,
    /// `None`: the value comes with the execution (`bindparam("x")`).
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    #[serde(default, rename = "type")]
    pub bind_type: Option<Box<ColumnType>>,
    /// `bindparam("ids", expanding=True)`: a list written as `(?, ?, …)`.
    #[serde(default)]
    pub expanding: bool,
}

/// A key that is present with `null` means "bound to NULL"; an absent key means "not bound yet".
fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Function {
    /// `["pg_catalog", "now"]`: packages, then the name as written.
    pub path: Vec<String>,
    #[serde(default)]
    pub arguments: Vec<Expression>,
    #[serde(default, rename = "filter")]
    pub filter: Option<Box<Expression>>,
    /// `percentile_cont(0.5) WITHIN GROUP (ORDER BY …)`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub within_group: Vec<Expression>,
    /// `array_agg(x ORDER BY …)`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub order_by: Vec<Expression>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Case {
    #[serde(default)]
    pub of: Option<Box<Expression>>,
    pub branches: Vec<(Expression, Expression)>,
    #[serde(default)]
    pub otherwise: Option<Box<Expression>>,
}

/// A window: `row_number() OVER (PARTITION BY … ORDER BY …)`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Over {
    pub of: Box<Expression>,
    #[serde(default)]
    pub partition_by: Vec<Expression>,
    #[serde(default)]
    pub order_by: Vec<Expression>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frame: Option<Frame>,
}

/// `ROWS BETWEEN … AND …`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    pub unit: FrameUnit,
    pub start: FrameBound,
    pub end: FrameBound,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FrameUnit {
    Rows,
    Range,
    Groups,
}

/// Where a frame begins or ends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FrameBound {
    UnboundedPreceding,
    UnboundedFollowing,
    CurrentRow,
    Preceding(Box<Expression>),
    Following(Box<Expression>),
}

/// Binary operators; `custom` is `.op("@>")`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    /// `IS`: with NULL, true, false or DISTINCT FROM see the other variants.
    Is,
    IsNot,
    IsDistinctFrom,
    IsNotDistinctFrom,
    And,
    Or,
    Add,
    Subtract,
    Multiply,
    Divide,
    FloorDivide,
    Modulo,
    Concat,
    Like,
    NotLike,
    Ilike,
    NotIlike,
    RegexpMatch,
    NotRegexpMatch,
    /// `json['key']`: PostgreSQL `->`.
    JsonGet,
    /// PostgreSQL `->>`.
    JsonGetText,
    /// `json[('key', 1)]`: PostgreSQL `#>`; the right side is a bound array of steps.
    JsonPathGet,
    /// PostgreSQL `#>>`.
    JsonPathGetText,
    Custom(String),
}
