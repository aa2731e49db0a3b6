//! The progress line of a long run: step, elapsed time, and the statement that runs.
//!
//! It is drawn only while the database works on a statement, so that it never mixes with log lines, and only when
//! standard error is a terminal.

use std::{
    io::IsTerminal as _,
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Shorter statements are over before a person could read the line.
const PATIENCE: Duration = Duration::from_millis(150);
const TICK: Duration = Duration::from_millis(100);

/// The progress line, or nothing where nobody would see it.
pub(crate) struct Progress {
    is_visible: bool,
    started: Instant,
    steps: usize,
    current: String,
    line: Option<Line>,
    copy: Option<ProgressBar>,
}

struct Line {
    bar: ProgressBar,
    /// Ends the thread that waits for the statement to take long.
    answered: std::sync::mpsc::Sender<()>,
    waiter: std::thread::JoinHandle<()>,
}

impl Progress {
    /// A progress line on standard error, if that is a terminal.
    pub(crate) fn on_terminal() -> Self {
        Self {
            is_visible: std::io::stderr().is_terminal(),
            started: Instant::now(),
            steps: 0,
            current: String::new(),
            line: None,
            copy: None,
        }
    }

    pub(crate) fn plan(&mut self, steps: usize) {
        self.steps = steps;
        self.started = Instant::now();
    }

    pub(crate) fn start(&mut self, step: usize, description: &str) {
        self.current = format!("{step}/{} {description}", self.steps);
    }

    /// A statement was sent; the line appears if the answer takes long.
    pub(crate) fn statement(&mut self, sql: &str) {
        if !self.is_visible || self.current.is_empty() {
            return;
        }
        let message = format!("{} · {}", self.current, one_line(sql));
        let bar =
            ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()).with_elapsed(self.started.elapsed());
        let style = ProgressStyle::with_template("{spinner} {elapsed_precise} {wide_msg}")
            .unwrap_or_else(|_| ProgressStyle::default_spinner());
        bar.set_style(style);
        bar.set_message(message);
        let (answered, wait) = std::sync::mpsc::channel::<()>();
        let shown = bar.clone();
        let waiter = std::thread::spawn(move || {
            if wait.recv_timeout(PATIENCE) == Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
                shown.set_draw_target(ProgressDrawTarget::stderr());
                shown.enable_steady_tick(TICK);
            }
        });
        self.line = Some(Line { bar, answered, waiter });
    }

    /// A backup is being written; the line stays until it is done.
    pub(crate) fn copying(&mut self, done: u64, whole: Option<u64>) {
        if !self.is_visible {
            return;
        }
        let bar = self.copy.get_or_insert_with(|| {
            let bar = ProgressBar::with_draw_target(whole, ProgressDrawTarget::stderr());
            let template = match whole {
                Some(_) => "{spinner} {elapsed_precise} backup {bytes} of {total_bytes}",
                None => "{spinner} {elapsed_precise} backup {bytes}",
            };
            bar.set_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_spinner()));
            bar
        });
        bar.set_position(done);
    }

    /// The answer is there: the line goes away.
    pub(crate) fn answered(&mut self) {
        if let Some(copy) = self.copy.take() {
            copy.finish_and_clear();
        }
        if let Some(Line { bar, answered, waiter }) = self.line.take() {
            drop(answered);
            drop(waiter.join());
            bar.finish_and_clear();
        }
    }
}

/// A statement on one line, without a run of spaces.
fn one_line(sql: &str) -> String {
    sql.split_whitespace().collect::<Vec<_>>().join(" ")
}
