//! A column's new name in SQL that a server has written.

use schema::Name;

use crate::Dialect;
use crate::quote::quote_name;

/// Returns the text with one column's name in place of another. Texts, types behind a cast and functions of that name
/// are left as they are.
pub(super) fn renamed_in(dialect: &dyn Dialect, sql: &str, from: &Name, to: &Name) -> String {
    let new = quote_name(dialect, to);
    let quote = dialect.facts().quote;
    let mut written = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some(first) = rest.chars().next() {
        let (length, is_name) = match first {
            '\'' => (quoted_length(rest, '\''), false),
            // SQLite takes MySQL's quotes as well.
            _ if first == quote || first == '`' => {
                let length = quoted_length(rest, first);
                let inside =
                    rest[..length].trim_matches(first).replace(&String::from_iter([first, first]), &first.to_string());
                (length, inside == from.text)
            }
            _ if is_of_word(first) => {
                let length = rest.find(|character| !is_of_word(character)).unwrap_or(rest.len());
                (length, rest[..length].eq_ignore_ascii_case(&from.text))
            }
            _ => (first.len_utf8(), false),
        };
        let (token, behind) = rest.split_at(length);
        let is_function = behind.trim_start().starts_with('(');
        let is_column = is_name && !is_function && !is_type_place(&written);
        written.push_str(if is_column { &new } else { token });
        rest = behind;
    }
    written
}

fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_' || character == '$'
}

/// A type stands behind `::` and behind AS.
fn is_type_place(written: &str) -> bool {
    let written = written.trim_end();
    let word = written.rsplit(|character| !is_of_word(character)).next().unwrap_or_default();
    written.ends_with("::") || word.eq_ignore_ascii_case("as")
}

/// Returns how long the quoted piece at the start is; a doubled quote is part of it.
fn quoted_length(text: &str, quote: char) -> usize {
    let mut places = text.char_indices().skip(1).peekable();
    while let Some((place, character)) = places.next() {
        if character != quote {
            continue;
        }
        if places.peek().is_some_and(|(_, next)| *next == quote) {
            places.next();
            continue;
        }
        return place + quote.len_utf8();
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_renamed(sql: &str, from: &str, to: &str, expected: &str) {
        let dialect = crate::by_name("postgresql").expect("PostgreSQL is a dialect");
        assert_eq!(renamed_in(dialect, sql, &from.into(), &to.into()), expected);
    }

    #[test]
    fn a_column_is_renamed_and_what_only_looks_like_it_stays() {
        check_renamed("lower((name)::text)", "name", "full_name", "lower((full_name)::text)");
        check_renamed("\"Name\" || name || names", "Name", "x", "x || x || names");
        check_renamed("name <> 'name''s name'", "name", "Full Name", "\"Full Name\" <> 'name''s name'");
        check_renamed("lower(lower)", "lower", "small", "lower(small)");
        check_renamed("(a)::date > date", "date", "day", "(a)::date > day");
        check_renamed("CAST(a AS date)", "date", "day", "CAST(a AS date)");
        check_renamed("größe > 0", "größe", "size", "size > 0");
        check_renamed("a = 'unended", "a", "b", "b = 'unended");
        check_renamed("`a b` > `a`", "a b", "c", "c > `a`");
    }
}
