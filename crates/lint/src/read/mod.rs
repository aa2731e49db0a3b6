//! Reads SQL text with PostgreSQL's grammar: one [`Action`] for each statement that can be read.

mod alter_table;
mod constraint;
mod expression;
mod name;
mod statement;

use squawk_syntax::{SourceFile, SyntaxKind, SyntaxNode, ast::AstNode};

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
    // A node may begin or end with one that has no token, where `first_token` and `last_token` find none.
    let tokens = node.descendants_with_tokens().filter_map(|element| element.into_token());
    let mut words = tokens.filter(|token| !token.kind().is_trivia()).map(|token| bytes(token.text_range()));
    let Some(first) = words.next() else { return 0..0 };
    let last = words.last().unwrap_or_else(|| first.clone());
    first.start..last.end
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_statement_goes_from_its_first_word_to_its_last() {
        for statement in
            ["DROP TABLE a", "ALTER TABLE a ADD COLUMN b serial PRIMARY KEY", "ALTER TABLE a ADD b int UNIQUE"]
        {
            let text = format!("-- why\n  {statement} -- so\n");
            let statements: Vec<&str> = read(&text).actions.iter().map(|(_, range)| &text[range.clone()]).collect();
            assert_eq!(statements, [statement]);
        }
    }

    #[test]
    fn comments_are_found_in_both_forms() {
        let comments = read("SELECT 1 -- one\n; /* two */ SELECT '--'").comments;
        let texts: Vec<&str> = comments.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(texts, ["-- one", "/* two */"]);
    }
}
