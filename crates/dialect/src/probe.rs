//! Parts of the models that are tried on a server, to learn how it spells them: nothing of it stays.

use schema::{Check, Exclude, Expression, Index, Name, Pair, TableName};

/// What is tried on an empty copy of a table of the database.
#[derive(Clone, Debug, PartialEq)]
pub struct Probe {
    /// The name that the copy has, if it can.
    pub table: TableName,
    /// The table that is copied: another name where the table is renamed in the same go.
    pub copied: TableName,
    /// Columns of the copied table that have another name in the copy, `from` and `to`.
    pub renamed: Vec<(Name, Name)>,
    /// Defaults of its columns.
    pub defaults: Vec<(Name, Expression)>,
    /// What its columns are computed from.
    pub computed: Vec<(Name, Expression)>,
    pub checks: Vec<Check>,
    pub excludes: Vec<Exclude>,
    pub indexes: Vec<Index>,
    /// Values of which the server tells whether they are equal.
    pub equalities: Vec<Pair<Expression>>,
}

/// What the server made of a probe, each part in the place of what was tried; `None`: it refused.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heard {
    pub defaults: Vec<Option<Expression>>,
    pub computed: Vec<Option<Expression>>,
    pub checks: Vec<Option<Expression>>,
    pub excludes: Vec<Option<Exclude>>,
    pub indexes: Vec<Option<Index>>,
    pub equalities: Vec<Option<bool>>,
}

impl Probe {
    /// Returns a probe of nothing.
    pub fn of(table: TableName) -> Self {
        Self {
            copied: table.clone(),
            table,
            renamed: Vec::new(),
            defaults: Vec::new(),
            computed: Vec::new(),
            checks: Vec::new(),
            excludes: Vec::new(),
            indexes: Vec::new(),
            equalities: Vec::new(),
        }
    }

    /// Returns whether there is nothing to try.
    pub fn is_empty(&self) -> bool {
        self.defaults.is_empty()
            && self.computed.is_empty()
            && self.checks.is_empty()
            && self.excludes.is_empty()
            && self.indexes.is_empty()
            && self.equalities.is_empty()
    }
}
