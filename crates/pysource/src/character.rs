//! What Python thinks of a single character: printable, part of a word, white space.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// Returns whether `repr` shows the character as it is, as `str.isprintable` says.
pub fn is_printable(character: char) -> bool {
    if character.is_ascii() {
        return matches!(character, ' '..='~');
    }
    !matches!(
        character.general_category(),
        GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::Surrogate
            | GeneralCategory::PrivateUse
            | GeneralCategory::Unassigned
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator
            | GeneralCategory::SpaceSeparator
    )
}

/// Returns whether `\w` of Python's `re` matches the character: letters, numbers and the underscore, no marks.
pub fn is_word(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric() || character == '_';
    }
    matches!(
        character.general_category(),
        GeneralCategory::UppercaseLetter
            | GeneralCategory::LowercaseLetter
            | GeneralCategory::TitlecaseLetter
            | GeneralCategory::ModifierLetter
            | GeneralCategory::OtherLetter
            | GeneralCategory::DecimalNumber
            | GeneralCategory::LetterNumber
            | GeneralCategory::OtherNumber
    )
}

/// Returns whether `str.strip` removes the character: Unicode white space and the four ASCII separators.
pub fn is_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{1c}'..='\u{1f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_numbers_of_every_script_are_words_but_marks_are_not() {
        for character in ['a', 'Z', '9', '_', 'ü', '中', 'ß', '²', '½', 'Ⅷ', 'ª'] {
            assert!(is_word(character), "{character}");
        }
        for character in ['-', ' ', '.', '\u{301}', '\u{93e}', '—', '🎉'] {
            assert!(!is_word(character), "{character}");
        }
    }

    #[test]
    fn invisible_characters_are_not_printable() {
        for character in ['\n', '\u{7f}', '\u{a0}', '\u{ad}', '\u{200b}', '\u{2028}', '\u{e000}', '\u{378}', '\u{feff}']
        {
            assert!(!is_printable(character), "{character:?}");
        }
        for character in [' ', '~', 'é', '中', '🎉', '\u{301}'] {
            assert!(is_printable(character), "{character:?}");
        }
    }

    #[test]
    fn strip_takes_the_ascii_separators_too() {
        assert!(is_space('\u{1c}') && is_space('\u{a0}') && is_space('\u{85}') && !is_space('\u{200b}'));
    }
}
