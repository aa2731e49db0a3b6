//! The revision graph: built once, then only read.

use crate::{Fault, ResolveError, Revision, RevisionId, Warning};
use std::collections::HashMap;
use std::sync::Arc;

/// All revisions of a script directory with the links between them.
#[derive(Debug)]
pub struct RevisionGraph {
    pub(crate) nodes: Vec<Links>,
    /// Full identifiers and branch labels, in the order in which partial identifiers are looked for.
    pub(crate) names: Vec<(RevisionId, usize)>,
    pub(crate) index_of: HashMap<RevisionId, usize>,
    pub(crate) labels: Vec<String>,
    pub(crate) ends: Ends,
    /// Parents and dependencies before those who need them.
    pub(crate) oldest_first: Vec<usize>,
    pub(crate) warnings: Vec<Warning>,
}

/// One revision and its neighbours, as positions in load order.
#[derive(Debug)]
pub(crate) struct Links {
    pub revision: Revision,
    /// Parents as written.
    pub down: Vec<usize>,
    /// What `depends_on` means.
    pub dependencies: Vec<usize>,
    /// Parents and dependencies, each once.
    pub needs: Vec<usize>,
    /// The same without dependencies that an ancestor already has: these make the rows of the version table.
    pub normalized_needs: Vec<usize>,
    /// Those that name this one as a parent.
    pub children: Vec<usize>,
    /// Those that name this one as a parent or a dependency.
    pub needed_by: Vec<usize>,
    /// The position in an order where everything comes after what it needs.
    pub age: usize,
    /// Branch labels, own and spread, as positions in the graph's labels.
    pub labels: Arc<[u32]>,
}

/// The ends of the graph in load order; a script that another one replaces by the same identifier counts too.
#[derive(Debug, Default)]
pub(crate) struct Ends {
    pub heads: Vec<RevisionId>,
    pub real_heads: Vec<RevisionId>,
    pub bases: Vec<RevisionId>,
    pub real_bases: Vec<RevisionId>,
}

impl RevisionGraph {
    /// Returns what was odd about the scripts.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// Returns the number of revisions.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Tells whether there is no revision.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Returns all revisions in load order.
    pub fn iter(&self) -> impl Iterator<Item = Node<'_>> {
        (0..self.nodes.len()).map(|index| self.node(index))
    }

    /// Returns the revision with this full identifier.
    pub fn revision(&self, id: &str) -> Option<Node<'_>> {
        let index = *self.index_of.get(id)?;
        (self.nodes[index].revision.id == id).then(|| self.node(index))
    }

    /// Returns the revisions that no other one has as a parent.
    pub fn heads(&self) -> &[RevisionId] {
        &self.ends.heads
    }

    /// Returns the heads that no other revision depends on either.
    pub fn real_heads(&self) -> &[RevisionId] {
        &self.ends.real_heads
    }

    /// Returns the revisions without a parent.
    pub fn bases(&self) -> &[RevisionId] {
        &self.ends.bases
    }

    /// Returns the revisions with neither a parent nor a dependency.
    pub fn real_bases(&self) -> &[RevisionId] {
        &self.ends.real_bases
    }

    /// Returns the single base, none in an empty graph; several are an error.
    pub fn base(&self) -> Result<Option<&RevisionId>, ResolveError> {
        match self.bases() {
            [] => Ok(None),
            [base] => Ok(Some(base)),
            _ => Err(Fault::MultipleBases.into()),
        }
    }

    pub(crate) fn node(&self, index: usize) -> Node<'_> {
        Node { graph: self, index }
    }

    pub(crate) fn id(&self, index: usize) -> &RevisionId {
        &self.nodes[index].revision.id
    }

    pub(crate) fn ids(&self, indexes: &[usize]) -> Vec<RevisionId> {
        indexes.iter().map(|index| self.id(*index).clone()).collect()
    }
}

/// One revision in its graph.
#[derive(Clone, Copy)]
pub struct Node<'graph> {
    graph: &'graph RevisionGraph,
    index: usize,
}

impl<'graph> Node<'graph> {
    fn links(&self) -> &'graph Links {
        &self.graph.nodes[self.index]
    }

    /// Returns the position in load order.
    pub fn position(&self) -> usize {
        self.index
    }

    /// Returns the revision as its script declares it.
    pub fn revision(&self) -> &'graph Revision {
        &self.links().revision
    }

    /// Returns the identifier.
    pub fn id(&self) -> &'graph RevisionId {
        &self.links().revision.id
    }

    /// Returns the parents as written.
    pub fn parents(&self) -> &'graph [RevisionId] {
        &self.links().revision.down
    }

    /// Returns the revisions that `depends_on` means, in written order.
    pub fn dependencies(&self) -> Vec<RevisionId> {
        self.graph.ids(&self.links().dependencies)
    }

    /// Returns parents and dependencies without the dependencies that an ancestor already has.
    pub fn normalized_needs(&self) -> Vec<RevisionId> {
        self.graph.ids(&self.links().normalized_needs)
    }

    /// Returns those that name this one as a parent, in load order.
    pub fn children(&self) -> Vec<RevisionId> {
        self.graph.ids(&self.links().children)
    }

    /// Returns those that name this one as a parent or a dependency, in load order.
    pub fn needed_by(&self) -> Vec<RevisionId> {
        self.graph.ids(&self.links().needed_by)
    }

    /// Returns the branch labels, own ones and those of the branch, in load order of their revisions.
    pub fn labels(&self) -> Vec<&'graph str> {
        self.links().labels.iter().map(|label| self.graph.labels[*label as usize].as_str()).collect()
    }

    /// Tells whether no other revision has this one as a parent.
    pub fn is_head(&self) -> bool {
        self.links().children.is_empty()
    }

    /// Tells whether no other revision needs this one, be it as a dependency. A head that is not real is what
    /// listings call `(effective head)`.
    pub fn is_real_head(&self) -> bool {
        self.links().needed_by.is_empty()
    }

    /// Tells whether the revision has no parent.
    pub fn is_base(&self) -> bool {
        self.links().down.is_empty()
    }

    /// Tells whether several revisions have this one as a parent.
    pub fn is_branch_point(&self) -> bool {
        self.links().children.len() > 1
    }

    /// Tells whether the revision has several parents.
    pub fn is_merge_point(&self) -> bool {
        self.links().down.len() > 1
    }
}
