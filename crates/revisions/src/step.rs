//! One step of a plan: which script runs or which stamp is set, and how log lines call it.

use crate::{HeadChange, RevisionId};

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

    /// Returns the way back; its bookkeeping depends on the rows and is empty.
    #[must_use]
    pub fn reversed(&self) -> Self {
        let work = match &self.work {
            Work::Upgrade(revision) => Work::Downgrade(revision.clone()),
            Work::Downgrade(revision) => Work::Upgrade(revision.clone()),
            Work::StampUp => Work::StampDown,
            Work::StampDown => Work::StampUp,
        };
        let (from, to) = (self.to.clone(), self.from.clone());
        Self { work, from, to, bookkeeping: Vec::new(), ..self.clone() }
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
