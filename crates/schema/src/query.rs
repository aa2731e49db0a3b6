//! Statements of the expression language: SELECT, INSERT, UPDATE, DELETE and unions.

use serde::{Deserialize, Serialize};

use crate::{ColumnType, Expression, Name, TableName, Text};

/// A statement that `connection.execute()` takes. On the wire tagged by `query`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "query", rename_all = "snake_case")]
pub enum Query {
    /// `text("…")`.
    Text(Text),
    /// `exec_driver_sql("…")`: sent as it is, with the driver's own parameter marks.
    Driver {
        sql: String,
    },
    Select(Box<Select>),
    Compound {
        /// `UNION`, `UNION ALL`, `EXCEPT`, `INTERSECT`, …
        word: String,
        queries: Vec<Query>,
        #[serde(default)]
        order_by: Vec<Expression>,
        #[serde(default)]
        limit: Option<Box<Expression>>,
        #[serde(default)]
        offset: Option<Box<Expression>>,
    },
    Insert(Box<Insert>),
    Update(Box<Update>),
    Delete(Box<Delete>),
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Select {
    #[serde(default)]
    pub ctes: Vec<Cte>,
    #[serde(default)]
    pub distinct: bool,
    /// PostgreSQL `DISTINCT ON`.
    #[serde(default)]
    pub distinct_on: Vec<Expression>,
    pub columns: Vec<Expression>,
    #[serde(default)]
    pub from: Vec<From>,
    #[serde(default, rename = "where")]
    pub filter: Option<Expression>,
    #[serde(default)]
    pub group_by: Vec<Expression>,
    #[serde(default)]
    pub having: Option<Expression>,
    #[serde(default)]
    pub order_by: Vec<Expression>,
    #[serde(default)]
    pub limit: Option<Expression>,
    #[serde(default)]
    pub offset: Option<Expression>,
    /// `FOR UPDATE` and its relatives, as SQL words.
    #[serde(default)]
    pub for_update: Option<String>,
}

/// `name AS (query)`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cte {
    pub name: Name,
    pub query: Query,
    #[serde(default)]
    pub recursive: bool,
}

/// What stands in a FROM clause. On the wire tagged by `from`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum From {
    Table {
        #[serde(flatten)]
        table: TableName,
        #[serde(default)]
        alias: Option<Name>,
    },
    Subquery {
        query: Box<Query>,
        alias: Name,
        #[serde(default, skip_serializing_if = "is_false")]
        lateral: bool,
    },
    /// `(VALUES (…), (…)) AS name (column, …)`.
    Values {
        rows: Vec<Vec<Expression>>,
        columns: Vec<Name>,
        alias: Option<Name>,
    },
    /// `[LATERAL] f(…) [WITH ORDINALITY] AS name(column type, …)`.
    Function {
        function: Expression,
        alias: Option<Name>,
        #[serde(default, skip_serializing_if = "is_false")]
        lateral: bool,
        #[serde(default, skip_serializing_if = "is_false")]
        ordinality: bool,
        /// The columns that stand behind the alias: `render_derived()`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        columns: Vec<DerivedColumn>,
    },
    Join {
        kind: JoinKind,
        left: Box<From>,
        right: Box<From>,
        on: Option<Expression>,
    },
    Raw {
        sql: String,
    },
}

/// A column of a function in FROM, with its type where the function does not say it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DerivedColumn {
    pub name: Name,
    #[serde(default, rename = "type")]
    pub column_type: Option<ColumnType>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JoinKind {
    Inner,
    Left,
    Full,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Insert {
    #[serde(default)]
    pub ctes: Vec<Cte>,
    pub table: TableName,
    pub source: InsertSource,
    #[serde(default)]
    pub on_conflict: Option<OnConflict>,
    #[serde(default)]
    pub returning: Vec<Expression>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "source", rename_all = "snake_case")]
pub enum InsertSource {
    /// `INSERT INTO t (…) VALUES (…), (…)`: every row has the columns of `columns`.
    Values {
        columns: Vec<Name>,
        rows: Vec<Vec<Expression>>,
    },
    Select {
        columns: Vec<Name>,
        query: Box<Query>,
    },
    /// `DEFAULT VALUES`.
    Defaults,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OnConflict {
    /// Names or expressions of the conflict target.
    #[serde(default)]
    pub elements: Vec<Expression>,
    #[serde(default)]
    pub constraint: Option<Name>,
    #[serde(default)]
    pub index_where: Option<Expression>,
    /// `None`: DO NOTHING.
    #[serde(default)]
    pub set: Option<Vec<Assignment>>,
    #[serde(default, rename = "where")]
    pub filter: Option<Expression>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assignment {
    pub column: Name,
    pub value: Expression,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Update {
    #[serde(default)]
    pub ctes: Vec<Cte>,
    pub table: TableName,
    #[serde(default)]
    pub alias: Option<Name>,
    pub set: Vec<Assignment>,
    #[serde(default)]
    pub from: Vec<From>,
    #[serde(default, rename = "where")]
    pub filter: Option<Expression>,
    #[serde(default)]
    pub returning: Vec<Expression>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Delete {
    #[serde(default)]
    pub ctes: Vec<Cte>,
    pub table: TableName,
    #[serde(default)]
    pub alias: Option<Name>,
    #[serde(default)]
    pub using: Vec<From>,
    #[serde(default, rename = "where")]
    pub filter: Option<Expression>,
    #[serde(default)]
    pub returning: Vec<Expression>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_false(flag: &bool) -> bool {
    !*flag
}
