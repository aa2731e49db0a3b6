//! Walks a number of steps up or down, and reads targets that count.

use crate::reach::{Dependencies, NodeSet};
use crate::target::{Bound, Relative, Steps};
use crate::{Fault, RevisionGraph, Warning};

/// Where a walk begins or ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    At(usize),
    /// Below the oldest revision: the end of a downward walk.
    Base,
    /// Where no revision is: the start of an upward walk from base, or the end of one that went too far.
    Nowhere,
}

impl Place {
    pub fn index(self) -> Option<usize> {
        match self {
            Self::At(index) => Some(index),
            Self::Base | Self::Nowhere => None,
        }
    }

    fn of(index: Option<usize>) -> Self {
        index.map_or(Self::Nowhere, Self::At)
    }
}

/// What becomes of a walk that leaves the graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TooFar {
    IsNowhere,
    StopsAtTheEnd,
}

/// A downgrade target, and the branch that it was given for.
pub(crate) struct DowngradeTarget {
    pub branch: Option<String>,
    pub place: Place,
}

impl RevisionGraph {
    /// Walks step by step; a fork is an error unless the branch decides it.
    pub(crate) fn walk(
        &self,
        start: Place,
        steps: Steps,
        branch: Option<&str>,
        too_far: TooFar,
    ) -> Result<Place, Fault> {
        let (Steps::Up(count) | Steps::Down(count)) = steps;
        let branch = branch.filter(|branch| !branch.is_empty() && matches!(steps, Steps::Up(_)));
        let mut lineage: Option<NodeSet> = None;
        let mut place = start;
        for _ in 0..count {
            let mut next = match steps {
                Steps::Up(_) => self.above(place),
                Steps::Down(_) => self.below(place),
            };
            if let Some(branch) = branch
                && !next.is_empty()
            {
                if lineage.is_none() {
                    lineage = Some(self.lineage_of(branch)?);
                }
                let on_branch = |place: &Place| {
                    place.index().is_none_or(|index| lineage.as_ref().is_none_or(|lineage| lineage.contains(index)))
                };
                next.retain(on_branch);
            }
            match next.as_slice() {
                [] if too_far == TooFar::IsNowhere => return Ok(Place::Nowhere),
                [] => return Ok(place),
                [only] => place = *only,
                many => {
                    let indexes: Vec<usize> = many.iter().filter_map(|place| place.index()).collect();
                    return Err(Fault::AmbiguousWalk { choices: self.ids(&indexes) });
                }
            }
        }
        Ok(place)
    }

    fn lineage_of(&self, branch: &str) -> Result<NodeSet, Fault> {
        let all = (0..self.nodes.len()).collect();
        let mut lineage = NodeSet::empty(self);
        for index in self.on_lineage(all, branch, Dependencies::Ignore)? {
            lineage.insert(index);
        }
        Ok(lineage)
    }

    fn above(&self, place: Place) -> Vec<Place> {
        match place {
            Place::At(index) => self.nodes[index].children.iter().copied().map(Place::At).collect(),
            Place::Nowhere | Place::Base => self.bases().iter().map(|base| Place::At(self.index_of[base])).collect(),
        }
    }

    fn below(&self, place: Place) -> Vec<Place> {
        let below: Vec<Place> = match place {
            Place::At(index) => self.nodes[index].down.iter().copied().map(Place::At).collect(),
            Place::Nowhere => self.heads().iter().map(|head| Place::At(self.index_of[head])).collect(),
            Place::Base => return Vec::new(),
        };
        if below.is_empty() { vec![Place::Base] } else { below }
    }

    /// Reads the target of an upgrade from the current rows.
    pub(crate) fn upgrade_targets(
        &self,
        current: &Bound,
        target: &Bound,
        too_far: TooFar,
    ) -> Result<Vec<usize>, Fault> {
        let relative = match target {
            Bound::One(target) => Relative::parse(target),
            Bound::Nothing | Bound::Several(_) => None,
        };
        let Some(relative) = relative else {
            return self.positions(target);
        };
        let too_few = || too_few_migrations(&relative);
        let place = match (relative.steps, relative.from) {
            (Steps::Up(1..), None) => {
                let start = self.upgrade_start(current, relative.branch)?;
                self.walk(start, relative.steps, relative.branch, too_far)?
            }
            // Alembic shows this count as the number that it is, not as it was written.
            (Steps::Up(0), None) => return Err(not_upwards("", "0".to_owned())),
            (Steps::Down(_), None) => return Err(not_upwards("-", relative.count())),
            (Steps::Up(1..), Some(from)) => {
                let start = Place::of(self.find_one(from)?);
                self.walk(start, relative.steps, relative.branch, too_far)?
            }
            (Steps::Up(0) | Steps::Down(_), Some(from)) => {
                let start = Place::of(self.find_on_branch(from, relative.branch)?);
                self.walk(start, relative.steps, None, too_far)?
            }
        };
        place.index().map(|index| vec![index]).ok_or_else(too_few)
    }

