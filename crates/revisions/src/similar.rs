//! Names that a mistyped one may have meant.

use strsim::levenshtein;

use crate::RevisionGraph;

/// More suggestions than this do not help.
const AT_MOST: usize = 3;
/// Typing errors that are forgiven.
const ERRORS: usize = 2;

/// Returns the identifiers and labels that differ in one or two characters, nearest first.
pub(crate) fn to(wanted: &str, graph: &RevisionGraph) -> Vec<String> {
    let length = wanted.chars().count();
    if length <= ERRORS + 1 {
        return Vec::new();
    }
    let mut near: Vec<(usize, &str)> = graph
        .names
        .iter()
        .filter(|(name, _)| name.as_str().len().abs_diff(length) <= ERRORS)
        .map(|(name, _)| (levenshtein(wanted, name.as_str()), name.as_str()))
        .filter(|(distance, _)| *distance <= ERRORS)
        .collect();
    near.sort();
    near.into_iter().take(AT_MOST).map(|(_, name)| name.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_swapped_pair_is_two_changes() {
        assert_eq!(levenshtein("ae1027", "ae1027"), 0);
        assert_eq!(levenshtein("ae1027", "ae1207"), 2);
        assert_eq!(levenshtein("ae1027", "ae102"), 1);
    }
}
