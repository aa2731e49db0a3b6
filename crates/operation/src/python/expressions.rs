//! The SQL inside Python text.

use std::cell::RefCell;

use dialect::query::ddl_expression;
use dialect::{Dialect, Unsupported};
use pysource::Expressions;
use schema::Expression;

/// Writes expressions as a dialect does, and keeps the first refusal.
pub(crate) struct OfDialect<'a> {
    dialect: &'a dyn Dialect,
    refused: RefCell<Option<Unsupported>>,
}

impl<'a> OfDialect<'a> {
    pub fn new(dialect: &'a dyn Dialect) -> Self {
        Self { dialect, refused: RefCell::new(None) }
    }

    /// Returns the first refusal, if there was one.
    pub fn finish(self) -> Result<(), Unsupported> {
        self.refused.into_inner().map_or(Ok(()), Err)
    }

    fn written(&self, text: Result<String, Unsupported>) -> String {
        text.unwrap_or_else(|refusal| {
            self.refused.borrow_mut().get_or_insert(refusal);
            String::new()
        })
    }
}

impl Expressions for OfDialect<'_> {
    fn text(&self, expression: &Expression) -> String {
        self.written(ddl_expression(self.dialect, expression))
    }

    fn server_default(&self, expression: &Expression) -> String {
        self.dialect.ddl().default_of_script(self.text(expression))
    }

    fn index_key(&self, expression: &Expression) -> String {
        self.written(self.dialect.ddl().index_key(self.dialect, expression))
    }
}
