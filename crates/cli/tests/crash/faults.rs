//! What happens to a run, and at which event.

use std::{
    env,
    process::{Command, Stdio},
    sync::{Arc, atomic::AtomicBool},
};

use limbeck::{CommandLine, Environment, Error, Event, Interrupt, MigrateOptions, Project, Reporter, Resume};

use crate::plan::{Database, Subject};

/// Tells a process of its own what happens at which event.
const FAULT: &str = "CRASH_FAULT";

/// What happens to a run.
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    /// `kill -9`, to a process of its own.
    Kill,
    /// What Ctrl-C and SIGTERM do.
    Interrupt,
    /// `pg_terminate_backend`.
    LostConnection,
    /// No file of this process may grow.
    FullDisk,
}

/// Counts events, and does something at one of them.
#[derive(Default)]
pub struct Counting<'fault> {
    pub events: usize,
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

/// Runs `upgrade head` by the library.
pub fn upgrade(
    subject: &Subject,
    resume: Resume,
    interrupt: &Interrupt,
    reporter: &mut dyn Reporter,
) -> Result<(), Error> {
    let environment = Environment::new(subject.project.root(), []);
    upgrade_in(environment, resume, interrupt, reporter)
}

fn upgrade_in(
    environment: Environment,
    resume: Resume,
    interrupt: &Interrupt,
    reporter: &mut dyn Reporter,
) -> Result<(), Error> {
    let project = Project::open(CommandLine::default(), environment, reporter)?;
    let head = MigrateOptions { revision: "head".into(), resume, ..MigrateOptions::default() };
    project.upgrade(&head, interrupt, reporter)
}

impl Fault {
    /// Lets it happen at that event; says whether the run noticed.
    pub fn happens_at(self, subject: &Subject, event: usize, test: &str) -> bool {
        match self {
            Self::Kill | Self::FullDisk => self.happens_elsewhere(subject, event, test),
            Self::Interrupt => {
                let interrupt = Interrupt::default();
                fails_with(subject, event, &interrupt, &|| interrupt.request())
            }
            Self::LostConnection => fails_with(subject, event, &Interrupt::default(), &|| end_sessions(subject)),
        }
    }

    /// In a process of its own, which is this test again.
    fn happens_elsewhere(self, subject: &Subject, event: usize, test: &str) -> bool {
        let mut command = Command::new(env::current_exe().expect("a test has a program"));
        command.args(["--exact", test, "--nocapture"]).current_dir(subject.project.root());
        command.env(FAULT, format!("{self:?} {event}")).stdout(Stdio::null()).stderr(Stdio::null());
        !command.status().expect("the test can be started").success()
    }
}

fn fails_with(subject: &Subject, event: usize, interrupt: &Interrupt, act: &dyn Fn()) -> bool {
    let mut counting = Counting { events: 0, at: event, act: Some(Box::new(act)) };
    upgrade(subject, Resume::No, interrupt, &mut counting).is_err()
}

/// Ends every other session of the database.
fn end_sessions(subject: &Subject) {
    let Database::Postgresql(database) = &subject.database else { return };
    database.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity \
         WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'",
    );
}

/// In the process that something is to happen to: runs until then.
pub fn happens_here() -> bool {
    let Ok(fault) = env::var(FAULT) else { return false };
    let (fault, event) = fault.split_once(' ').expect("a fault and a number");
    let act: Box<dyn FnOnce()> = if fault == "Kill" { Box::new(kill) } else { Box::new(fill_disk) };
    let mut counting = Counting { events: 0, at: event.parse().expect("a number"), act: Some(act) };
    let environment = Environment::of_this_process().expect("a process has an environment");
    upgrade_in(environment, Resume::No, &Interrupt::default(), &mut counting).expect("nothing has happened");
    true
}

fn kill() {
    let killed = Command::new("kill").args(["-KILL", &std::process::id().to_string()]).status();
    panic!("nobody dies of SIGKILL: {killed:?}");
}

/// No file of this process may become longer than the database is.
fn fill_disk() {
    // The program has a handler, too: the signal would end it before it could say a word.
    let seen = Arc::new(AtomicBool::new(false));
    signal_hook::flag::register(signal_hook::consts::SIGXFSZ, seen).expect("the signal may be handled");
    let size = std::fs::metadata("app.db").map_or(0, |file| file.len());
    let limit = format!("--fsize={size}:{size}");
    let process = std::process::id().to_string();
    let done = Command::new("prlimit").args(["--pid", &process, &limit]).status().expect("prlimit is there");
    assert!(done.success(), "prlimit {limit}");
}
