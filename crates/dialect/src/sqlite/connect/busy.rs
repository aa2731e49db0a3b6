//! Waits for another connection's lock, but no longer than the patience lasts and never after Ctrl-C.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// One wait of a statement: until when, and what ends it early.
struct Wait {
    until: Instant,
    cancelled: Arc<AtomicBool>,
}

thread_local! {
    // SQLite calls the handler on the thread that runs the statement, and rusqlite's handler is a plain function.
    static WAIT: RefCell<Option<Wait>> = const { RefCell::new(None) };
}

/// Sets what [`handler`] obeys while a statement runs on this thread.
pub(super) fn prepare(patience: Duration, cancelled: &Arc<AtomicBool>) {
    let until = Instant::now() + patience.min(Duration::from_secs(86_400 * 365));
    WAIT.with_borrow_mut(|wait| *wait = Some(Wait { until, cancelled: Arc::clone(cancelled) }));
}

/// Tells SQLite whether to try again; the pauses grow as in SQLite's own handler.
pub(super) fn handler(attempt: i32) -> bool {
    const PAUSES: [u64; 12] = [1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50, 100];
    WAIT.with_borrow(|wait| {
        let Some(wait) = wait else { return false };
        let left = wait.until.saturating_duration_since(Instant::now());
        if left.is_zero() || wait.cancelled.load(Ordering::Relaxed) {
            return false;
        }
        let index = usize::try_from(attempt).unwrap_or(0).min(PAUSES.len() - 1);
        std::thread::sleep(Duration::from_millis(PAUSES[index]).min(left));
        !wait.cancelled.load(Ordering::Relaxed)
    })
}
