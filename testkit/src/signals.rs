//! Signals to the program under test. A bare machine has no program `kill`.

use std::process::Child;

use rustix::process::{Pid, Signal, getpid, kill_process};

/// Sends `INT`, `TERM` or `KILL` to a process.
///
/// # Panics
/// When the process has ended and was waited for.
#[track_caller]
pub fn send_signal(process: u32, name: &str) {
    let signal = match name {
        "INT" => Signal::INT,
        "TERM" => Signal::TERM,
        "KILL" => Signal::KILL,
        unknown => panic!("no test sends {unknown}"),
    };
    let pid = i32::try_from(process).ok().and_then(Pid::from_raw).expect("a process has a number");
    kill_process(pid, signal).expect("the process is there");
}

/// Sends what Ctrl-C sends, to that process alone.
///
/// # Panics
/// As [`send_signal`].
#[track_caller]
pub fn interrupt(child: &Child) {
    send_signal(child.id(), "INT");
}

/// Kills this process, as `kill -9` does.
pub fn die() -> ! {
    let killed = kill_process(getpid(), Signal::KILL);
    panic!("nobody outlives SIGKILL: {killed:?}");
}
