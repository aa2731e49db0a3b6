//! What the connection may learn of the process around it: variables and the home folder.

use std::path::PathBuf;

/// Variables by name; a test gives its own.
pub(super) struct Environment<'a> {
    pub variables: &'a dyn Fn(&str) -> Option<String>,
}

impl Environment<'_> {
    /// Returns a variable; an empty one counts as none.
    pub(super) fn variable(&self, name: &str) -> Option<String> {
        (self.variables)(name).filter(|value| !value.is_empty())
    }

    pub(super) fn home(&self) -> Option<PathBuf> {
        self.variable("HOME").map(PathBuf::from)
    }
}
