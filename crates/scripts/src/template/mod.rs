//! Templates in Mako's language (`script.py.mako`): a compiler to Python source and a short cut for the usual ones.
//!
//! `compile` is a pure function; the source it makes defines `render(variables: dict) -> str` and is run by whoever
//! has a Python. `render_simple` renders, without any Python, the templates that use nothing beyond the stock forms.

mod error;
mod generate;
mod lexer;
mod margin;
mod names;
mod node;
mod scope;
mod simple;
mod source;
mod tag;

pub use error::TemplateError;
pub use simple::{Value, Variables, render_simple};
pub use source::{decode, read};

/// Python source made from a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PythonSource {
    /// The module; it defines `render(variables)`.
    pub text: String,
    /// For each line of the module the template's line that it comes from, if there is one.
    lines: Vec<Option<usize>>,
}

impl PythonSource {
    /// Returns the line of the template that a line of the module comes from; both are counted from one.
    pub fn template_line(&self, line: usize) -> Option<usize> {
        let index = line.checked_sub(1)?.min(self.lines.len().checked_sub(1)?);
        // A line of our own belongs to the template line before it.
        self.lines[..=index].iter().rev().find_map(|line| *line)
    }
}

/// Compiles the text of a template to Python source; the file name is for errors.
pub fn compile(template: &str, file_name: &str) -> Result<PythonSource, TemplateError> {
    let nodes = lexer::parse(template).map_err(|problem| problem.in_file(file_name))?;
    generate::module(&nodes).map_err(|problem| problem.in_file(file_name))
}
