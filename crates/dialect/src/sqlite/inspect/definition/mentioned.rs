//! Names inside an SQL text: where an expression, a view or a trigger speaks of a column or a table.

use super::token::{Kind, Token, tokens};

/// Whether the text speaks of that name; SQLite does not tell upper and lower case apart.
pub fn mentions(sql: &str, name: &str) -> bool {
    !places(sql, name).is_empty()
}

/// The text with another name, `to` as it is to be written, wherever it speaks of `from`.
pub fn renamed(sql: &str, from: &str, to: &str) -> String {
    let mut text = sql.to_owned();
    for place in places(sql, from).into_iter().rev() {
        text.replace_range(place, to);
    }
    text
}

fn places(sql: &str, name: &str) -> Vec<std::ops::Range<usize>> {
    let tokens = tokens(sql);
    let is_call = |place: usize| tokens.get(place + 1).is_some_and(|next| next.kind == Kind::Open);
    let found = tokens.iter().enumerate().filter(|(place, token)| is_name(token, name) && !is_call(*place));
    found.map(|(_, token)| token.start..token.end()).collect()
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

    #[test]
    fn a_renamed_column_keeps_the_rest_of_the_text() {
        assert_eq!(renamed("lower(a) <> 'a' AND t.\"a\" > A", "a", "b"), "lower(b) <> 'a' AND t.b > b");
    }
}
