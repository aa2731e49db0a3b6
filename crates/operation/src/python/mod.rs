//! Operations as a version file holds them: `op.add_column('users', sa.Column('name', sa.String(), nullable=True))`.

mod body;
mod expressions;
mod own_lines;
mod script;
mod step;

use std::collections::BTreeSet;

use dialect::{Dialect, Unsupported};
use pysource::RenderItem;
use schema::NamingConvention;

use crate::Operation;
use expressions::OfDialect;

pub use body::{Body, function_body};
pub(crate) use script::{Script, namespace_keyword};
pub use step::{Content, Step};

/// What the text depends on besides the operation.
pub struct PythonSettings<'a> {
    /// `sqlalchemy_module_prefix`: `sa.`
    pub sqlalchemy_prefix: &'a str,
    /// `alembic_module_prefix`: `op.`
    pub alembic_prefix: &'a str,
    /// `user_module_prefix`; `None`: own types stand with the module of their class, which is imported.
    pub user_prefix: Option<&'a str>,
    /// `render_as_batch`.
    pub as_batch: bool,
    pub dialect: &'a dyn Dialect,
    /// Of `target_metadata`: a name that it makes is written `op.f('…')`.
    pub naming_convention: &'a NamingConvention,
    /// `render_item`.
    pub item: &'a dyn RenderItem,
}

/// Python text as it grows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PythonCode {
    /// One entry a statement or comment line; a statement may hold several lines.
    pub lines: Vec<String>,
    /// The import lines that the text needs above it.
    pub imports: BTreeSet<String>,
    /// What the user is told on the terminal.
    pub warnings: Vec<String>,
}

impl Operation {
    /// Adds the operation's text. `as_batch` has no say here: it groups what [`function_body`] writes.
    pub fn python(&self, code: &mut PythonCode, settings: &PythonSettings<'_>) -> Result<(), Unsupported> {
        let expressions = OfDialect::new(settings.dialect);
        let mut script = Script::new(settings, &expressions, code);
        script.operation(self)?;
        script.finish();
        expressions.finish()
    }
}
