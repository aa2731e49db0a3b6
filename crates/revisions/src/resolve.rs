//! Finds the revisions that a written target means.

use crate::error::Wording;
use crate::graph::Node;
use crate::reach::{Along, Dependencies, NodeSet};
use crate::target::{Steps, below_heads, split_branch};
use crate::walk::{Place, TooFar};
use crate::{Bound, Fault, Heads, ResolveError, RevisionGraph, RevisionId, similar};
use std::collections::HashSet;

/// What a symbolic name stands for before partial identifiers are completed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RevisionNumber {
    Nothing,
    One(String),
    Several(Vec<RevisionId>),
}

impl RevisionGraph {
    /// Returns the revisions that one target means: an identifier or its beginning, a label, `head`, `heads`,
    /// `label@head`, or `-1` counted from the heads. `base` means none.
    pub fn resolve(&self, target: &str) -> Result<Vec<RevisionId>, ResolveError> {
        self.resolve_bound(&Bound::from(target))
    }

    /// Returns the revisions that several targets mean, one after the other.
    pub fn resolve_all(&self, targets: &[&str]) -> Result<Vec<RevisionId>, ResolveError> {
        self.resolve_bound(&Bound::from(targets))
    }

    pub(crate) fn resolve_bound(&self, bound: &Bound) -> Result<Vec<RevisionId>, ResolveError> {
        let places = self.places(bound)?;
        let mut found = Vec::with_capacity(places.len());
        for place in places {
            match place {
                Place::At(index) => found.push(self.id(index).clone()),
                Place::Base | Place::Nowhere => return Err(below_base(bound).into()),
            }
        }
        Ok(found)
    }

