//! Signals to the program under test. A bare machine has no program `kill`.

use std::process::Child;

use rustix::process::{Pid, Signal, getpid, kill_process};

/// Sends what Ctrl-C sends, to that process alone.
///
/// # Panics
/// When the process has ended and was waited for.
#[track_caller]
pub fn interrupt(child: &Child) {
    let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw).expect("a process has a number");
    kill_process(pid, Signal::INT).expect("the process is there");
}

/// Kills this process, as `kill -9` does.
pub fn die() -> ! {
    let killed = kill_process(getpid(), Signal::KILL);
    panic!("nobody outlives SIGKILL: {killed:?}");
}
