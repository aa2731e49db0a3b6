//! Names and text literals: when they are quoted, and how.

use schema::{Name, TableName};

use crate::Dialect;

/// Returns a name, quoted if the dialect needs it or the user asked for it.
pub fn quote_name(dialect: &dyn Dialect, name: &Name) -> String {
    let is_quoted = name.quote.unwrap_or_else(|| needs_quotes(dialect, &name.text));
    if is_quoted { in_quotes(dialect, &name.text) } else { name.text.clone() }
}

/// Returns plain text as a name.
pub fn quote_text(dialect: &dyn Dialect, text: &str) -> String {
    if needs_quotes(dialect, text) { in_quotes(dialect, text) } else { text.to_owned() }
}

/// Returns `namespace.table`.
pub fn quote_table(dialect: &dyn Dialect, table: &TableName) -> String {
    match table.namespace.as_ref().filter(|namespace| !namespace.text.is_empty()) {
        Some(namespace) => format!("{}.{}", quote_name(dialect, namespace), quote_name(dialect, &table.name)),
        None => quote_name(dialect, &table.name),
    }
}

/// Returns `namespace.table` as Alembic's own ALTER statements write it: each part of a dotted namespace by itself.
pub fn quote_altered_table(dialect: &dyn Dialect, table: &TableName) -> String {
    match table.namespace.as_ref().filter(|namespace| !namespace.text.is_empty()) {
        Some(namespace) if namespace.quote.is_none() => {
            let parts: Vec<String> = namespace.text.split('.').map(|part| quote_text(dialect, part)).collect();
            format!("{}.{}", parts.join("."), quote_name(dialect, &table.name))
        }
        _ => quote_table(dialect, table),
    }
}

/// Returns the names, quoted and separated by commas.
pub fn quote_names<'a>(dialect: &dyn Dialect, names: impl IntoIterator<Item = &'a Name>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| quote_name(dialect, name)).collect();
    names.join(", ")
}

/// Returns a text literal.
pub fn text_literal(dialect: &dyn Dialect, text: &str) -> String {
    let text = text.replace('\'', "''");
    let text = if dialect.facts().backslash_escapes { text.replace('\\', "\\\\") } else { text };
    format!("'{text}'")
}

/// Returns a collation's name, with its namespace where one was given.
pub fn quote_collation(dialect: &dyn Dialect, collation: &str, namespace: Option<&str>) -> String {
    let name = quote_text(dialect, collation);
    match namespace {
        Some(namespace) => format!("{}.{name}", quote_text(dialect, namespace)),
        None => name,
    }
}

/// Returns whether a name has characters that only a quoted name may have; its case does not matter.
pub(crate) fn has_illegal_characters(text: &str) -> bool {
    !text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$')
}

fn needs_quotes(dialect: &dyn Dialect, text: &str) -> bool {
    let Some(first) = text.bytes().next() else { return true };
    first.is_ascii_digit()
        || first == b'$'
        || has_illegal_characters(text)
        || text.bytes().any(|byte| byte.is_ascii_uppercase())
        || dialect.facts().reserved_words.binary_search(&text).is_ok()
}

fn in_quotes(dialect: &dyn Dialect, text: &str) -> String {
    let mark = dialect.facts().quote;
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push(mark);
    for character in text.chars() {
        if character == mark {
            quoted.push(mark);
        }
        quoted.push(character);
    }
    quoted.push(mark);
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::by_name;

    #[track_caller]
    fn check_quoted(dialect: &str, name: &str, expected: &str) {
        let dialect = by_name(dialect).unwrap();
        assert_eq!(quote_name(dialect, &name.into()), expected);
    }

    #[test]
    fn lower_case_words_stand_bare() {
        check_quoted("postgresql", "account_2", "account_2");
        check_quoted("mysql", "a$b", "a$b");
    }

    #[test]
    fn reserved_words_differ_between_dialects() {
        check_quoted("postgresql", "user", "\"user\"");
        check_quoted("sqlite", "user", "user");
        check_quoted("sqlite", "index", "\"index\"");
        check_quoted("mysql", "index", "`index`");
    }

    #[test]
    fn upper_case_digits_and_foreign_letters_are_quoted() {
        check_quoted("sqlite", "User", "\"User\"");
        check_quoted("sqlite", "2fa", "\"2fa\"");
        check_quoted("postgresql", "naïve", "\"naïve\"");
        check_quoted("postgresql", "a\"b", "\"a\"\"b\"");
        check_quoted("mysql", "a`b", "`a``b`");
    }

    #[test]
    fn users_wish_to_quote_counts_more() {
        let name = Name { text: "Plain".into(), quote: Some(false) };
        assert_eq!(quote_name(by_name("postgresql").unwrap(), &name), "Plain");
    }
}
