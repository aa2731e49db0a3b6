//! A database's SQL text as an expression.

use schema::{Expression, Text};

/// Returns the database's text as an expression.
pub(crate) fn sql_text(sql: impl Into<String>) -> Expression {
    Expression::Text(Text { sql: sql.into(), is_verbatim: true, ..Text::default() })
}

/// Returns the key of an index with the words of its order around it (`DESC`, `NULLS FIRST`), the first one innermost.
pub(crate) fn ordered(of: Expression, modifiers: &[&str]) -> Expression {
    modifiers.iter().fold(of, |of, modifier| Expression::Ordered { of: Box::new(of), modifier: (*modifier).to_owned() })
}

/// Takes off the parentheses that hold the whole text.
pub(crate) fn without_outer_parentheses(sql: &str) -> &str {
    let mut text = sql.trim();
    while let Some(inner) = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')) {
        if !is_balanced(inner) {
            break;
        }
        text = inner.trim();
    }
    text
}

/// Whether no parenthesis closes before it opens; quoted ones do not count.
fn is_balanced(sql: &str) -> bool {
    let mut depth = 0_usize;
    let mut quote = None;
    for character in sql.chars() {
        match (quote, character) {
            (Some(open), _) if open == character => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(character),
            (None, '(') => depth += 1,
            (None, ')') if depth == 0 => return false,
            (None, ')') => depth -= 1,
            _ => {}
        }
    }
    depth == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_parentheses_around_the_whole_are_taken_off() {
        assert_eq!(without_outer_parentheses("((a > 1))"), "a > 1");
        assert_eq!(without_outer_parentheses("(a > 1) OR (b > 1)"), "(a > 1) OR (b > 1)");
        assert_eq!(without_outer_parentheses("(a = ')')"), "a = ')'");
        assert_eq!(without_outer_parentheses("lower(a)"), "lower(a)");
    }
}
