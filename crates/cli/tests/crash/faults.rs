//! What happens to a run, and at which event.

use std::{
    env,
    process::{Command, Output},
};

use limbeck::{CommandLine, Environment, Event, Interrupt, MigrateOptions, Project, Reporter};

use crate::plan::Subject;

/// Tells a process of its own what happens at which event.
const FAULT: &str = "CRASH_FAULT";

/// What happens to a run.
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    /// `kill -9`, to a process of its own.
    Kill,
}

/// Counts events, and does something at one of them.
struct Counting<'fault> {
    events: usize,
    at: usize,
    act: Option<Box<dyn FnOnce() + 'fault>>,
}

impl Reporter for Counting<'_> {
    fn report(&mut self, event: Event<'_>) {
        if matches!(event, Event::Statement(_) | Event::Answered | Event::Started { .. } | Event::Finished { .. }) {
            self.events += 1;
            if self.events == self.at
                && let Some(act) = self.act.take()
            {
                act();
            }
        }
    }
}

/// Breaks a run off at that event, in a process of its own, which is this test again; says whether the run noticed.
pub fn happens(fault: Fault, subject: &Subject, event: usize, test: &str) -> bool {
    let output = run_here_again(&format!("{fault:?} {event}"), subject, test);
    !output.status.success()
}

/// How many events an undisturbed run has.
pub fn events(subject: &Subject, test: &str) -> usize {
    let output = run_here_again("None 0", subject, test);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "an undisturbed run succeeds: {said}");
    let events = said.lines().find_map(|line| line.strip_prefix(EVENTS));
    events.and_then(|number| number.parse().ok()).expect("the run says how many events it had")
}

const EVENTS: &str = "events: ";

fn run_here_again(fault: &str, subject: &Subject, test: &str) -> Output {
    let mut command = Command::new(env::current_exe().expect("a test has a program"));
    command.args(["--exact", test, "--nocapture"]).current_dir(subject.project.root());
    command.env(FAULT, fault).output().expect("the test can be started")
}

/// In the process that something is to happen to: runs `upgrade head` by the library until then.
pub fn happens_here() -> bool {
    let Ok(fault) = env::var(FAULT) else { return false };
    let (fault, event) = fault.split_once(' ').expect("a fault and a number");
    let interrupt = Interrupt::default();
    let act: Box<dyn FnOnce()> = match fault {
        "None" => Box::new(|| {}),
        "Kill" => Box::new(kill),
        unknown => panic!("{unknown} is no fault"),
    };
    let mut counting = Counting { events: 0, at: event.parse().expect("a number"), act: Some(act) };
    let environment = Environment::of_this_process().expect("a process has an environment");
    let project = Project::open(CommandLine::default(), environment, &mut counting).expect("the project is whole");
    let head = MigrateOptions { revision: "head".into(), ..MigrateOptions::default() };
    project.upgrade(&head, &interrupt, &mut counting).expect("nothing has happened");
    eprintln!("{EVENTS}{}", counting.events);
    true
}

fn kill() {
    let killed = Command::new("kill").args(["-KILL", &std::process::id().to_string()]).status();
    panic!("nobody dies of SIGKILL: {killed:?}");
}
