//! Splits a command line into words as Python's `shlex.split` does on POSIX systems.

/// Why a line cannot be split.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UnfinishedLine {
    #[error("No closing quotation")]
    Quotation,
    #[error("No escaped character")]
    Escape,
}

/// Splits the line at white space; quotes and backslashes keep words together.
pub(crate) fn split(line: &str) -> Result<Vec<String>, UnfinishedLine> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        match character {
            ' ' | '\t' | '\r' | '\n' => words.extend(word.take()),
            '\'' => {
                let text = word.get_or_insert_default();
                loop {
                    match characters.next().ok_or(UnfinishedLine::Quotation)? {
                        '\'' => break,
                        inner => text.push(inner),
                    }
                }
            }
            '"' => {
                let text = word.get_or_insert_default();
                loop {
                    match characters.next().ok_or(UnfinishedLine::Quotation)? {
                        '"' => break,
                        '\\' => match characters.next().ok_or(UnfinishedLine::Escape)? {
                            escaped @ ('"' | '\\') => text.push(escaped),
                            other => text.extend(['\\', other]),
                        },
                        inner => text.push(inner),
                    }
                }
            }
            '\\' => word.get_or_insert_default().push(characters.next().ok_or(UnfinishedLine::Escape)?),
            other => word.get_or_insert_default().push(other),
        }
    }
    words.extend(word);
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: &[&str]) {
        assert_eq!(split(line).unwrap(), expected);
    }

    #[test]
    fn words_are_split_as_a_shell_splits_them() {
        check("check --fix  FILE\n", &["check", "--fix", "FILE"]);
        check("-l 79 'a b' \"c d\"e f'g'h ''", &["-l", "79", "a b", "c de", "fgh", ""]);
        check(r#"a\ b "c\"d\\e\n" 'f\g' \'"#, &["a b", "c\"d\\e\\n", "f\\g", "'"]);
        check("# not a comment; $HOME *", &["#", "not", "a", "comment;", "$HOME", "*"]);
        check("", &[]);
    }

    #[test]
    fn an_open_end_is_an_error() {
        assert_eq!(split("'a"), Err(UnfinishedLine::Quotation));
        assert_eq!(split("\"a"), Err(UnfinishedLine::Quotation));
        assert_eq!(split("a\\"), Err(UnfinishedLine::Escape));
    }
}
