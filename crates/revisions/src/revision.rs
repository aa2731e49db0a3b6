//! One revision as its script declares it.

use crate::RevisionId;

/// What a script says about its place in the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    pub id: RevisionId,
    /// The parents, `down_revision`, in written order.
    pub down: Vec<RevisionId>,
    /// `depends_on` as written: full identifiers or branch labels.
    pub depends_on: Vec<String>,
    /// `branch_labels` as written.
    pub labels: Vec<String>,
    /// The first paragraph of the script's docstring.
    pub doc: String,
}

impl Revision {
    /// Begins a revision without parents, dependencies, labels and text.
    pub fn new(id: impl Into<RevisionId>) -> Self {
        Self { id: id.into(), down: Vec::new(), depends_on: Vec::new(), labels: Vec::new(), doc: String::new() }
    }

    /// Sets the parents.
    pub fn down(mut self, parents: &[&str]) -> Self {
        self.down = parents.iter().map(|parent| RevisionId::from(*parent)).collect();
        self
    }

    /// Sets the dependencies.
    pub fn depends_on(mut self, dependencies: &[&str]) -> Self {
        self.depends_on = dependencies.iter().map(ToString::to_string).collect();
        self
    }

    /// Sets the branch labels.
    pub fn labels(mut self, labels: &[&str]) -> Self {
        self.labels = labels.iter().map(ToString::to_string).collect();
        self
    }

    /// Sets the text that listings and log lines show.
    pub fn doc(mut self, doc: &str) -> Self {
        self.doc = doc.to_owned();
        self
    }
}
