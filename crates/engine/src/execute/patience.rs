//! What a migration context knows of its limits, and of where its steps can begin again.

use dialect::{CreatedTypes, TimeLimits};
use revisions::Heads;

use crate::Limits;

/// The limits of a step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct StepLimits {
    pub(super) times: TimeLimits,
    /// How often a transaction is begun again that was refused a lock.
    pub(super) retries: u32,
}

/// The limits of a migration context.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ContextLimits {
    /// What each step begins with.
    pub(super) of_run: StepLimits,
    /// What holds now.
    pub(super) now: StepLimits,
    pub(super) is_in_step: bool,
    /// What a printed script has set so far.
    pub(super) printed: TimeLimits,
}

impl ContextLimits {
    pub(super) fn of(limits: &Limits) -> Self {
        let of_run = StepLimits { times: limits.times(), retries: limits.lock_retries.unwrap_or_default() };
        Self { of_run, now: of_run, ..Self::default() }
    }
}

/// Where the steps of a context can begin again.
#[derive(Debug, Default)]
pub(crate) struct Retry {
    pub(super) begun: Option<Begun>,
    pub(super) point: Option<Point>,
    /// Why there is none.
    pub(super) lost: Option<&'static str>,
}

/// The step that runs.
#[derive(Clone, Debug)]
pub(super) struct Begun {
    pub(super) step: usize,
    pub(super) heads: Heads,
    /// How many steps were done before it.
    pub(super) done: usize,
    /// Whether its transaction is its own.
    pub(super) is_alone: bool,
    /// Whether its script has sent anything.
    pub(super) has_sent: bool,
}

/// The beginning of what can be taken back.
#[derive(Debug)]
pub(super) struct Point {
    pub(super) first: Begun,
    /// Rows of the journal that wait for the commit.
    pub(super) pending: usize,
    pub(super) created_types: CreatedTypes,
    /// How often it was begun again.
    pub(super) used: u32,
}

impl Retry {
    /// Something was done that cannot be taken back.
    pub(super) fn lose(&mut self, why: &'static str) {
        self.point = None;
        self.lost = Some(why);
    }

    /// The script of the step sends something.
    pub(super) fn note_sent(&mut self) {
        if let Some(begun) = &mut self.begun {
            begun.has_sent = true;
        }
    }

    pub(super) fn end(&mut self) {
        *self = Self::default();
    }
}
