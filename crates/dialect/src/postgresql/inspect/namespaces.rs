//! Which names carry their namespace.

use schema::{Name, TableName};

use crate::Scope;

/// What was asked for, and the namespace that unqualified names mean.
pub(super) struct Namespaces<'a> {
    pub scope: &'a Scope,
    pub default: Option<&'a str>,
}

impl Namespaces<'_> {
    /// Returns the namespace that a table's or sequence's name needs.
    pub(super) fn needed(&self, namespace: &str, visibility: Visibility) -> Option<Name> {
        let goes_without_saying = match self.scope {
            Scope::DefaultNamespace => visibility == Visibility::OnSearchPath,
            Scope::EveryNamespace => self.default == Some(namespace),
        };
        (!goes_without_saying).then(|| namespace.into())
    }

    /// Returns a name with the namespace that it needs.
    pub(super) fn table_name(&self, namespace: &str, visibility: Visibility, name: &str) -> TableName {
        TableName { namespace: self.needed(namespace, visibility), name: name.into() }
    }
}

/// Whether the bare name of an object finds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Visibility {
    OnSearchPath,
    Hidden,
}

impl From<bool> for Visibility {
    fn from(is_visible: bool) -> Self {
        if is_visible { Self::OnSearchPath } else { Self::Hidden }
    }
}
