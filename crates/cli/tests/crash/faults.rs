//! What happens to a run, and at which event.

use std::{
    env,
    io::{Read, Write, stdin, stdout},
    process::{Child, Command, Stdio},
    sync::{Arc, atomic::AtomicBool},
    thread,
    time::Duration,
};

use limbeck::{CommandLine, Environment, Event, Interrupt, MigrateOptions, Project, Reporter};
use signal_hook::{consts::SIGTERM, iterator::Signals};

use testkit::{Database, PostgresqlDatabase};

use crate::plan::{OTHERS, Subject};

/// Tells a process of its own what happens at which event.
const FAULT: &str = "CRASH_FAULT";

/// What happens to a run.
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    /// `kill -9`.
    Kill,
    /// SIGTERM, which the process hears as the program does.
    Terminate,
    /// `pg_terminate_backend`.
    LostConnection,
    /// No file of the process may grow, or none of the server's processes that work for it.
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

/// A run that stands still at an event, in a process of its own, which is this test again.
pub struct Stopped<'subject> {
    fault: Fault,
    process: Child,
    database: &'subject Database,
    /// The sessions that it has on the server.
    sessions: Vec<String>,
}

impl<'subject> Stopped<'subject> {
    /// Runs until the event, and stops there; or to the end, where there are fewer events.
    pub fn at(event: usize, fault: Fault, subject: &'subject Subject, test: &str) -> Self {
        let mut command = this_again(&format!("{fault:?} {event}"), subject, test);
        let mut process = command.stdin(Stdio::piped()).spawn().expect("the test can be started");
        let mut output = process.stdout.take().expect("it is piped");
        let mut said = [0; READY.len()];
        // The harness says something first; an end without the word is a run with fewer events.
        while said != *READY && output.read_exact(&mut said[READY.len() - 1..]).is_ok() {
            if said != *READY {
                said.rotate_left(1);
            }
        }
        thread::spawn(move || output.read_to_end(&mut Vec::new()));
        let sessions = match &subject.database {
            Database::Sqlite(_) => Vec::new(),
            Database::Postgresql(database) => {
                database.rows(&format!("SELECT pid FROM pg_stat_activity WHERE {OTHERS}"))
            }
        };
        Self { fault, process, database: &subject.database, sessions }
    }

    /// Has the fault happen; says whether the run noticed.
    pub fn goes_on(mut self) -> bool {
        if let Database::Postgresql(database) = self.database {
            for session in &self.sessions {
                befall(self.fault, session, database);
            }
        }
        // The end of its input tells the process to go on.
        drop(self.process.stdin.take());
        !self.process.wait_with_output().expect("it ends").status.success()
    }
}

/// What a fault does to a session of the server.
fn befall(fault: Fault, session: &str, database: &PostgresqlDatabase) {
    match fault {
        Fault::Kill | Fault::Terminate => {}
        Fault::LostConnection => database.execute(&format!("SELECT pg_terminate_backend({session}, 5000)")),
        Fault::FullDisk => database
            .execute(&format!("COPY (SELECT 1) TO PROGRAM 'cat >/dev/null; prlimit --pid {session} --fsize={SMALL}'")),
    }
}

/// Sixteen megabytes, so much as a file of the log has, and half a block: the last block is written in part, which is how
/// PostgreSQL finds out that its disk is full.
const SMALL: usize = 16 * 1024 * 1024 + 4096;

/// A table of so many blocks cannot grow then.
pub const TOO_MANY_BLOCKS: usize = SMALL / 8192;

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
    let act: fn(&Interrupt) = match fault {
        "None" | "LostConnection" => |_| {},
        "Kill" => |_| testkit::die(),
        "Terminate" => terminate,
        "FullDisk" => |_| fill_disk(),
        unknown => panic!("{unknown} is no fault"),
    };
    let heard = interrupt.clone();
    let act = Box::new(move || {
        wait();
        act(&heard);
    });
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

/// Gets SIGTERM, and hears it.
fn terminate(interrupt: &Interrupt) {
    let mut signals = Signals::new([SIGTERM]).expect("the signal may be handled");
    let heard = interrupt.clone();
    thread::spawn(move || signals.forever().for_each(|_| heard.request()));
    testkit::send_signal(std::process::id(), "TERM");
    while !interrupt.is_requested() {
        thread::sleep(Duration::from_millis(1));
    }
}

/// No file of this process may become longer than the database is. On a server it is the server's processes that write.
fn fill_disk() {
    let Ok(file) = std::fs::metadata("app.db") else { return };
    // The program has a handler, too: the signal would end it before it could say a word.
    let seen = Arc::new(AtomicBool::new(false));
    signal_hook::flag::register(signal_hook::consts::SIGXFSZ, seen).expect("the signal may be handled");
    let limit = format!("--fsize={0}:{0}", file.len());
    let process = std::process::id().to_string();
    let done = Command::new("prlimit").args(["--pid", &process, &limit]).status().expect("prlimit is there");
    assert!(done.success(), "prlimit {limit}");
}
