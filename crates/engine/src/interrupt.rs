//! Ctrl-C: stops the statement that runs and the Python code around it, so that the transaction rolls back.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
};
use std::time::{Duration, Instant};

use dialect::Cancel;
use pyruntime::Interrupter;

/// A switch that another thread may throw while a command runs.
#[derive(Clone, Default)]
pub struct Interrupt {
    requested: Arc<AtomicBool>,
    targets: Arc<Mutex<Targets>>,
}

#[derive(Default)]
struct Targets {
    statement: Option<Box<dyn Cancel>>,
    python: Option<Interrupter>,
}

const UNPOISONED: &str = "no thread panics while it holds the lock";

impl Interrupt {
    /// Asks the running command to stop. It rolls back and returns `ErrorKind::Interrupted`.
    pub fn request(&self) {
        self.requested.store(true, Ordering::SeqCst);
        let targets = self.targets.lock().expect(UNPOISONED);
        if let Some(statement) = &targets.statement {
            statement.cancel();
        }
        if let Some(python) = &targets.python {
            python.interrupt();
        }
    }

    /// Cancels the statement that runs, once more: the first time it may have been on its way and not begun.
    pub fn insist(&self) {
        if let Some(statement) = &self.targets.lock().expect(UNPOISONED).statement {
            statement.cancel();
        }
    }

    /// Returns whether somebody asked to stop.
    pub fn is_requested(&self) -> bool {
        self.requested.load(Ordering::SeqCst)
    }

    /// Waits so long, or until somebody asks to stop; returns whether nobody did.
    pub(crate) fn pause(&self, time: Duration) -> bool {
        const SLICE: Duration = Duration::from_millis(50);
        let end = Instant::now() + time;
        while !self.is_requested() {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return true;
            }
            std::thread::sleep(left.min(SLICE));
        }
        false
    }

    pub(crate) fn watch_python(&self, python: Interrupter) {
        self.targets.lock().expect(UNPOISONED).python = Some(python);
    }

    pub(crate) fn watch_statement(&self, statement: Box<dyn Cancel>) {
        self.targets.lock().expect(UNPOISONED).statement = Some(statement);
    }

    pub(crate) fn forget_statement(&self) {
        self.targets.lock().expect(UNPOISONED).statement = None;
    }
}
