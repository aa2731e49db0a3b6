//! What the graph has to say about a revision that is going to be written.

use crate::build::{check_alone, resolved_dependencies};
use crate::error::Wording;
use crate::{Bound, Defect, Fault, ResolveError, Revision, RevisionGraph, RevisionId, Warning};
use std::collections::HashSet;

/// Whether a new revision may begin a branch at a revision that is no head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Splice {
    Allowed,
    Refused,
}

impl RevisionGraph {
    /// Returns the parents of a new revision: what `--head` or the arguments of `merge` mean. None for `base`.
    pub fn parents_of_new(&self, id: &RevisionId, heads: &[&str]) -> Result<Vec<RevisionId>, ResolveError> {
        let characters = id.reserved_characters();
        if !characters.is_empty() {
            return Err(Fault::ReservedCharacters { id: id.clone(), characters }.into());
        }
        let wording = Wording {
            multiple_heads: Some(
                "Multiple heads are present; please specify the head revision on which the new revision should be \
                 based, or perform a merge.",
            ),
            ..Wording::default()
        };
        let parents = self.positions(&Bound::from(heads)).map_err(|fault| wording.say(fault))?;
        let distinct: HashSet<usize> = parents.iter().copied().collect();
        if distinct.len() < parents.len() {
            return Err(Fault::DuplicateHeads.into());
        }
        Ok(self.ids(&parents))
    }

    /// Checks that every parent of a new revision is a head, unless it may begin a branch.
    pub fn check_parents_of_new(&self, parents: &[RevisionId], splice: Splice) -> Result<(), ResolveError> {
        let is_no_head = |parent: &&RevisionId| self.revision(parent.as_str()).is_some_and(|node| !node.is_head());
        match parents.iter().find(is_no_head) {
            Some(parent) if splice == Splice::Refused => Err(Fault::NotAHead { revision: parent.clone() }.into()),
            Some(_) | None => Ok(()),
        }
    }

    /// Returns what a new script writes into `depends_on`: labels stay labels, partial identifiers become full.
    pub fn dependencies_of_new(&self, dependencies: &[&str]) -> Result<Vec<String>, ResolveError> {
        let written = |dependency: &&str| {
            let not_found = || Fault::NotFound { wanted: dependency.to_string(), similar: Vec::new() };
            let index = self.find_one(dependency)?.ok_or_else(not_found)?;
            let keeps_its_label = self.has_label(index, dependency);
            Ok(if keeps_its_label { dependency.to_string() } else { self.id(index).to_string() })
        };
        dependencies.iter().map(written).collect::<Result<_, Fault>>().map_err(ResolveError::from)
    }

    /// Checks a new revision against the others before its file is written.
    pub fn check_new(&self, revision: &Revision) -> Result<Vec<Warning>, Defect> {
        check_alone(revision)?;
        let mut own = HashSet::new();
        for label in &revision.labels {
            let used_by = match self.index_of.get(label.as_str()) {
                Some(index) => Some(self.id(*index).clone()),
                None => (!own.insert(label) || revision.id == label.as_str()).then(|| revision.id.clone()),
            };
            if let Some(used_by) = used_by {
                return Err(Defect::LabelTaken { label: label.clone(), revision: revision.id.clone(), used_by });
            }
        }
        resolved_dependencies(self, revision)?;
        let is_known = self.revision(revision.id.as_str()).is_some();
        let twice = is_known.then(|| Warning::PresentTwice { revision: revision.id.clone() });
        Ok(twice.into_iter().collect())
    }
}
