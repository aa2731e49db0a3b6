//! The words of an SQL text: what is left when its spelling is taken off.

use std::iter::Peekable;
use std::str::Chars;

/// A word. Two texts with the same words mean the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    /// A name or a keyword: in lower case unless it was quoted.
    Name(String),
    /// A quoted text.
    Text(String),
    Number(String),
    Sign(char),
}

/// Returns the words of a text; spaces and comments are not among them.
pub(crate) fn words(sql: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut rest = sql.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '\'' => words.push(Word::Text(quoted(&mut rest, '\''))),
            '"' | '`' => words.push(Word::Name(quoted(&mut rest, character))),
            '-' if rest.peek() == Some(&'-') => rest.by_ref().take_while(|next| *next != '\n').for_each(drop),
            '/' if rest.peek() == Some(&'*') => skip_comment(&mut rest),
            _ if character.is_whitespace() => {}
            _ if character.is_ascii_digit() => {
                words.push(Word::Number(run(character, &mut rest, |next| next.is_ascii_alphanumeric() || next == '.')))
            }
            _ if character.is_alphabetic() || character == '_' => {
                let name = run(character, &mut rest, |next| next.is_alphanumeric() || next == '_' || next == '$');
                words.push(Word::Name(name.to_lowercase()));
            }
            _ => words.push(Word::Sign(character)),
        }
    }
    words
}

/// Returns the words without the parentheses that hold all of them.
pub(crate) fn core_words(sql: &str) -> Vec<Word> {
    let mut words = words(sql);
    while words.len() > 1 && closing(&words) == Some(words.len() - 1) {
        words.pop();
        words.remove(0);
    }
    words
}

/// Returns where the parenthesis closes that the first word opens.
fn closing(words: &[Word]) -> Option<usize> {
    let mut depth = 0_usize;
    for (place, word) in words.iter().enumerate() {
        match word {
            Word::Sign('(') => depth += 1,
            Word::Sign(')') => depth = depth.saturating_sub(1),
            Word::Name(_) | Word::Text(_) | Word::Number(_) | Word::Sign(_) => {}
        }
        if depth == 0 {
            return (place > 0).then_some(place);
        }
    }
    None
}

/// Reads up to the closing quote; a doubled one is part of the text.
fn quoted(rest: &mut Peekable<Chars<'_>>, quote: char) -> String {
    let mut text = String::new();
    while let Some(character) = rest.next() {
        if character == quote && rest.next_if_eq(&quote).is_none() {
            break;
        }
        text.push(character);
    }
    text
}

fn skip_comment(rest: &mut Peekable<Chars<'_>>) {
    rest.next();
    while let Some(character) = rest.next() {
        if character == '*' && rest.next_if_eq(&'/').is_some() {
            break;
        }
    }
}

fn run(first: char, rest: &mut Peekable<Chars<'_>>, belongs: impl Fn(char) -> bool) -> String {
    let mut text = String::from(first);
    while let Some(next) = rest.next_if(|next| belongs(*next)) {
        text.push(next);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_same(before: &str, after: &str) {
        assert_eq!(words(before), words(after));
    }

    #[test]
    fn spelling_does_not_count() {
        check_same("lower( \"name\" ) = 'It''s'", "LOWER(name)='It''s'");
        check_same("a > 1 -- positive\n AND b", "a>1 and /* and */ b");
    }

    #[test]
    fn parentheses_around_the_whole_do_not_count() {
        assert_eq!(core_words("((a > 1))"), words("a > 1"));
        assert_eq!(core_words("(a > 1) OR (b > 1)"), words("(a > 1) OR (b > 1)"));
    }

    #[test]
    fn meaning_counts() {
        assert_ne!(words("a = 'X'"), words("a = 'x'"));
        assert_ne!(words("\"A\" > 1"), words("a > 1"));
        assert_ne!(words("a > 1"), words("a > 11"));
    }
}
