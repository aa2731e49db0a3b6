//! What the server makes of what the models say, once it was asked.

use std::collections::HashMap;

use schema::{Exclude, Expression, Index, TableName};

/// The answers, by table.
#[derive(Default)]
pub(crate) struct Answers(HashMap<TableName, Told>);

/// What is known of one table. A list of spellings is empty where the server refused: what it makes of what the models
/// say, and what it makes of that, as a restored database holds it.
#[derive(Default)]
pub(crate) struct Told {
    pub defaults: HashMap<String, Vec<Expression>>,
    /// Columns whose defaults have the same value now.
    pub equal_defaults: HashMap<String, bool>,
    pub computed: HashMap<String, Vec<Expression>>,
    /// In the order of the table's CHECKs.
    pub checks: Vec<Vec<Expression>>,
    pub excludes: Vec<Vec<Exclude>>,
    pub indexes: HashMap<String, Vec<Index>>,
}

impl Answers {
    /// Returns what is known of a table; `None`: nothing was asked, or the server could not tell.
    pub fn table(&self, name: &TableName) -> Option<&Told> {
        self.0.get(name)
    }

    /// Returns the place of what is learned of a table.
    pub fn learned(&mut self, name: &TableName) -> &mut Told {
        self.0.entry(name.clone()).or_default()
    }
}
