//! The identifier of a revision.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

/// Characters that the grammar of targets needs for itself.
const RESERVED: [char; 4] = ['+', '-', ':', '@'];

/// The full identifier of one revision, cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RevisionId(Arc<str>);

impl RevisionId {
    /// Wraps the text of an identifier as it is written in a script or a version table.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        Self(text.into())
    }

    /// Returns the identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the reserved characters in the identifier, sorted and each once; a good identifier has none.
    pub fn reserved_characters(&self) -> Vec<char> {
        RESERVED.into_iter().filter(|character| self.0.contains(*character)).collect()
    }
}

impl From<&str> for RevisionId {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for RevisionId {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl Borrow<str> for RevisionId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for RevisionId {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for RevisionId {
    fn eq(&self, other: &str) -> bool {
        &*self.0 == other
    }
}

impl PartialEq<&str> for RevisionId {
    fn eq(&self, other: &&str) -> bool {
        &*self.0 == *other
    }
}

impl fmt::Display for RevisionId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Writes values with a comma and a space between them, as listings and log lines do.
pub(crate) fn comma_separated<T: AsRef<str>>(values: &[T]) -> String {
    values.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reserved_characters_come_sorted_and_once() {
        assert_eq!(RevisionId::from("b-a+d-id").reserved_characters(), ['+', '-']);
        assert!(RevisionId::from("ae1027a6acf3").reserved_characters().is_empty());
    }
}
