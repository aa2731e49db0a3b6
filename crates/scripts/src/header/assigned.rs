//! What a script assigns to the names of its header.

/// A name that Alembic reads from a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Revision,
    DownRevision,
    BranchLabels,
    DependsOn,
}

impl Field {
    pub(super) const ALL: [Self; 4] = [Self::Revision, Self::DownRevision, Self::BranchLabels, Self::DependsOn];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Revision => "revision",
            Self::DownRevision => "down_revision",
            Self::BranchLabels => "branch_labels",
            Self::DependsOn => "depends_on",
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}

/// A value that is known without running anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Constant {
    None,
    Text(String),
    Listed(Vec<String>),
}

impl Constant {
    /// Returns the texts as Alembic's `to_tuple` does: none, one, or several.
    pub(super) fn into_texts(self) -> Vec<String> {
        match self {
            Self::None => Vec::new(),
            Self::Text(text) => vec![text],
            Self::Listed(texts) => texts,
        }
    }
}

/// The header as it stands in the file; a name that is not assigned is not there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Assigned {
    values: [Option<Constant>; 4],
    pub(super) docstring: Option<String>,
}

impl Assigned {
    pub(super) fn set(&mut self, field: Field, value: Constant) {
        self.values[field as usize] = Some(value);
    }

    pub(super) fn take(&mut self, field: Field) -> Option<Constant> {
        self.values[field as usize].take()
    }
}
