//! Ctrl-C and SIGTERM: the first asks the run to roll back and stop, the second stops at once.

use std::{
    thread,
    time::{Duration, Instant},
};

use limbeck::Interrupt;
use signal_hook::{
    consts::{SIGXFSZ, TERM_SIGNALS},
    iterator::Signals,
};

use crate::output::write_stderr;

/// Exit code of a process that a person stopped, as shells count it.
const INTERRUPTED: i32 = 130;

/// How long user code that cannot be interrupted (`time.sleep(600)`, a subprocess) may hold up the end.
const PATIENCE: Duration = Duration::from_secs(3);

/// How often a statement that runs all the same is cancelled again.
const INTERVAL: Duration = Duration::from_millis(200);

/// Begins to listen; without the means to listen the operating system's default stays.
pub(crate) fn listen(interrupt: &Interrupt) {
    // A write beyond `ulimit -f` shall fail and be rolled back like a full disk, as under Python, and not kill us.
    let Ok(mut signals) = Signals::new(TERM_SIGNALS.iter().chain(&[SIGXFSZ])) else { return };
    let interrupt = interrupt.clone();
    thread::spawn(move || {
        for _ in signals.forever().filter(|signal| *signal != SIGXFSZ) {
            if interrupt.is_requested() {
                stop_at_once();
            }
            write_stderr("stopping: rolling back … (again to stop at once)\n");
            hush_the_interpreter();
            interrupt.request();
            let interrupt = interrupt.clone();
            thread::spawn(move || {
                let start = Instant::now();
                while start.elapsed() < PATIENCE {
                    thread::sleep(INTERVAL);
                    interrupt.insist();
                }
                stop_at_once();
            });
        }
    });
}

/// Has no panic of the embedded Python shown: an interrupt may meet it where it cannot unwind, and the run ends anyway.
fn hush_the_interpreter() {
    let show = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if thread::current().name() != Some("python") {
            show(panic);
        }
    }));
}

/// Ends the process in the middle of what it does; safe, because only a COMMIT makes a database keep anything.
fn stop_at_once() {
    write_stderr("stopped at once; the database rolls back what was open\n");
    std::process::exit(INTERRUPTED);
}
