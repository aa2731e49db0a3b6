//! A run of the program that a test stops half-way.

use std::{
    process::{Child, Command, Output},
    thread,
    time::{Duration, Instant},
};

use testkit::Run;

use crate::subject::Subject;

/// Keeps a hanging program from hanging the tests; no outcome depends on it.
const LIMIT: Duration = Duration::from_secs(120);

/// Python lines that tell the test where the run is, and wait there for ever.
pub const STOP_HERE: &str = "open('reached', 'w').close()\nwhile True:\n    pass";

/// A started program.
pub struct Running {
    child: Child,
    words: String,
}

impl Running {
    pub fn start(subject: &Subject, variables: &[(&str, &str)], words: &str) -> Self {
        Self { child: subject.project.start(variables, words), words: words.to_owned() }
    }

    /// Starts the program and waits until its script has written the file `reached`.
    #[track_caller]
    pub fn until_reached(subject: &Subject, variables: &[(&str, &str)], words: &str) -> Self {
        let mut running = Self::start(subject, variables, words);
        let reached = subject.project.path("reached");
        running.wait_until(|| reached.exists());
        std::fs::remove_file(reached).expect("it was just seen");
        running
    }

    /// Waits for a state of the world that the program brings about.
    #[track_caller]
    pub fn wait_until(&mut self, mut is_so: impl FnMut() -> bool) {
        let start = Instant::now();
        while !is_so() {
            let ended = self.child.try_wait().expect("the process can be asked");
            assert!(ended.is_none(), "{} ended too early: {ended:?}", self.words);
            assert!(start.elapsed() < LIMIT, "{} never came so far", self.words);
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Sends a signal: `INT`, `TERM`, `KILL`.
    pub fn signal(&self, name: &str) {
        // The shell has a `kill` of its own; the program is not on a bare machine.
        let sent = Command::new("sh").args(["-c", &format!("kill -s {name} {}", self.child.id())]).status();
        assert!(sent.expect("a shell is there").success(), "the process has ended already");
    }

    /// Waits for the end.
    #[track_caller]
    pub fn end(mut self) -> Run {
        let start = Instant::now();
        while self.child.try_wait().expect("the process can be asked").is_none() {
            if start.elapsed() > LIMIT {
                self.child.kill().expect("it still runs");
                panic!("{} did not end", self.words);
            }
            thread::sleep(Duration::from_millis(5));
        }
        run_of(&self.words, self.child.wait_with_output().expect("the process has ended"))
    }
}

/// What a process of our own making left behind.
pub fn run_of(words: &str, output: Output) -> Run {
    use std::os::unix::process::ExitStatusExt;
    let exit_code = output.status.code().or(output.status.signal().map(|signal| 128 + signal));
    Run {
        command: format!("alembic {words}"),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        exit_code: exit_code.expect("a process ends by itself or by a signal"),
    }
}
