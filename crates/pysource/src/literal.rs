//! Literals as Python's `repr` writes them: text, `None`, truth, JSON values, tuples and lists of text.

use serde_json::Value as Json;

use crate::is_printable;

/// Returns `None` as Python writes it.
pub fn none() -> &'static str {
    "None"
}

/// Returns `True` or `False`.
pub fn boolean(value: bool) -> &'static str {
    if value { "True" } else { "False" }
}

/// Returns a JSON value: an object is a dict.
pub fn value(json: &Json) -> String {
    match json {
        Json::Null => none().to_owned(),
        Json::Bool(flag) => boolean(*flag).to_owned(),
        Json::Number(number) => number.to_string(),
        Json::String(written) => text(written),
        Json::Array(items) => format!("[{}]", items.iter().map(value).collect::<Vec<_>>().join(", ")),
        Json::Object(fields) => {
            let fields: Vec<String> =
                fields.iter().map(|(key, item)| format!("{}: {}", text(key), value(item))).collect();
            format!("{{{}}}", fields.join(", "))
        }
    }
}

/// Returns the text between quotes and escaped as `repr(str)` does it.
///
/// Double quotes are used only where the text holds an apostrophe and no double quote.
pub fn text(value: &str) -> String {
    let quote = if value.contains('\'') && !value.contains('"') { '"' } else { '\'' };
    let mut literal = String::with_capacity(value.len() + 2);
    literal.push(quote);
    for character in value.chars() {
        match character {
            '\\' => literal.push_str("\\\\"),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            _ if character == quote => {
                literal.push('\\');
                literal.push(character);
            }
            _ if is_printable(character) => literal.push(character),
            _ => literal.push_str(&escaped(u32::from(character))),
        }
    }
    literal.push(quote);
    literal
}

/// Returns a tuple of texts; a tuple of one keeps its comma.
pub fn tuple<T: AsRef<str>>(values: &[T]) -> String {
    match values {
        [single] => format!("({},)", text(single.as_ref())),
        _ => format!("({})", listed(values)),
    }
}

/// Returns a list of texts.
pub fn list<T: AsRef<str>>(values: &[T]) -> String {
    format!("[{}]", listed(values))
}

fn listed<T: AsRef<str>>(values: &[T]) -> String {
    values.iter().map(|value| text(value.as_ref())).collect::<Vec<_>>().join(", ")
}

fn escaped(code: u32) -> String {
    match code {
        0..=0xff => format!("\\x{code:02x}"),
        0x100..=0xffff => format!("\\u{code:04x}"),
        _ => format!("\\U{code:08x}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_stands_in_apostrophes() {
        assert_eq!(text("ae1027a6acf3"), "'ae1027a6acf3'");
        assert_eq!(text(""), "''");
    }

    #[test]
    fn an_apostrophe_changes_the_quotes_unless_both_are_there() {
        assert_eq!(text("it's"), "\"it's\"");
        assert_eq!(text("say \"hi\""), "'say \"hi\"'");
        assert_eq!(text("it's \"both\""), "'it\\'s \"both\"'");
    }

    #[test]
    fn control_characters_are_escaped_and_letters_of_the_world_are_not() {
        assert_eq!(text("a\tb\nc\rd\\e\0\u{7f}"), r"'a\tb\nc\rd\\e\x00\x7f'");
        assert_eq!(text("Ünïcode 中文 🎉"), "'Ünïcode 中文 🎉'");
        assert_eq!(text("\u{a0}\u{200b}\u{2028}\u{e000}\u{f0000}"), r"'\xa0\u200b\u2028\ue000\U000f0000'");
    }

    #[test]
    fn tuples_and_lists_are_written_as_python_shows_them() {
        assert_eq!(tuple(&["a", "b"]), "('a', 'b')");
        assert_eq!(tuple(&["a"]), "('a',)");
        assert_eq!(tuple::<&str>(&[]), "()");
        assert_eq!(list(&["a", "b"]), "['a', 'b']");
        assert_eq!(list(&["a"]), "['a']");
        assert_eq!(none(), "None");
    }
}
