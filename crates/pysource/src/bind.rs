//! Colons in SQL text: `sa.text()` takes `:name` for a bind.

use crate::is_word;

/// Writes a backslash before each colon that `sa.text()` would take for the mark of a bind, and before each that it would
/// take the backslash from.
pub fn without_binds(sql: &str) -> String {
    let characters: Vec<char> = sql.chars().collect();
    let mut escaped = String::with_capacity(sql.len());
    let mut ends_name = false;
    for (index, character) in characters.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| characters[before]);
        let is_behind_backslash = *character == ':' && before == Some('\\') && {
            let behind = characters[index + 1..].iter().find(|next| !is_word(**next));
            behind != Some(&':')
        };
        let begins_name = characters.get(index + 1).is_some_and(|next| is_word(*next))
            && before.is_none_or(|before| before != ':' && before != '\\' && !is_word(before));
        if *character == ':' && (begins_name || ends_name) || is_behind_backslash {
            escaped.push('\\');
        }
        // A backslash counts only if no colon stands at the other end of the name: `\:a:` would keep it.
        ends_name = *character == ':' && begins_name || ends_name && is_word(*character);
        escaped.push(*character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colon_that_would_be_a_bind_is_escaped() {
        assert_eq!(without_binds("SELECT ':a', ' :c' WHERE d = ':e:'"), "SELECT '\\:a', ' \\:c' WHERE d = '\\:e\\:'");
    }

    #[test]
    fn a_backslash_before_a_colon_stays_one() {
        assert_eq!(without_binds("'\\:a' '\\: b'"), "'\\\\:a' '\\\\: b'");
    }

    #[test]
    fn casts_and_times_stay_as_they_are() {
        for sql in ["'10:30'", "a::text", "x[1:2]", "'a: b'"] {
            assert_eq!(without_binds(sql), sql);
        }
    }
}
