//! What takes the values of an enum type to others.

use operation::{AddedValue, AddedValues};

/// The difference of two lists of values. Their order alone is none: the server cannot change it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum EnumDifference {
    Nothing,
    Renamed(Vec<(String, String)>),
    /// Values come and values go; either list may be empty, not both.
    Exchanged {
        removed: Vec<String>,
        added: Vec<String>,
    },
}

impl EnumDifference {
    pub fn of(before: &[String], after: &[String]) -> Self {
        let missing = |values: &[String], others: &[String]| -> Vec<String> {
            values.iter().filter(|value| !others.contains(value)).cloned().collect()
        };
        let (removed, added) = (missing(before, after), missing(after, before));
        if removed.is_empty() && added.is_empty() {
            return Self::Nothing;
        }
        match renamed(before, after, &removed, &added) {
            Some(pairs) => Self::Renamed(pairs),
            None => Self::Exchanged { removed, added },
        }
    }
}

/// Values are taken for renamed where the new ones have the places of the old ones and nothing else differs: one, or
/// several that are spelled alike (`in_progress`, `IN PROGRESS`).
fn renamed(before: &[String], after: &[String], removed: &[String], added: &[String]) -> Option<Vec<(String, String)>> {
    let has_its_place =
        |(before, after): (&String, &String)| before == after || removed.contains(before) && added.contains(after);
    if before.len() != after.len() || !before.iter().zip(after).all(has_its_place) {
        return None;
    }
    let pairs: Vec<(String, String)> = removed.iter().cloned().zip(added.iter().cloned()).collect();
    let is_evident = pairs.len() == 1 || pairs.iter().all(|(before, after)| letters(before) == letters(after));
    is_evident.then_some(pairs)
}

fn letters(value: &str) -> String {
    value.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Returns what adds the values that are not there, each at its place.
pub(crate) fn additions(before: &[String], after: &[String]) -> AddedValues {
    let mut there: Vec<&str> = before.iter().map(String::as_str).collect();
    let mut values = Vec::new();
    for (place, value) in after.iter().enumerate() {
        if there.contains(&value.as_str()) {
            continue;
        }
        let previous = place.checked_sub(1).and_then(|place| after.get(place));
        let position = previous.and_then(|previous| there.iter().position(|known| known == previous));
        let behind = position.map_or(0, |position| position + 1);
        let owned = |value: &&str| (*value).to_owned();
        values.push(AddedValue {
            value: value.clone(),
            before: there.get(behind).filter(|_| behind == 0).map(owned),
            after: there.get(behind.wrapping_sub(1)).filter(|_| behind < there.len()).map(owned),
        });
        there.insert(behind, value);
    }
    AddedValues { values, is_committed: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(words: &str) -> Vec<String> {
        words.split_whitespace().map(str::to_owned).collect()
    }

    #[track_caller]
    fn check_exchanged(before: &str, after: &str, removed: &str, added: &str) {
        let expected = EnumDifference::Exchanged { removed: list(removed), added: list(added) };
        assert_eq!(EnumDifference::of(&list(before), &list(after)), expected);
    }

    #[track_caller]
    fn check_renamed(before: &str, after: &str, expected: &[(&str, &str)]) {
        let expected = expected.iter().map(|(before, after)| ((*before).to_owned(), (*after).to_owned())).collect();
        assert_eq!(EnumDifference::of(&list(before), &list(after)), EnumDifference::Renamed(expected));
    }

    #[track_caller]
    fn check_additions(before: &str, after: &str, expected: &[&str]) {
        let said =
            additions(&list(before), &list(after)).values.into_iter().map(|added| match (added.before, added.after) {
                (Some(next), _) => format!("{} before {next}", added.value),
                (None, Some(previous)) => format!("{} after {previous}", added.value),
                (None, None) => added.value,
            });
        assert_eq!(said.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn order_alone_is_no_difference() {
        assert_eq!(EnumDifference::of(&list("a b c"), &list("c a b")), EnumDifference::Nothing);
    }

    #[test]
    fn a_value_is_renamed_where_its_place_is_the_same_and_nothing_else_differs() {
        check_renamed("a b c", "a z c", &[("b", "z")]);
        check_exchanged("a b c", "a c z", "b", "z");
        check_exchanged("a b c", "a z c d", "b", "z d");
        check_exchanged("a b c", "a c", "b", "");
    }

    #[test]
    fn several_values_are_renamed_only_where_they_are_spelled_alike() {
        check_renamed("open in_progress", "OPEN IN-PROGRESS", &[("open", "OPEN"), ("in_progress", "IN-PROGRESS")]);
        check_exchanged("a b", "x y", "a b", "x y");
    }

    #[test]
    fn values_are_added_at_their_places() {
        check_additions("a b", "a b c d", &["c", "d"]);
        check_additions("a b", "x a y b", &["x before a", "y after a"]);
        check_additions("a b", "x y a b", &["x before a", "y after x"]);
        check_additions("b a", "a z b", &["z"]);
    }
}
