//! The user's scripts: which comments silence what, and how a script is rewritten.
//!
//! A script is text that is given; reading and writing its file is somebody else's business.

mod rewrite;
mod silence;

use ruff_python_ast::token::TokenKind;
use ruff_python_ast::{
    Stmt,
    visitor::{self, Visitor},
};
use ruff_text_size::Ranged;

pub use rewrite::{Rewritten, rewrite};
pub use silence::silence;

use crate::ignore::Ignore;

/// A script with its statements and comments.
pub(crate) struct Script<'a> {
    pub(crate) source: &'a str,
    line_starts: Vec<usize>,
    /// Statements, outer before inner.
    statements: Vec<Spanned>,
    /// Comments that name rules, by line.
    pub(crate) ignores: Vec<(u32, Ignore)>,
    /// The first line that is not a comment, a docstring or empty.
    pub(crate) first_line: u32,
    /// Byte ranges of string literals.
    pub(crate) strings: Vec<std::ops::Range<usize>>,
    module: ruff_python_ast::ModModule,
}

#[derive(Clone)]
struct Spanned {
    range: std::ops::Range<usize>,
    first: u32,
    last: u32,
}

impl<'a> Script<'a> {
    /// Reads a script; `None`: it is no Python.
    pub(crate) fn read(source: &'a str) -> Option<Self> {
        let parsed = ruff_python_parser::parse_module(source).ok()?;
        let line_starts: Vec<usize> =
            std::iter::once(0).chain(source.match_indices('\n').map(|(index, _)| index + 1)).collect();
        let mut script = Self {
            source,
            line_starts,
            statements: Vec::new(),
            ignores: Vec::new(),
            first_line: u32::MAX,
            strings: Vec::new(),
            module: parsed.syntax().clone(),
        };
        for token in parsed.tokens() {
            let range = token.range().to_std_range();
            match token.kind() {
                TokenKind::Comment => {
                    let line = script.line_of(range.start);
                    script.ignores.extend(Ignore::read(&source[range]).map(|ignore| (line, ignore)));
                }
                TokenKind::String | TokenKind::FStringMiddle => script.strings.push(range),
                _ => {}
            }
        }
        let mut collector = Collector(Vec::new());
        parsed.syntax().body.iter().for_each(|statement| collector.visit_stmt(statement));
        script.statements = collector
            .0
            .into_iter()
            .map(|range| Spanned { first: script.line_of(range.start), last: script.line_of(range.end), range })
            .collect();
        let is_docstring =
            |statement: &Stmt| matches!(statement, Stmt::Expr(expression) if expression.value.is_string_literal_expr());
        let first = parsed.syntax().body.iter().find(|statement| !is_docstring(statement));
        script.first_line = first.map_or(u32::MAX, |statement| script.line_of(statement.range().start().to_usize()));
        Some(script)
    }

    /// Counts from 1.
    pub(crate) fn line_of(&self, offset: usize) -> u32 {
        let line = self.line_starts.partition_point(|start| *start <= offset);
        u32::try_from(line).unwrap_or(u32::MAX)
    }

    pub(crate) fn line_start(&self, line: u32) -> usize {
        self.line_starts.get(line as usize - 1).copied().unwrap_or(self.source.len())
    }

    pub(crate) fn line(&self, line: u32) -> &'a str {
        let (start, end) = (self.line_start(line), self.line_start(line + 1));
        self.source[start..end].trim_end_matches(['\n', '\r'])
    }

    /// The innermost statement of a line, with its first and last line; the line itself where there is none.
    pub(crate) fn lines_of_statement(&self, line: u32) -> (u32, u32) {
        self.statement(line).map_or((line, line), |statement| (statement.first, statement.last))
    }

    fn statement(&self, line: u32) -> Option<&Spanned> {
        let around = self.statements.iter().filter(|statement| (statement.first..=statement.last).contains(&line));
        around.min_by_key(|statement| statement.range.len())
    }

    /// Whether a byte is inside a string literal, not at its beginning.
    pub(crate) fn is_in_string(&self, offset: usize) -> bool {
        self.strings.iter().any(|range| range.start < offset && offset < range.end)
    }

    /// The lines of a function of the module; an ignore beyond it is not judged.
    pub(crate) fn lines_of_function(&self, name: &str) -> Option<std::ops::RangeInclusive<u32>> {
        self.module.body.iter().find_map(|statement| match statement {
            Stmt::FunctionDef(function) if function.name.as_str() == name => {
                let range = function.range().to_std_range();
                Some(self.line_of(range.start)..=self.line_of(range.end))
            }
            _ => None,
        })
    }
}

struct Collector(Vec<std::ops::Range<usize>>);

impl<'a> Visitor<'a> for Collector {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        self.0.push(statement.range().to_std_range());
        visitor::walk_stmt(self, statement);
    }
}