    /// Returns the one revision that a target means; none for `base`, an error for several.
    pub fn resolve_one(&self, target: &str) -> Result<Option<Node<'_>>, ResolveError> {
        Ok(self.find_one(target)?.map(|index| self.node(index)))
    }

    /// Returns what a symbolic name stands for: `head` becomes an identifier, a partial identifier stays as it is.
    pub fn as_revision_number(&self, target: &str) -> Result<RevisionNumber, ResolveError> {
        let names = self.names_of(target)?.names;
        Ok(match names.as_slice() {
            [] => RevisionNumber::Nothing,
            _ if target == "heads" => RevisionNumber::Several(names),
            [first, ..] => RevisionNumber::One(first.to_string()),
        })
    }

    /// Returns the single head; none in an empty graph.
    pub fn current_head(&self) -> Result<Option<RevisionId>, ResolveError> {
        let wording = Wording {
            multiple_heads: Some(
                "The script directory has multiple heads (due to branching).Please use get_heads(), or merge the \
                 branches using alembic merge.",
            ),
            ..Wording::default()
        };
        self.single_head(None).map_err(|fault| wording.say(fault))
    }

    /// Returns all heads that are applied when these rows are: the rows, and the heads that they depend on.
    pub fn all_current(&self, rows: &Heads) -> Result<Vec<RevisionId>, ResolveError> {
        let tips = self.current_tips(&Bound::from(rows))?;
        Ok(self.ids(&tips))
    }

    /// Returns the applied revisions that have no applied child, in load order.
    pub(crate) fn current_tips(&self, rows: &Bound) -> Result<Vec<usize>, Fault> {
        let applied = self.reach(&self.positions(rows)?, Along::Needs);
        let is_tip = |index: &usize| !self.nodes[*index].children.iter().any(|child| applied.contains(*child));
        Ok(applied.iter().filter(is_tip).collect())
    }

    /// Returns what every target of a bound means; counting down from the heads may end at base or before it.
    pub(crate) fn places(&self, bound: &Bound) -> Result<Vec<Place>, Fault> {
        let mut places = Vec::new();
        for target in bound.each() {
            let named = self.names_of(target)?;
            if let ([only], branch) = (named.names.as_slice(), named.branch)
                && let Some(count) = below_heads(only.as_str())
            {
                places.extend(self.below_real_heads(count, branch)?);
                continue;
            }
            for name in &named.names {
                places.push(Place::At(self.locate(name.as_str(), named.branch)?));
            }
        }
        Ok(places)
    }

    /// Returns what every target of a bound means, where each must be a revision.
    pub(crate) fn positions(&self, bound: &Bound) -> Result<Vec<usize>, Fault> {
        let position = |place: Place| place.index().ok_or_else(|| below_base(bound));
        self.places(bound)?.into_iter().map(position).collect()
    }

    fn below_real_heads(&self, count: u64, branch: Option<&str>) -> Result<Vec<Place>, Fault> {
        let mut places = Vec::new();
        for head in self.real_heads() {
            let index = self.index_of[head];
            let is_wanted = branch.is_none_or(|branch| self.has_label(index, branch));
            if is_wanted {
                places.push(self.walk(Place::At(index), Steps::Down(count), None, TooFar::IsNowhere)?);
            }
        }
        Ok(places)
    }

    pub(crate) fn has_label(&self, index: usize, label: &str) -> bool {
        self.nodes[index].labels.iter().any(|position| self.labels[*position as usize] == label)
    }

    /// Returns the one revision that a target means.
    pub(crate) fn find_one(&self, target: &str) -> Result<Option<usize>, Fault> {
        let named = self.names_of(target)?;
        match named.names.as_slice() {
            [] => match named.branch.filter(|branch| !branch.is_empty()) {
                Some(branch) => self.branch_root(branch).map(|_| None),
                None => Ok(None),
            },
            [name] => self.locate(name.as_str(), named.branch).map(Some),
            _ => Err(Fault::MultipleHeads { argument: target.to_owned(), heads: named.names }),
        }
    }

    /// Takes the branch off a target and replaces `head`, `heads` and `base`.
    pub(crate) fn names_of<'text>(&self, target: &'text str) -> Result<Named<'text>, Fault> {
        let (branch, rest) = split_branch(target);
        let names = match (rest, branch.filter(|branch| !branch.is_empty())) {
            ("heads", None) => self.real_heads().to_vec(),
            ("heads", Some(branch)) => self.heads_on(branch)?,
            ("head", branch) => self.single_head(branch)?.into_iter().collect(),
            ("base", _) => Vec::new(),
            (name, _) => vec![name.into()],
        };
        Ok(Named { names, branch })
    }

    fn heads_on(&self, branch: &str) -> Result<Vec<RevisionId>, Fault> {
        let heads: Vec<usize> = self.heads().iter().map(|head| self.index_of[head]).collect();
        Ok(self.ids(&self.on_lineage(heads, branch, Dependencies::Ignore)?))
    }

    fn single_head(&self, branch: Option<&str>) -> Result<Option<RevisionId>, Fault> {
        let mut heads = match branch {
            Some(branch) => self.heads_on(branch)?,
            None => self.heads().to_vec(),
        };
        if heads.len() > 1 {
            let argument = branch.map_or_else(|| "head".to_owned(), |branch| format!("{branch}@head"));
            return Err(Fault::MultipleHeads { argument, heads });
        }
        Ok(heads.pop())
    }

    /// Keeps the revisions that are above or below the one that `against` means.
    pub(crate) fn on_lineage(
        &self,
        targets: Vec<usize>,
        against: &str,
        dependencies: Dependencies,
    ) -> Result<Vec<usize>, Fault> {
        let named = self.names_of(against)?;
        let branch = named.branch.filter(|branch| !branch.is_empty());
        let nothing_to_compare = targets.is_empty() || (branch.is_none() && named.names.is_empty());
        if nothing_to_compare {
            return Ok(targets);
        }
        let shares = branch.into_iter().chain(named.names.iter().map(RevisionId::as_str));
        let shares = shares.map(|name| self.locate(name, None)).collect::<Result<Vec<_>, _>>()?;
        let lineage = self.lineage(&shares, dependencies);
        Ok(targets.into_iter().filter(|target| lineage.contains(*target)).collect())
    }

    /// Returns the revision that a branch is named after: by its label, or by an identifier used as one.
    pub(crate) fn branch_root(&self, branch: &str) -> Result<usize, Fault> {
        if let Some(index) = self.index_of.get(branch) {
            return Ok(*index);
        }
        self.locate(branch, None)
            .map_err(|_| Fault::NoSuchBranch { branch: branch.to_owned(), similar: similar::to(branch, self) })
    }

    /// Finds a revision by identifier, label, or the beginning of one of them, and checks that it is on the branch.
    pub(crate) fn locate(&self, wanted: &str, branch: Option<&str>) -> Result<usize, Fault> {
        let Some(branch) = branch.filter(|branch| !branch.is_empty()) else {
            return match self.index_of.get(wanted) {
                Some(index) => Ok(*index),
                None => self.locate_partial(wanted, self.starting_with(wanted)),
            };
        };
        let lineage = self.lineage(&[self.branch_root(branch)?], Dependencies::Ignore);
        let index = match self.index_of.get(wanted) {
            Some(index) => *index,
            None => {
                let candidates = self.starting_with(wanted);
                self.locate_partial(wanted, self.candidates_on(candidates, branch)?)?
            }
        };
        self.check_on_branch(wanted, index, branch, &lineage)
    }

    fn check_on_branch(&self, wanted: &str, index: usize, branch: &str, lineage: &NodeSet) -> Result<usize, Fault> {
        if lineage.contains(index) {
            return Ok(index);
        }
        let revision = self.id(index).clone();
        Err(Fault::NotOnBranch { wanted: wanted.to_owned(), revision, branch: branch.to_owned() })
    }

    /// Returns the names of more than three characters that start like this, as positions in the list of names.
    fn starting_with(&self, wanted: &str) -> Vec<usize> {
        let is_candidate = |name: &RevisionId| {
            !wanted.is_empty() && name.as_str().starts_with(wanted) && name.as_str().chars().count() > 3
        };
        (0..self.names.len()).filter(|position| is_candidate(&self.names[*position].0)).collect()
    }

    fn candidates_on(&self, candidates: Vec<usize>, branch: &str) -> Result<Vec<usize>, Fault> {
        let indexes = candidates.iter().map(|position| self.names[*position].1).collect();
        let kept: HashSet<usize> = self.on_lineage(indexes, branch, Dependencies::Ignore)?.into_iter().collect();
        Ok(candidates.into_iter().filter(|position| kept.contains(&self.names[*position].1)).collect())
    }

    fn locate_partial(&self, wanted: &str, candidates: Vec<usize>) -> Result<usize, Fault> {
        let wanted = wanted.to_owned();
        match candidates.as_slice() {
            [] => Err(Fault::NotFound { similar: similar::to(&wanted, self), wanted }),
            [only] => Ok(self.names[*only].1),
            many => {
                let name = |position: &usize| self.names[*position].0.to_string();
                Err(Fault::SeveralStartWith { wanted, candidates: many.iter().take(3).map(name).collect() })
            }
        }
    }
}

/// A target without its branch.
pub(crate) struct Named<'text> {
    pub names: Vec<RevisionId>,
    pub branch: Option<&'text str>,
}

/// What is said where a revision is needed and the count from the heads ends below the oldest one.
pub(crate) fn below_base(bound: &Bound) -> Fault {
    let counted = bound.each().into_iter().find_map(|target| {
        let (_, rest) = split_branch(target);
        below_heads(rest).map(|count| (rest.trim(), count))
    });
    let (written, count) = counted.unwrap_or_default();
    Fault::TooFewMigrations { written: written.to_owned(), count: count.to_string() }
}
