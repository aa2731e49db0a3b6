//! What happens to a run, and at which event.

use std::{
    env,
    io::{Read, Write, stdin, stdout},
    process::{Command, Stdio},
    sync::{Arc, atomic::AtomicBool},
};

use limbeck::{CommandLine, Environment, Event, Interrupt, MigrateOptions, Project, Reporter};

use testkit::Database;

use crate::plan::{OTHERS, Subject};

/// Tells a process of its own what happens at which event.
const FAULT: &str = "CRASH_FAULT";

/// What happens to a run.
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    /// `kill -9`.
    Kill,
    /// What Ctrl-C and SIGTERM do.
    Interrupt,
    /// `pg_terminate_backend`.
    LostConnection,
    /// No file of the process may grow.
    FullDisk,
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
    let mut command = this_again(&format!("{fault:?} {event}"), subject, test);
    let mut process = command.stdin(Stdio::piped()).spawn().expect("the test can be started");
    if let (Fault::LostConnection, Database::Postgresql(database)) = (fault, &subject.database) {
        let mut said = [0; READY.len()];
        let mut output = process.stdout.take().expect("it is piped");
        // The harness says something first; an end without the word is a run with fewer events.
        while output.read_exact(&mut said[READY.len() - 1..]).is_ok() {
            if said == *READY {
                database
                    .execute(&format!("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE {OTHERS}"));
                break;
            }
            said.rotate_left(1);
        }
        std::thread::spawn(move || output.read_to_end(&mut Vec::new()));
    }
    // The end of its input tells the process to go on.
    drop(process.stdin.take());
    !process.wait_with_output().expect("it ends").status.success()
}

/// Says that the process waits for what is done to it.
const READY: &[u8; 7] = b"[ready]";

/// How many events an undisturbed run has.
pub fn events(subject: &Subject, test: &str) -> usize {
    let output = this_again("None 0", subject, test).output().expect("the test can be started");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "an undisturbed run succeeds: {said}");
    let events = said.lines().find_map(|line| line.strip_prefix(EVENTS));
    events.and_then(|number| number.parse().ok()).expect("the run says how many events it had")
}

const EVENTS: &str = "events: ";

fn this_again(fault: &str, subject: &Subject, test: &str) -> Command {
    let mut command = Command::new(env::current_exe().expect("a test has a program"));
    command.args(["--exact", test, "--nocapture"]).current_dir(subject.project.root()).env(FAULT, fault);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// In the process that something is to happen to: runs `upgrade head` by the library until then.
pub fn happens_here() -> bool {
    let Ok(fault) = env::var(FAULT) else { return false };
    let (fault, event) = fault.split_once(' ').expect("a fault and a number");
    let interrupt = Interrupt::default();
    let act: Box<dyn FnOnce()> = match fault {
        "None" => Box::new(|| {}),
        "Kill" => Box::new(|| testkit::die()),
        "Interrupt" => Box::new(|| interrupt.request()),
        "LostConnection" => Box::new(wait),
        "FullDisk" => Box::new(fill_disk),
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

fn wait() {
    print!("{}", String::from_utf8_lossy(READY));
    stdout().flush().expect("the other test listens");
    stdin().read_to_end(&mut Vec::new()).expect("the other test ends it");
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
