//! A run of the program that a test stops half-way.

use testkit::Running;

use crate::subject::Subject;

/// Python lines that tell the test where the run is, and wait there for ever.
pub const STOP_HERE: &str = "open('reached', 'w').close()\nwhile True:\n    pass";

pub fn start(subject: &Subject, variables: &[(&str, &str)], words: &str) -> Running {
    Running::new(subject.project.start(variables, words), words)
}

/// Starts the program and waits until its script has written the file `reached`.
#[track_caller]
pub fn until_reached(subject: &Subject, variables: &[(&str, &str)], words: &str) -> Running {
    let mut running = start(subject, variables, words);
    let reached = subject.project.path("reached");
    running.wait_until(|| reached.exists());
    std::fs::remove_file(reached).expect("it was just seen");
    running
}
