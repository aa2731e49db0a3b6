//! Where an expression, a view or a trigger speaks of a column or a table.

use super::token::{Kind, Token, tokens};

/// Whether an SQL text speaks of that name; SQLite does not tell upper and lower case apart.
pub fn mentions(sql: &str, name: &str) -> bool {
    let tokens = tokens(sql);
    let is_call = |place: usize| tokens.get(place + 1).is_some_and(|next| next.kind == Kind::Open);
    tokens.iter().enumerate().any(|(place, token)| is_name(token, name) && !is_call(place))
}

/// Text in single quotes is a value.
fn is_name(token: &Token<'_>, name: &str) -> bool {
    matches!(token.kind, Kind::Word | Kind::Quoted)
        && !token.text.starts_with('\'')
        && token.name().eq_ignore_ascii_case(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_in_every_style_and_never_in_text() {
        assert!(mentions("length(Code) > 2", "code"));
        assert!(mentions("\"a b\" > 0", "a b"));
        assert!(!mentions("kind <> 'code' -- code", "code"));
        assert!(!mentions("code(x) > 0", "code"), "a function");
    }
}
