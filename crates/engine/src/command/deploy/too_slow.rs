//! Statements that took longer in the rehearsal than the deploy lets them run.

use std::time::Duration;

use dialect::{shown_statement, time_limits::time_text};
use serde_json::{Value as Json, json};

use crate::plan::{PlannedStep, shown_seconds};

/// One of them, as `statement_timeout` measures it: each execution by itself.
#[derive(Debug, PartialEq)]
pub(super) struct TooSlow {
    revision: Option<String>,
    statement: String,
    seconds: f64,
}

/// Returns those of a rehearsal; a limit of zero is none.
pub(super) fn too_slow(steps: &[PlannedStep], limit: Option<Duration>) -> Vec<TooSlow> {
    let Some(limit) = limit.filter(|limit| !limit.is_zero()) else { return Vec::new() };
    let statements = steps.iter().flat_map(|step| step.statements.iter().map(move |statement| (step, statement)));
    let slow = statements.filter_map(|(step, statement)| {
        let seconds = statement.seconds? / statement.times.max(1) as f64;
        let is_slow = seconds > limit.as_secs_f64();
        let statement = shown_statement(&statement.sql);
        is_slow.then(|| TooSlow { revision: step.revision.clone(), statement, seconds })
    });
    slow.collect()
}

impl TooSlow {
    /// Returns the warning.
    pub(super) fn warning(&self, limit: Duration) -> String {
        let Self { revision, statement, seconds } = self;
        let revision = revision.as_deref().unwrap_or_default();
        let (took, limit) = (shown_seconds(*seconds), time_text(limit));
        format!("deploy: `{statement}` of {revision} took {took} in the rehearsal, statement_timeout is {limit}")
    }

    /// Returns it for programs.
    pub(super) fn facts(&self) -> Json {
        json!({"revision": self.revision, "statement": self.statement, "seconds": self.seconds})
    }
}
