//! Selects the revisions between two bounds.

use crate::error::Wording;
use crate::reach::{Along, NodeSet};
use crate::sort::newest_first;
use crate::walk::{Place, TooFar};
use crate::{Bound, Fault, ResolveError, RevisionGraph, RevisionId, Warning};

/// The settings of a walk between two bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Between {
    /// Also what is needed from other branches, down to their bases.
    pub implicit_base: bool,
    /// Also the lower bound itself.
    pub inclusive: bool,
    /// A count that reaches too far is an error.
    pub assert_relative_length: bool,
    /// Everything that has to go when the lower bound is the target of a downgrade.
    pub select_for_downgrade: bool,
}

impl Default for Between {
    fn default() -> Self {
        Self { implicit_base: false, inclusive: false, assert_relative_length: true, select_for_downgrade: false }
    }
}

impl Between {
    /// What `history` lists: the way up from the lower bound, which is included; a count may reach too far.
    pub const LISTING: Self =
        Self { implicit_base: false, inclusive: true, assert_relative_length: false, select_for_downgrade: false };

    fn too_far(self) -> TooFar {
        if self.assert_relative_length { TooFar::IsNowhere } else { TooFar::StopsAtTheEnd }
    }
}

impl RevisionGraph {
    /// Returns the revisions between two bounds, newest first, as `history` lists them.
    pub fn history(&self, base: &Bound, head: &Bound) -> Result<Vec<RevisionId>, ResolveError> {
        let (start, end) = (base.shown(), head.shown());
        let wording = Wording { range: Some((&start, &end)), ..Wording::default() };
        let listed = self.between(head, base, Between::LISTING, &mut Vec::new());
        listed.map(|indexes| self.ids(&indexes)).map_err(|fault| wording.say(fault))
    }

    /// Returns the revisions between two bounds, newest first, with all settings; the error has its inner words.
    pub fn iterate(&self, upper: &Bound, lower: &Bound, settings: Between) -> Result<Vec<RevisionId>, Fault> {
        Ok(self.ids(&self.between(upper, lower, settings, &mut Vec::new())?))
    }

    /// Returns the revisions with several children, newest first, as `branches` lists them.
    pub fn branch_points(&self) -> Result<Vec<RevisionId>, ResolveError> {
        let all = self.history(&Bound::from("base"), &Bound::from("heads"))?;
        Ok(all.into_iter().filter(|id| self.nodes[self.index_of[id]].children.len() > 1).collect())
    }

    pub(crate) fn between(
        &self,
        upper: &Bound,
        lower: &Bound,
        settings: Between,
        warnings: &mut Vec<Warning>,
    ) -> Result<Vec<usize>, Fault> {
        let (wanted, from) = if settings.select_for_downgrade {
            self.downgrade_selection(upper, lower, settings, warnings)?
        } else {
            self.upgrade_selection(upper, lower, settings, warnings)?
        };
        Ok(newest_first(self, &wanted, &from))
    }

    /// What the upper bound needs and the lower one does not have, and where to begin walking down.
    fn upgrade_selection(
        &self,
        upper: &Bound,
        lower: &Bound,
        settings: Between,
        warnings: &mut Vec<Warning>,
    ) -> Result<(NodeSet, Vec<usize>), Fault> {
        let too_far = settings.too_far();
        let mut targets = self.upgrade_targets(lower, upper, too_far)?;
        if let Some(branch) = self.branch_of_lower(lower)? {
            targets.retain(|target| self.has_label(*target, &branch));
        }
        let required = self.reach_apart(&targets, Along::Needs)?;
        let places = self.places(lower)?;
        let is_outside = |place: &Place| match place {
            Place::At(index) => !required.contains(*index),
            Place::Base => true,
            Place::Nowhere => false,
        };
        if !settings.implicit_base && places.iter().any(is_outside) {
            return Err(Fault::NotAnAncestor { lower: lower.clone(), upper: upper.clone() });
        }
        let (current, lower) = if places.first() == Some(&Place::Nowhere) {
            match self.downgrade_target(upper, lower, too_far, warnings)?.place {
                Place::At(index) => (vec![index], Bound::from(self.id(index))),
                Place::Base => (Vec::new(), Bound::Nothing),
                Place::Nowhere => return Err(Fault::WalkedTooFar),
            }
        } else {
            (self.positions(lower)?, lower.clone())
        };
        let mut wanted = required;
        wanted.remove_all(&self.reach_apart(&current, Along::Needs)?);
        if settings.inclusive {
            self.positions(&lower)?.into_iter().for_each(|index| _ = wanted.insert(index));
        }
        if !current.is_empty() && !settings.implicit_base {
            wanted.keep_only(&self.reach_apart(&current, Along::Up)?);
        }
        Ok((wanted, targets))
    }

    /// Returns the branch label before an `@` in the lower bound, or the label of the revision named there.
    fn branch_of_lower(&self, lower: &Bound) -> Result<Option<String>, Fault> {
        let Bound::One(lower) = lower else { return Ok(None) };
        let Some((branch, _)) = lower.split_once('@') else { return Ok(None) };
        match self.find_one(branch)? {
            Some(index) if *self.id(index) == branch => match self.nodes[index].labels.as_ref() {
                [label] => Ok(Some(self.labels[*label as usize].clone())),
                _ => Err(Fault::NoSingleBranch { revision: self.id(index).clone() }),
            },
            Some(_) | None => Ok(Some(branch.to_owned())),
        }
    }

    /// What has to go when the lower bound is the target, and where to begin walking down.
    fn downgrade_selection(
        &self,
        upper: &Bound,
        lower: &Bound,
        settings: Between,
        warnings: &mut Vec<Warning>,
    ) -> Result<(NodeSet, Vec<usize>), Fault> {
        let target = self.downgrade_target(upper, lower, settings.too_far(), warnings)?;
        let (mut roots, ways) = match target.place.index() {
            None => self.roots_of_all(),
            Some(index) if settings.inclusive => (vec![index], 1),
            Some(index) => (self.nodes[index].children.clone(), self.nodes[index].children.len()),
        };
        if let Some(branch) = target.branch.filter(|_| ways > 1) {
            let below_branch = self.reach(&[self.branch_root(&branch)?], Along::Down);
            roots.retain(|root| below_branch.contains(*root));
            if roots.is_empty() {
                return Err(Fault::NotADowngradeTarget);
            }
        }
        let heads = self.positions(upper)?;
        let applied = self.reach(&heads, Along::Needs);
        let mut wanted = self.reach(&roots, Along::NeededBy);
        wanted.keep_only(&applied);
        if settings.implicit_base {
            let mut elsewhere = applied;
            elsewhere.remove_all(&self.reach(&roots, Along::Needs));
            wanted.add_all(&elsewhere);
        }
        let is_current = |index: usize| heads.contains(&index);
        if target.place.index().is_some_and(|index| !is_current(index)) && wanted.is_empty() {
            return Err(Fault::NotAnAncestor { lower: Bound::from("Nothing to drop"), upper: upper.clone() });
        }
        Ok((wanted, heads))
    }

    /// Returns all bases, and how many ways lead there: a base counts once for itself and once for each of its labels.
    fn roots_of_all(&self) -> (Vec<usize>, usize) {
        let is_root = |index: &usize| self.nodes[*index].down.is_empty();
        let ways = self.names.iter().filter(|(_, index)| is_root(index)).count();
        ((0..self.nodes.len()).filter(is_root).collect(), ways)
    }
}
