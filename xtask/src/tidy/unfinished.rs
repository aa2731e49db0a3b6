//! Nothing unfinished enters the main line: an unfinished edge is an error with a hint, and an issue.

use super::{Finding, source::Source};

/// Written in two parts, so that this file does not find itself.
const WORDS: &[&str] = &[
    concat!("to", "do!("),
    concat!("unimple", "mented!("),
    concat!("FIX", "ME"),
    concat!("X", "XX"),
    concat!("TO", "DO:"),
    concat!("#[ig", "nore"),
];

pub fn check(source: &Source, findings: &mut Vec<Finding>) {
    if source.is_foreign() || !(source.is_rust() || source.is_python()) {
        return;
    }
    for (place, line) in source.text.lines().enumerate() {
        for word in WORDS.iter().filter(|word| holds_word(line, word)) {
            findings.push(Finding::new(
                source,
                place + 1,
                format!("`{word}`: finish it, or give an error with a hint"),
            ));
        }
    }
}

/// Whether the line holds these characters, and not as a part of a longer word.
fn holds_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(start, _)| {
        let before = line[..start].chars().next_back();
        let after = line[start + word.len()..].chars().next();
        let is_part = |neighbour: Option<char>| neighbour.is_some_and(char::is_alphanumeric);
        !is_part(before) && (!is_part(after) || !word.ends_with(char::is_alphanumeric))
    })
}

#[cfg(test)]
mod tests {
    use super::{super::messages, check};

    #[test]
    fn unfinished_work_is_found() {
        let text = concat!("fn a() {\n    to", "do!()\n}\n// X", "XX\nlet path = \"aX", "XXb\";\n");
        assert_eq!(messages(check, "crates/a/src/b.rs", text).len(), 2);
    }
}
