//! The run that comes next: it is started while the first one still stands in the middle of its work.

use std::{
    process::Child,
    thread,
    time::{Duration, Instant},
};

use testkit::Run;

use crate::plan::Subject;

const WORDS: &str = "upgrade head";
const SAID: &str = "said";

/// Keeps a test from hanging; nothing is decided by it.
const LIMIT: Duration = Duration::from_secs(120);

/// How a competitor met the run that stands still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meeting {
    /// It waits for the lock.
    Waits,
    /// The lock was free: it did what there was to do.
    Ended,
}

/// `upgrade head` in a process of its own.
pub struct Competitor<'subject> {
    subject: &'subject Subject,
    child: Child,
}

impl<'subject> Competitor<'subject> {
    pub fn start(subject: &'subject Subject) -> Self {
        Self { subject, child: subject.project.start_into(WORDS, SAID) }
    }

    /// Waits until it waits for the lock, or is through.
    pub fn meets(&mut self) -> Meeting {
        let begun = Instant::now();
        loop {
            if self.child.try_wait().expect("the process can be asked").is_some() {
                return Meeting::Ended;
            }
            if self.subject.project.read(SAID).contains("Waiting up to") {
                return Meeting::Waits;
            }
            assert!(begun.elapsed() < LIMIT, "the next run neither waits nor ends");
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// What it had said until now.
    pub fn said(&self) -> String {
        self.subject.project.read(SAID)
    }

    pub fn end(self) -> Run {
        let run = self.subject.project.finish(self.child, WORDS);
        Run { stderr: self.subject.project.read(SAID), ..run }
    }
}
