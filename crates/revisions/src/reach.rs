//! Which revisions can be reached from which: sets, ancestors, descendants.

use crate::{Fault, RevisionGraph};

/// A set of revisions by position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NodeSet(Vec<bool>);

impl NodeSet {
    pub fn empty(graph: &RevisionGraph) -> Self {
        Self(vec![false; graph.nodes.len()])
    }

    /// Adds a revision and tells whether it is new.
    pub fn insert(&mut self, index: usize) -> bool {
        !std::mem::replace(&mut self.0[index], true)
    }

    pub fn remove(&mut self, index: usize) {
        self.0[index] = false;
    }

    pub fn contains(&self, index: usize) -> bool {
        self.0[index]
    }

    pub fn is_empty(&self) -> bool {
        !self.0.contains(&true)
    }

    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.0.len()).filter(|index| self.0[*index])
    }

    pub fn add_all(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(here, there)| *here |= there);
    }

    pub fn keep_only(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(here, there)| *here &= there);
    }

    pub fn remove_all(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(here, there)| *here &= !there);
    }
}

/// Which links to follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Along {
    /// To parents.
    Down,
    /// To parents and dependencies.
    Needs,
    /// To children.
    Up,
    /// To children and dependents.
    NeededBy,
}

/// Whether `depends_on` counts as belonging together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dependencies {
    Follow,
    Ignore,
}

impl RevisionGraph {
    pub(crate) fn neighbours(&self, index: usize, along: Along) -> &[usize] {
        let links = &self.nodes[index];
        match along {
            Along::Down => &links.down,
            Along::Needs => &links.needs,
            Along::Up => &links.children,
            Along::NeededBy => &links.needed_by,
        }
    }

    /// Returns all that can be reached, the starting points included.
    pub(crate) fn reach(&self, starts: &[usize], along: Along) -> NodeSet {
        let mut found = NodeSet::empty(self);
        self.reach_more(starts, along, &mut found);
        found
    }

    /// Adds all that can be reached without passing through what is already found.
    pub(crate) fn reach_more(&self, starts: &[usize], along: Along, found: &mut NodeSet) {
        let mut waiting = starts.to_vec();
        while let Some(index) = waiting.pop() {
            if found.insert(index) {
                waiting.extend(self.neighbours(index, along).iter().filter(|next| !found.contains(**next)));
            }
        }
    }

    /// Returns all that can be reached; an error if one starting point lies on the way of another.
    pub(crate) fn reach_apart(&self, starts: &[usize], along: Along) -> Result<NodeSet, Fault> {
        let mut found = NodeSet::empty(self);
        let mut is_start = NodeSet::empty(self);
        starts.iter().for_each(|start| _ = is_start.insert(*start));
        for start in starts {
            let mut met = Vec::new();
            let mut waiting = vec![*start];
            while let Some(index) = waiting.pop() {
                if is_start.contains(index) && index != *start {
                    met.push(index);
                }
                if found.insert(index) {
                    waiting.extend(self.neighbours(index, along));
                }
            }
            if !met.is_empty() {
                met.sort_unstable();
                met.dedup();
                return Err(Fault::Overlap { revision: self.id(*start).clone(), others: self.ids(&met) });
            }
        }
        Ok(found)
    }

    /// Returns all that is above or below one of these, themselves included.
    pub(crate) fn lineage(&self, of: &[usize], dependencies: Dependencies) -> NodeSet {
        let (down, up) = match dependencies {
            Dependencies::Follow => (Along::Needs, Along::NeededBy),
            Dependencies::Ignore => (Along::Down, Along::Up),
        };
        let mut found = self.reach(of, down);
        found.add_all(&self.reach(of, up));
        found
    }
}
