//! The child process: its start, its end, and Ctrl-C.

use std::{
    io::PipeWriter,
    os::{fd::AsRawFd, unix::net::UnixStream},
    path::Path,
    process::{Child, Command, ExitStatus},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use rustix::{
    io::{FdFlags, fcntl_setfd},
    process::{Pid, Signal, kill_process},
};

/// What `python -c` runs: takes our modules from the socket.
const BOOT: &str = include_str!("../../external/boot.py");

/// How long the process may take to flush its streams and run what the user registered for its end.
const PATIENCE: Duration = Duration::from_secs(5);

/// A child process. It ends when this value does, and when this process does, however that ends.
pub(super) struct Process {
    child: Arc<Mutex<Child>>,
    /// The child watches the other end: when it closes, this process is gone.
    lifeline: Option<PipeWriter>,
}

/// Stops the Python code from another thread, as Ctrl-C does.
#[derive(Clone)]
pub struct Stopper {
    child: Arc<Mutex<Child>>,
}

const UNPOISONED: &str = "no thread panics while it holds the lock";

impl Process {
    /// Starts `program` with the standard streams of this process and a socket of its own.
    pub(super) fn start(program: &Path) -> std::io::Result<(Self, UnixStream)> {
        let (ours, theirs) = UnixStream::pair()?;
        let (watched, lifeline) = std::io::pipe()?;
        fcntl_setfd(&theirs, FdFlags::empty())?;
        fcntl_setfd(&watched, FdFlags::empty())?;
        let mut command = Command::new(program);
        command.args(["-c", BOOT]).arg(theirs.as_raw_fd().to_string()).arg(watched.as_raw_fd().to_string());
        let child = command.spawn()?;
        Ok((Self { child: Arc::new(Mutex::new(child)), lifeline: Some(lifeline) }, ours))
    }

    pub(super) fn stopper(&self) -> Stopper {
        Stopper { child: Arc::clone(&self.child) }
    }

    /// Waits for the end, not for long.
    pub(super) fn wait(&mut self) -> Option<ExitStatus> {
        let start = Instant::now();
        loop {
            let status = self.child.lock().expect(UNPOISONED).try_wait();
            match status {
                Ok(Some(status)) => return Some(status),
                Ok(None) if start.elapsed() < PATIENCE => thread::sleep(Duration::from_millis(2)),
                Ok(None) | Err(_) => return None,
            }
        }
    }

    /// Gives it its time, then kills it.
    pub(super) fn end(&mut self) {
        if self.wait().is_none() {
            let mut child = self.child.lock().expect(UNPOISONED);
            // It may have ended just now.
            drop(child.kill());
            drop(child.wait());
        }
        self.lifeline = None;
    }
}

impl Stopper {
    /// Raises `KeyboardInterrupt` in the Python code.
    pub fn interrupt(&self) {
        let mut child = self.child.lock().expect(UNPOISONED);
        let is_running = matches!(child.try_wait(), Ok(None));
        let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
        if let Some(pid) = pid.filter(|_| is_running) {
            // It may end at this moment: then there is nothing left to interrupt.
            let _ended_already = kill_process(pid, Signal::INT);
        }
    }
}
