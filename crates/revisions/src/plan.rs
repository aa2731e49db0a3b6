//! Plans of upgrades and downgrades: which scripts run, and what each does to the version table.

use crate::bookkeeping::Rows;
use crate::error::{Destination, Wording};
use crate::select::Between;
use crate::step::{Step, Work};
use crate::{Bound, Heads, ResolveError, RevisionGraph, Warning};

/// Everything that a command is going to do, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    pub steps: Vec<Step>,
    /// What the user should be told, although the plan is made.
    pub warnings: Vec<Warning>,
}

impl RevisionGraph {
    /// Plans the way from the current rows up to a target; nothing to do is an empty plan.
    pub fn upgrade(&self, current: &Heads, target: impl Into<Bound>) -> Result<Plan, ResolveError> {
        let (upper, lower) = (target.into(), Bound::from(current));
        let shown = upper.shown();
        let wording = Wording { destination: Some(Destination::Upgrade(&shown)), ..Wording::default() };
        let settings = Between { implicit_base: true, ..Between::default() };
        let mut warnings = Vec::new();
        let found = match self.between(&upper, &lower, settings, &mut warnings) {
            Ok(found) => found,
            Err(fault) => return Err(wording.say(fault).with_warnings(warnings)),
        };
        let steps = found.into_iter().rev().map(|index| self.upgrade_step(index)).collect();
        self.with_bookkeeping(current, steps, warnings)
    }

    /// Plans the way from the current rows down to a target, everything that depends on what goes included.
    pub fn downgrade(&self, current: &Heads, target: impl Into<Bound>) -> Result<Plan, ResolveError> {
        let (upper, lower) = (Bound::from(current), target.into());
        let shown = lower.shown();
        let wording = Wording { destination: Some(Destination::Downgrade(&shown)), ..Wording::default() };
        let settings = Between { select_for_downgrade: true, ..Between::default() };
        let mut warnings = Vec::new();
        let found = match self.between(&upper, &lower, settings, &mut warnings) {
            Ok(found) => found,
            Err(fault) => return Err(wording.say(fault).with_warnings(warnings)),
        };
        let steps = found.into_iter().map(|index| self.downgrade_step(index)).collect();
        self.with_bookkeeping(current, steps, warnings)
    }

    /// Plans one step alone, from rows that it leads from.
    pub fn only(&self, current: &Heads, step: Step) -> Result<Plan, ResolveError> {
        self.with_bookkeeping(current, vec![step], Vec::new())
    }

    fn with_bookkeeping(
        &self,
        current: &Heads,
        mut steps: Vec<Step>,
        warnings: Vec<Warning>,
    ) -> Result<Plan, ResolveError> {
        let mut rows = Rows::new(self, current);
        for step in &mut steps {
            match rows.carry_out(step) {
                Ok(changes) => step.bookkeeping = changes,
                Err(fault) => return Err(ResolveError::from(fault).with_warnings(warnings)),
            }
        }
        Ok(Plan { steps, warnings })
    }

    fn upgrade_step(&self, index: usize) -> Step {
        let revision = &self.nodes[index].revision;
        Step {
            work: Work::Upgrade(revision.id.clone()),
            from: revision.down.clone(),
            to: vec![revision.id.clone()],
            up_revisions: vec![revision.id.clone()],
            down_revisions: self.ids(&self.nodes[index].normalized_needs),
            doc: revision.doc.clone(),
            bookkeeping: Vec::new(),
        }
    }

    fn downgrade_step(&self, index: usize) -> Step {
        let step = self.upgrade_step(index);
        Step { work: Work::Downgrade(self.id(index).clone()), from: step.to, to: step.from, ..step }
    }
}
