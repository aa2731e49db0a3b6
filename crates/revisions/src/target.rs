//! The grammar of targets: `head`, `ae10+2`, `branch@head`, `-1`, and what they are measured from.

use crate::{Heads, RevisionId};

/// One end of a walk, as it was asked for: nothing, one written target, or several identifiers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bound {
    /// Before everything.
    Nothing,
    /// A written target such as `head`, `ae10` or `left@-1`.
    One(String),
    /// Several targets, such as the rows of the version table.
    Several(Vec<String>),
}

impl Bound {
    /// Returns what is said to be there, one by one.
    pub(crate) fn each(&self) -> Vec<&str> {
        match self {
            Self::Nothing => Vec::new(),
            Self::One(target) => vec![target],
            Self::Several(targets) => targets.iter().map(String::as_str).collect(),
        }
    }

    /// Returns the bound as Alembic's messages print it; several are printed as a Python tuple.
    pub(crate) fn shown(&self) -> String {
        match self {
            Self::Nothing => "None".to_owned(),
            Self::One(target) => target.clone(),
            Self::Several(targets) => match targets.as_slice() {
                [only] => format!("('{only}',)"),
                many => format!("({})", many.iter().map(|one| format!("'{one}'")).collect::<Vec<_>>().join(", ")),
            },
        }
    }

    /// Returns the bound as a message prints it where an empty one means `base`.
    pub(crate) fn shown_or_base(&self) -> String {
        match self {
            Self::Nothing => "base".to_owned(),
            Self::One(target) if target.is_empty() => "base".to_owned(),
            Self::Several(targets) if targets.is_empty() => "base".to_owned(),
            Self::One(_) | Self::Several(_) => self.shown(),
        }
    }
}

impl From<&str> for Bound {
    fn from(target: &str) -> Self {
        Self::One(target.to_owned())
    }
}

impl From<&RevisionId> for Bound {
    fn from(id: &RevisionId) -> Self {
        Self::One(id.to_string())
    }
}

impl From<&Heads> for Bound {
    fn from(heads: &Heads) -> Self {
        Self::Several(heads.iter().map(ToString::to_string).collect())
    }
}

impl From<&[&str]> for Bound {
    fn from(targets: &[&str]) -> Self {
        Self::Several(targets.iter().map(ToString::to_string).collect())
    }
}

/// How far and in which direction to walk from a revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Steps {
    Up(u64),
    Down(u64),
}

/// A target that counts from somewhere: `+2`, `ae10-1`, `left@-1`, `left@ae10+1`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Relative<'text> {
    pub branch: Option<&'text str>,
    pub from: Option<&'text str>,
    /// The count as written, with its sign.
    pub written: &'text str,
    pub steps: Steps,
}

impl<'text> Relative<'text> {
    /// Reads the beginning of a target as `[label@][word](+|-)digits`; what follows the digits does not count.
    pub fn parse(target: &'text str) -> Option<Self> {
        let after_label = target
            .match_indices('@')
            .filter(|(at, _)| *at > 0 && !target[..*at].contains('\n'))
            .find_map(|(at, _)| Self::parse_count(&target[at + 1..], Some(&target[..at])));
        after_label.or_else(|| Self::parse_count(target, None))
    }

    fn parse_count(text: &'text str, branch: Option<&'text str>) -> Option<Self> {
        let is_word = |character: char| character.is_alphanumeric() || character == '_';
        let word = text.len() - text.trim_start_matches(is_word).len();
        let signed = &text[word..];
        let sign = signed.chars().next().filter(|sign| matches!(sign, '+' | '-'))?;
        let digits = signed[1..].len() - signed[1..].trim_start_matches(|digit: char| digit.is_ascii_digit()).len();
        if digits == 0 {
            return None;
        }
        let written = &signed[..1 + digits];
        let count = written[1..].parse().unwrap_or(u64::MAX);
        let steps = if sign == '-' && count > 0 { Steps::Down(count) } else { Steps::Up(count) };
        Some(Self { branch, from: Some(&text[..word]).filter(|word| !word.is_empty()), written, steps })
    }

    /// Returns the count without its sign, as a message prints it.
    pub fn count(&self) -> String {
        let digits = self.written[1..].trim_start_matches('0');
        if digits.is_empty() { "0".to_owned() } else { digits.to_owned() }
    }
}

/// Reads a whole target as a negative number, which counts down from the heads.
pub(crate) fn below_heads(target: &str) -> Option<u64> {
    let digits = target.trim().strip_prefix('-')?;
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let count = digits.parse().unwrap_or(u64::MAX);
    (is_number && count > 0).then_some(count)
}

/// Splits `label@target` at its first `@`.
pub(crate) fn split_branch(target: &str) -> (Option<&str>, &str) {
    match target.split_once('@') {
        Some((branch, rest)) => (Some(branch), rest),
        None => (None, target),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(target: &str) -> Option<(Option<&str>, Option<&str>, &str, Steps)> {
        Relative::parse(target).map(|found| (found.branch, found.from, found.written, found.steps))
    }

    #[test]
    fn counts_may_stand_alone_or_after_a_word_or_a_branch() {
        assert_eq!(parsed("+2"), Some((None, None, "+2", Steps::Up(2))));
        assert_eq!(parsed("-1"), Some((None, None, "-1", Steps::Down(1))));
        assert_eq!(parsed("ae10+2"), Some((None, Some("ae10"), "+2", Steps::Up(2))));
        assert_eq!(parsed("left@-1"), Some((Some("left"), None, "-1", Steps::Down(1))));
        assert_eq!(parsed("left@ae10+1"), Some((Some("left"), Some("ae10"), "+1", Steps::Up(1))));
    }

    #[test]
    fn what_follows_the_count_is_not_read() {
        assert_eq!(parsed("ae10-1xyz"), Some((None, Some("ae10"), "-1", Steps::Down(1))));
    }

    #[test]
    fn names_without_a_count_are_not_relative() {
        for target in ["head", "ae10", "left@head", "left@", "-", "a b-1", ""] {
            assert_eq!(parsed(target), None, "{target}");
        }
    }

    #[test]
    fn an_empty_label_is_no_label() {
        assert_eq!(parsed("@-1"), None);
    }

    #[test]
    fn minus_zero_is_zero() {
        assert_eq!(parsed("-0"), Some((None, None, "-0", Steps::Up(0))));
        assert_eq!(Relative::parse("+007").map(|found| found.count()), Some("7".to_owned()));
    }

    #[test]
    fn only_a_whole_negative_number_counts_from_the_heads() {
        assert_eq!(below_heads("-2"), Some(2));
        assert_eq!(below_heads("2"), None);
        assert_eq!(below_heads("-0"), None);
        assert_eq!(below_heads("-2x"), None);
    }
}
