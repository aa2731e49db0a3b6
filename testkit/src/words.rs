//! Splits a command line as a shell does: blanks part words, quotes keep them together.

/// Splits at blanks; `'…'` is literal, `"…"` and a backslash protect what they cover.
///
/// # Panics
/// When a quote is left open: a test's command line is wrong then.
pub fn split_words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        match character {
            ' ' | '\t' => words.extend(word.take()),
            '\\' => word.get_or_insert_default().extend(characters.next()),
            '\'' | '"' => quoted(&mut characters, character, word.get_or_insert_default()),
            other => word.get_or_insert_default().push(other),
        }
    }
    words.extend(word);
    words
}

fn quoted(characters: &mut std::str::Chars<'_>, quote: char, word: &mut String) {
    loop {
        match characters.next() {
            Some(end) if end == quote => return,
            Some('\\') if quote == '"' => word.extend(characters.next()),
            Some(inner) => word.push(inner),
            None => panic!("a {quote} is never closed in the command line of a test"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::split_words;

    #[test]
    fn quotes_keep_words_together() {
        assert_eq!(
            split_words(r#"revision -m "add users" --rev-id 'a b' c\ d "" "#),
            ["revision", "-m", "add users", "--rev-id", "a b", "c d", ""]
        );
    }
}
