//! Text habits of Python that the settings formats lean on: `repr`, white space, `int()`, line ends.

use std::borrow::Cow;

/// Returns the text as Python's `repr` writes a string.
pub(crate) fn repr(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut written = String::with_capacity(text.len() + 2);
    written.push(quote);
    for character in text.chars() {
        match character {
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            _ if character == quote => {
                written.push('\\');
                written.push(character);
            }
            ' '..='~' => written.push(character),
            _ if is_printable(character) => written.push(character),
            _ => match character as u32 {
                code @ 0..=0xff => written.push_str(&format!("\\x{code:02x}")),
                code @ 0x100..=0xffff => written.push_str(&format!("\\u{code:04x}")),
                code => written.push_str(&format!("\\U{code:08x}")),
            },
        }
    }
    written.push(quote);
    written
}

/// Tells whether Python would show a character beyond ASCII as it is.
fn is_printable(character: char) -> bool {
    // Rust escapes a combining mark only where a text begins with it, hence the letter before it.
    !character.is_ascii() && format!("a{character}").escape_debug().count() == 2
}

/// Tells whether `str.isspace` and `\s` count the character as white space.
pub(crate) fn is_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{1c}'..='\u{1f}')
}

/// Returns the text without white space at either end, as `str.strip` does.
pub(crate) fn strip(text: &str) -> &str {
    text.trim_matches(is_space)
}

/// Returns the text without white space at its end, as `str.rstrip` does.
pub(crate) fn strip_end(text: &str) -> &str {
    text.trim_end_matches(is_space)
}

/// Reads a whole number as `int()` does; `None` where Python raises `ValueError`.
pub(crate) fn int(text: &str) -> Option<i64> {
    let stripped = strip(text);
    let digits = stripped.strip_prefix(['+', '-']).unwrap_or(stripped);
    let groups_are_digits =
        digits.split('_').all(|group| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit()));
    if !groups_are_digits {
        return None;
    }
    let magnitude = digits.replace('_', "").parse::<i64>().unwrap_or(i64::MAX);
    Some(if stripped.starts_with('-') { -magnitude } else { magnitude })
}

/// Returns the text of Python's `ValueError` for a text that is no whole number.
pub(crate) fn not_an_int(text: &str) -> String {
    format!("invalid literal for int() with base 10: {}", repr(text))
}

/// Turns every line end into `\n`, as Python does when it opens a text file.
pub(crate) fn universal_newlines(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { Cow::Borrowed(text) }
}

/// Writes a path as Python's `pathlib` does: no `.` parts, no doubled or trailing slashes.
pub(crate) fn pathlib_text(path: &str) -> String {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    let joined = parts.join("/");
    match (path.starts_with('/'), joined.is_empty()) {
        (true, _) => format!("/{joined}"),
        (false, true) => ".".to_owned(),
        (false, false) => joined,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repr_prefers_single_quotes_and_escapes_what_cannot_be_seen() {
        assert_eq!(repr("a'b"), "\"a'b\"");
        assert_eq!(repr("a'\"b"), "'a\\'\"b'");
        assert_eq!(
            repr("\u{feff}\u{e9}\u{a0}\u{7f}\u{301}\u{4e2d}\u{e0001}"),
            "'\\ufeffé\\xa0\\x7f\u{301}中\\U000e0001'"
        );
    }

    #[test]
    fn int_takes_signs_spaces_and_single_underscores() {
        assert_eq!(int(" +1_000 "), Some(1000));
        assert_eq!(int("-5"), Some(-5));
        for wrong in ["", "1__0", "_1", "1_", "x", "1.0", "--1"] {
            assert_eq!(int(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn paths_are_written_as_pathlib_writes_them() {
        assert_eq!(pathlib_text("./a//b/./c/"), "a/b/c");
        assert_eq!(pathlib_text("/a/../b"), "/a/../b");
        assert_eq!(pathlib_text(""), ".");
        assert_eq!(pathlib_text("/"), "/");
    }
}
