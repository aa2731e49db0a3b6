//! Asks the person at the terminal whether something was renamed.

use diff::{Answer, Asks, Candidate};

use super::Questions;
use crate::{
    execute::{Compares, raise::interrupted},
    report::Question,
};

impl Asks for Questions<'_, '_, '_> {
    /// `check` never asks: it changes nothing.
    fn was_renamed(&self, candidate: &Candidate) -> Answer {
        let mut inner = self.inner.borrow_mut();
        if inner.raised.is_some() || inner.run.settings.compares != Compares::NewFile {
            return Answer::Unknown;
        }
        let question = Question { evidence: &candidate.shown(), text: &candidate.question() };
        let answer = inner.run.reporter.ask(question);
        if inner.run.connections.is_interrupted() {
            inner.raised = Some(interrupted());
        }
        match answer {
            Some(true) => Answer::Renamed,
            Some(false) => Answer::Different,
            None => Answer::Unknown,
        }
    }
}
