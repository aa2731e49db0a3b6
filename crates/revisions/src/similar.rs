//! Names that a mistyped one may have meant.

use crate::RevisionGraph;

/// More suggestions than this do not help.
const AT_MOST: usize = 3;
/// Typing errors that are forgiven.
const ERRORS: usize = 2;

/// Returns the identifiers and labels that differ in one or two characters, nearest first.
pub(crate) fn to(wanted: &str, graph: &RevisionGraph) -> Vec<String> {
    let wanted: Vec<char> = wanted.chars().collect();
    if wanted.len() <= ERRORS + 1 {
        return Vec::new();
    }
    let mut near: Vec<(usize, &str)> = graph
        .names
        .iter()
        .filter(|(name, _)| name.as_str().len().abs_diff(wanted.len()) <= ERRORS)
        .map(|(name, _)| (distance(&wanted, name.as_str()), name.as_str()))
        .filter(|(distance, _)| *distance <= ERRORS)
        .collect();
    near.sort();
    near.into_iter().take(AT_MOST).map(|(_, name)| name.to_owned()).collect()
}

/// Counts the characters to insert, delete or change.
fn distance(wanted: &[char], name: &str) -> usize {
    let mut row: Vec<usize> = (0..=wanted.len()).collect();
    for (line, character) in name.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], line + 1);
        for (column, other) in wanted.iter().enumerate() {
            let changed = diagonal + usize::from(character != *other);
            diagonal = row[column + 1];
            row[column + 1] = changed.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row[wanted.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_swapped_pair_is_two_changes() {
        let wanted: Vec<char> = "ae1027".chars().collect();
        assert_eq!(distance(&wanted, "ae1027"), 0);
        assert_eq!(distance(&wanted, "ae1207"), 2);
        assert_eq!(distance(&wanted, "ae102"), 1);
    }
}
