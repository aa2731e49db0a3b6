//! What happens while files are written, told as it happens.

/// One thing to tell the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A step begins; its end is told on the same line: `{0} ...`.
    Started(String),
    /// A step begins that may print by itself: `{0} ...` and a line end.
    StartedOwnLine(String),
    /// The last step that was started is done: `  done`.
    Done,
    /// The last step that was started failed: `  FAILED`; the error follows as an error.
    Failed,
    /// A sentence.
    Message(String),
}

/// Who is told.
pub type Report<'r> = dyn FnMut(Event) + 'r;

/// Tells that a step begins, does it, and tells how it ended.
pub(crate) fn step<T, E>(report: &mut Report<'_>, started: Event, act: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    report(started);
    let result = act();
    report(if result.is_ok() { Event::Done } else { Event::Failed });
    result
}

/// Returns the events as Alembic prints them where standard input is no terminal.
pub fn render_events(events: &[Event]) -> String {
    events.iter().map(Event::to_string).collect()
}

impl std::fmt::Display for Event {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Started(text) => write!(formatter, "{text} ..."),
            Self::StartedOwnLine(text) => writeln!(formatter, "{text} ..."),
            Self::Done => formatter.write_str("  done\n"),
            Self::Failed => formatter.write_str("  FAILED\n"),
            Self::Message(text) => writeln!(formatter, "{text}"),
        }
    }
}
