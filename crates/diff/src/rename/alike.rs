//! Whether two names look like each other.

use strsim::levenshtein;

/// Shorter words (`id`, `at`, `is`) are in the names of things that have nothing to do with each other.
const SHORTEST_WORD: usize = 3;

/// Returns what two names have in common: `names share 'name'`.
pub(super) fn alike(before: &str, after: &str) -> Option<String> {
    let (words_before, words_after) = (words(before), words(after));
    let (spelling_before, spelling_after) = (words_before.concat(), words_after.concat());
    if spelling_before == spelling_after {
        return Some("names differ in their spelling only".to_owned());
    }
    let is_word = |word: &&String| word.chars().count() >= SHORTEST_WORD;
    if let Some(word) = words_before.iter().filter(is_word).find(|word| words_after.contains(word)) {
        return Some(format!("names share '{word}'"));
    }
    let holds = |long: &str, short: &str| short.chars().count() >= SHORTEST_WORD && long.contains(short);
    if holds(&spelling_after, &spelling_before) {
        return Some(format!("'{after}' holds '{before}'"));
    }
    if holds(&spelling_before, &spelling_after) {
        return Some(format!("'{before}' holds '{after}'"));
    }
    let longest = spelling_before.chars().count().max(spelling_after.chars().count());
    (levenshtein(&spelling_before, &spelling_after) * 4 <= longest).then(|| "names are spelt alike".to_owned())
}

/// Returns the words of a name in lower case: `fullName` and `full_name` are `full`, `name`.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_small = false;
    for character in name.chars() {
        let begins = !character.is_alphanumeric() || (was_small && character.is_uppercase());
        if begins && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        was_small = character.is_lowercase();
        if let Some(word) = words.last_mut().filter(|_| character.is_alphanumeric()) {
            word.extend(character.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_alike(before: &str, after: &str, expected: &str) {
        assert_eq!(alike(before, after).as_deref(), Some(expected));
    }

    #[test]
    fn names_that_share_a_word_or_most_letters_are_alike() {
        check_alike("name", "full_name", "names share 'name'");
        check_alike("userName", "user_name", "names differ in their spelling only");
        check_alike("mail", "email", "'email' holds 'mail'");
        check_alike("is_active", "active", "names share 'active'");
        check_alike("colour", "color", "names are spelt alike");
    }

    #[test]
    fn short_words_say_nothing() {
        assert_eq!(alike("user_id", "team_id"), None);
        assert_eq!(alike("created_at", "updated_at"), None);
        assert_eq!(alike("age", "title"), None);
        assert_eq!(alike("a", "b"), None);
    }
}
