//! Words of SQL that scripts give as text: `CASCADE`, `SET NULL`.

use crate::Unsupported;
use crate::refusal::compile_error;

/// Returns the words if they are words and nothing else.
pub(crate) fn sql_phrase(words: &str) -> Result<&str, Unsupported> {
    let is_word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || c == '_');
    let is_phrase = !words.starts_with(char::is_whitespace)
        && !words.trim_end_matches('\n').ends_with(char::is_whitespace)
        && !words.is_empty()
        && words.split_whitespace().all(is_word);
    if is_phrase { Ok(words) } else { Err(unexpected(words, r"^\w+(?:\s+\w+)*$")) }
}

/// Returns SQLAlchemy's error for words that do not fit.
pub(crate) fn unexpected(words: &str, pattern: &str) -> Unsupported {
    compile_error(format!("Unexpected SQL phrase: '{words}' (matching against '{}')", pattern.replace('\\', "\\\\")))
}
