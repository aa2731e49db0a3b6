//! One statement, ready to be sent or printed.

use schema::Value;

/// SQL text without trailing semicolon and the values bound to its marks (`?` on SQLite, `$1` on PostgreSQL).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Statement {
    pub sql: String,
    pub binds: Vec<Value>,
    /// A question to ask first (`checkfirst=True`); offline the statement is printed without it.
    pub guard: Option<Guard>,
}

/// Run the statement only if `query` returns at least one row (`present`), or none (`absent`).
#[derive(Clone, Debug, PartialEq)]
pub struct Guard {
    pub query: Box<Statement>,
    pub runs_if: Presence,
}

/// What a guard's query must find.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    Present,
    Absent,
}

impl Statement {
    /// Returns a statement without binds.
    pub fn plain(sql: impl Into<String>) -> Self {
        Self { sql: sql.into(), ..Self::default() }
    }
}
