//! What of a database is read into a `Schema`.

/// Which namespaces are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// The one that unqualified names mean; its tables have no namespace in their names.
    #[default]
    DefaultNamespace,
    /// All of them but the server's own (`include_schemas=True`); the default one has no name here either.
    EveryNamespace,
}
