//! A run of the program that a test watches, or stops half-way.

use std::{
    process::Child,
    thread,
    time::{Duration, Instant},
};

use crate::{Run, send_signal};

/// Keeps a hanging program from hanging the tests; no outcome depends on it.
const LIMIT: Duration = Duration::from_secs(180);

/// A started program.
pub struct Running {
    child: Child,
    words: String,
}

impl Running {
    /// Watches what was started with those words.
    pub fn new(child: Child, words: &str) -> Self {
        Self { child, words: words.to_owned() }
    }

    /// Waits for a state of the world that the program brings about.
    #[track_caller]
    pub fn wait_until(&mut self, mut is_so: impl FnMut() -> bool) {
        let begun = Instant::now();
        while !is_so() {
            let ended = self.child.try_wait().expect("the process can be asked");
            assert!(ended.is_none(), "{} ended too early: {ended:?}", self.words);
            assert!(begun.elapsed() < LIMIT, "{} never came so far", self.words);
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Sends a signal: `INT`, `TERM`, `KILL`.
    #[track_caller]
    pub fn signal(&self, name: &str) {
        send_signal(self.child.id(), name);
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits for the end.
    #[track_caller]
    pub fn end(mut self) -> Run {
        let begun = Instant::now();
        while self.child.try_wait().expect("the process can be asked").is_none() {
            if begun.elapsed() > LIMIT {
                self.child.kill().expect("it still runs");
                panic!("{} did not end", self.words);
            }
            thread::sleep(Duration::from_millis(5));
        }
        Run::of(&self.words, self.child.wait_with_output().expect("the process has ended"))
    }
}
