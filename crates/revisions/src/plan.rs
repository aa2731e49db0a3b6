//! Plans of upgrades and downgrades: which scripts run, and what each does to the version table.

use crate::bookkeeping::Rows;
use crate::error::{Destination, Wording};
use crate::select::Between;
use crate::{Bound, HeadChange, Heads, ResolveError, RevisionGraph, RevisionId, Warning};

/// Everything that a command is going to do, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    pub steps: Vec<Step>,
    /// What the user should be told, although the plan is made.
    pub warnings: Vec<Warning>,
}

/// What happens at one step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Work {
    /// The script of this revision runs its `upgrade`.
    Upgrade(RevisionId),
    /// The script of this revision runs its `downgrade`.
    Downgrade(RevisionId),
    /// Only the version table changes, as if an upgrade had been run.
    StampUp,
    /// Only the version table changes, as if a downgrade had been run.
    StampDown,
}

/// One step of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub work: Work,
    /// Where the step leads from, without dependencies, as log lines say it.
    pub from: Vec<RevisionId>,
    /// Where it leads to, without dependencies.
    pub to: Vec<RevisionId>,
    /// The upper end of the step.
    pub up_revisions: Vec<RevisionId>,
    /// The lower end of the step, dependencies included.
    pub down_revisions: Vec<RevisionId>,
    /// The text of the script; a stamp has none.
    pub doc: String,
    /// The statements on the version table, in order.
    pub bookkeeping: Vec<HeadChange>,
}

impl Step {
    /// Returns the revision whose script runs; a stamp has none.
    pub fn revision(&self) -> Option<&RevisionId> {
        match &self.work {
            Work::Upgrade(revision) | Work::Downgrade(revision) => Some(revision),
            Work::StampUp | Work::StampDown => None,
        }
    }

    /// Tells whether the step leads upwards.
    pub fn is_upgrade(&self) -> bool {
        matches!(self.work, Work::Upgrade(_) | Work::StampUp)
    }

    /// Tells whether only the version table changes.
    pub fn is_stamp(&self) -> bool {
        matches!(self.work, Work::StampUp | Work::StampDown)
    }

    /// Returns what log lines call the step.
    pub fn name(&self) -> &'static str {
        match self.work {
            Work::Upgrade(_) => "upgrade",
            Work::Downgrade(_) => "downgrade",
            Work::StampUp | Work::StampDown => "stamp_revision",
        }
    }

    /// Returns the revisions that are active before the step, for `on_version_apply`.
    pub fn source_revisions(&self) -> &[RevisionId] {
        if self.is_upgrade() { &self.down_revisions } else { &self.up_revisions }
    }

    /// Returns the revisions that are active after the step, for `on_version_apply`.
    pub fn destination_revisions(&self) -> &[RevisionId] {
        if self.is_upgrade() { &self.up_revisions } else { &self.down_revisions }
    }

    /// Returns the step as the comment in offline SQL says it: `upgrade a, b -> c`.
    pub fn short_log(&self) -> String {
        let list = crate::id::comma_separated::<RevisionId>;
        format!("{} {} -> {}", self.name(), list(&self.from), list(&self.to))
    }

    /// Returns the step as the log says it: `upgrade a, b -> c, add a column`.
    pub fn log(&self) -> String {
        if self.doc.is_empty() { self.short_log() } else { format!("{}, {}", self.short_log(), self.doc) }
    }
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