    /// Returns the revision that `+1` counts from: the current one, on the branch if one is given.
    fn upgrade_start(&self, current: &Bound, branch: Option<&str>) -> Result<Place, Fault> {
        let rows = current.each();
        let Some(branch) = branch else {
            return match rows.as_slice() {
                [] => Ok(Place::Nowhere),
                [only] => Ok(Place::of(self.find_one(only)?)),
                many => Err(ambiguous_upgrade(many.iter().map(ToString::to_string).collect())),
            };
        };
        let current = self.positions(current)?;
        let mut starts = self.on_lineage(current.clone(), branch, Dependencies::Ignore)?;
        if starts.is_empty() {
            starts = self.applied_tips_on(branch, &current)?;
        }
        match starts.as_slice() {
            [] => Ok(Place::Nowhere),
            [only] => Ok(Place::At(*only)),
            many => Err(ambiguous_upgrade(self.ids(many).iter().map(ToString::to_string).collect())),
        }
    }

    /// Returns the newest applied revisions on a branch whose own head is not current.
    fn applied_tips_on(&self, branch: &str, current: &[usize]) -> Result<Vec<usize>, Fault> {
        let applied = self.reach(current, crate::reach::Along::Needs);
        let on_branch = self.on_lineage(applied.iter().collect(), branch, Dependencies::Ignore)?;
        let mut needed = NodeSet::empty(self);
        for index in &on_branch {
            self.nodes[*index].normalized_needs.iter().for_each(|need| _ = needed.insert(*need));
        }
        Ok(on_branch.into_iter().filter(|index| !needed.contains(*index)).collect())
    }

    fn find_on_branch(&self, name: &str, branch: Option<&str>) -> Result<Option<usize>, Fault> {
        match branch {
            Some(branch) => self.find_one(&format!("{branch}@{name}")),
            None => self.find_one(name),
        }
    }

    /// Reads the target of a downgrade from the current rows.
    pub(crate) fn downgrade_target(
        &self,
        current: &Bound,
        target: &Bound,
        too_far: TooFar,
        warnings: &mut Vec<Warning>,
    ) -> Result<DowngradeTarget, Fault> {
        let target = match target {
            Bound::Nothing => return Ok(DowngradeTarget { branch: None, place: Place::Nowhere }),
            Bound::One(target) => target.as_str(),
            Bound::Several(targets) => match targets.as_slice() {
                [only] => only.as_str(),
                _ => return Err(Fault::NotADowngradeTarget),
            },
        };
        let Some(relative) = Relative::parse(target) else {
            return self.absolute_downgrade_target(target);
        };
        let branch = relative.branch.map(str::to_owned);
        match (relative.steps, relative.from) {
            (Steps::Up(_), None) => Err(too_few_migrations(&relative)),
            (Steps::Up(_), Some(from)) => {
                let start = Place::of(self.find_one(from)?);
                match self.walk(start, relative.steps, relative.branch, too_far)? {
                    Place::Nowhere => Err(Fault::WalkedTooFar),
                    place => Ok(DowngradeTarget { branch, place }),
                }
            }
            (Steps::Down(_), Some(from)) => {
                let start = Place::of(self.find_on_branch(from, relative.branch)?);
                match self.walk(start, relative.steps, None, too_far)? {
                    Place::Nowhere => Err(Fault::WalkedTooFar),
                    place => Ok(DowngradeTarget { branch, place }),
                }
            }
            (Steps::Down(_), None) => {
                let (branch, from) = self.downgrade_start(current, &relative, warnings)?;
                let start = Place::of(self.find_on_branch(&from, Some(&branch))?);
                match self.walk(start, relative.steps, None, too_far)? {
                    Place::Nowhere => Err(too_few_migrations(&relative)),
                    place => Ok(DowngradeTarget { branch: Some(branch), place }),
                }
            }
        }
    }

    fn absolute_downgrade_target(&self, target: &str) -> Result<DowngradeTarget, Fault> {
        let (branch, name) = target.rsplit_once('@').unwrap_or(("", target));
        let branch = (!branch.is_empty()).then(|| branch.to_owned());
        Ok(DowngradeTarget { branch, place: Place::of(self.find_one(name)?) })
    }

    /// Returns the branch and the revision that `-1` counts from.
    fn downgrade_start(
        &self,
        current: &Bound,
        relative: &Relative<'_>,
        warnings: &mut Vec<Warning>,
    ) -> Result<(String, String), Fault> {
        let rows = current.each();
        let Some(branch) = relative.branch else {
            let Some(first) = rows.first() else {
                return Err(too_few_migrations(relative));
            };
            if rows.iter().any(|row| row != first) {
                warnings.push(Warning::AmbiguousDowngrade);
            }
            return Ok((first.to_string(), first.to_string()));
        };
        let mut starts = self.on_lineage(self.positions(current)?, branch, Dependencies::Ignore)?;
        if starts.is_empty() {
            // The branch may be applied only because a current head of another one depends on it.
            starts = self.on_lineage(self.current_tips(current)?, branch, Dependencies::Ignore)?;
        }
        match starts.as_slice() {
            [] => Err(too_few_migrations(relative)),
            [only] => Ok((branch.to_owned(), self.id(*only).to_string())),
            many => Err(Fault::AmbiguousWalk { choices: self.ids(many) }),
        }
    }
}

fn too_few_migrations(relative: &Relative<'_>) -> Fault {
    Fault::TooFewMigrations { written: relative.written.to_owned(), count: relative.count() }
}

fn not_upwards(sign: &str, count: String) -> Fault {
    Fault::TooFewMigrations { written: format!("{sign}{count}"), count }
}

fn ambiguous_upgrade(current: Vec<String>) -> Fault {
    Fault::AmbiguousUpgrade { current }
}
