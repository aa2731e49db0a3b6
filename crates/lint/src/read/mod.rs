//! Reads SQL text with PostgreSQL's grammar: one [`Action`] for each statement that can be read.

mod alter_table;
mod constraint;
mod expression;
mod name;
mod statement;

use std::iter::successors;

use squawk_syntax::{SourceFile, SyntaxKind, SyntaxNode, SyntaxToken, ast::AstNode};

use crate::{Action, SqlRange};

pub(crate) use expression::not_null_of;

/// What a text says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The statements in order, and where each stands.
    pub actions: Vec<(Action, SqlRange)>,
    /// What is not SQL of PostgreSQL, in words, and where.
    pub errors: Vec<(String, SqlRange)>,
    /// The comments, with their signs.
    pub comments: Vec<(String, SqlRange)>,
}

/// Reads a text of one or more statements. A text with errors gives what could be read of it.
pub fn read(sql: &str) -> Reading {
    let parse = SourceFile::parse(sql);
    let file = parse.tree();
    let mut reading = Reading::default();
    for statement in file.stmts() {
        let range = range_of(statement.syntax());
        if range.is_empty() {
            continue;
        }
        if let Some(action) = statement::action(&statement) {
            reading.actions.push((action, range));
        }
    }
    if sql.contains("--") || sql.contains("/*") {
        reading.comments = comments_in(&parse.syntax_node());
    }
    reading.errors = parse.errors().iter().map(|error| (error.message().to_owned(), bytes(error.range()))).collect();
    reading
}

fn comments_in(file: &SyntaxNode) -> Vec<(String, SqlRange)> {
    let tokens = file.descendants_with_tokens().filter_map(|element| element.into_token());
    let comments = tokens.filter(|token| token.kind() == SyntaxKind::COMMENT);
    comments.map(|token| (token.text().to_owned(), bytes(token.text_range()))).collect()
}

fn bytes(range: impl Into<std::ops::Range<u32>>) -> SqlRange {
    let range = range.into();
    range.start as usize..range.end as usize
}

/// The statement without the blanks and comments around it.
fn range_of(node: &SyntaxNode) -> SqlRange {
    let is_word = |token: &SyntaxToken| !token.kind().is_trivia();
    let first = successors(node.first_token(), SyntaxToken::next_token).find(is_word);
    let last = successors(node.last_token(), SyntaxToken::prev_token).find(is_word);
    match (first, last) {
        (Some(first), Some(last)) => bytes(first.text_range()).start..bytes(last.text_range()).end,
        _ => 0..0,
    }
}
