//! Prints the events of a run: data to standard output, everything else to standard error.

use std::io::{IsTerminal as _, Write as _};

use limbeck::{Event, Reporter};

use crate::progress::Progress;

/// Writes to standard output; a closed pipe is not an error worth a word.
pub(crate) fn write_stdout(text: &str) {
    let mut stdout = std::io::stdout().lock();
    drop(stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()));
}

/// Writes to standard error.
pub(crate) fn write_stderr(text: &str) {
    drop(std::io::stderr().lock().write_all(text.as_bytes()));
}

/// How Alembic's messages (`Generating …`, `FAILED: …`) are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// Standard input is no terminal: as they are.
    Plain,
    /// Indented by two spaces and wrapped to the window, as Alembic does.
    Wrapped { columns: usize },
}

impl Layout {
    /// The layout for this process.
    pub(crate) fn of_this_process() -> Self {
        if !std::io::stdin().is_terminal() {
            return Self::Plain;
        }
        // The width alone counts: a pseudo-terminal may have no height.
        let window = rustix::termios::tcgetwinsize(std::io::stdout()).ok();
        let window = window.map(|size| usize::from(size.ws_col)).filter(|columns| *columns > 0);
        Self::Wrapped { columns: window.unwrap_or(80).max(20) }
    }

    /// Returns a message without its line end.
    pub(crate) fn lay_out(self, message: &str) -> String {
        match self {
            Self::Plain => message.to_owned(),
            Self::Wrapped { columns } => {
                let options = textwrap::Options::new(columns)
                    .initial_indent("  ")
                    .subsequent_indent("  ")
                    .break_words(true)
                    .word_separator(textwrap::WordSeparator::AsciiSpace)
                    .word_splitter(textwrap::WordSplitter::HyphenSplitter);
                textwrap::fill(message, options)
            }
        }
    }
}

/// Whether `-q` mutes standard output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Loudness {
    Normal,
    Quiet,
}

/// Prints what the engine reports.
pub(crate) struct Printer {
    layout: Layout,
    loudness: Loudness,
    progress: Progress,
}

impl Printer {
    pub(crate) fn new(loudness: Loudness) -> Self {
        Self { layout: Layout::of_this_process(), loudness, progress: Progress::on_terminal() }
    }

    /// Prints a message of Alembic's own.
    pub(crate) fn message(&self, text: &str) {
        if self.loudness == Loudness::Normal {
            write_stdout(&format!("{}\n", self.layout.lay_out(text)));
        }
    }
}

impl Reporter for Printer {
    fn report(&mut self, event: Event<'_>) {
        match event {
            Event::Output(text) if self.loudness == Loudness::Normal => write_stdout(text),
            Event::Message(text) => self.message(text),
            Event::Status(text) if self.loudness == Loudness::Normal => {
                write_stdout(&format!("{} ...", self.layout.lay_out(text)));
            }
            Event::Done(text) if self.loudness == Loudness::Normal => write_stdout(&format!("  {text}\n")),
            Event::Output(_) | Event::Status(_) | Event::Done(_) => {}
            Event::Warning { category, text } => write_stderr(&format!("{category}: {text}\n")),
            Event::Note(text) => write_stderr(&format!("note: {text}\n")),
            Event::Planned { steps } => self.progress.plan(steps),
            Event::Started { step, description } => self.progress.start(step, description),
            Event::Statement(sql) => self.progress.statement(sql),
            Event::Answered => self.progress.answered(),
            Event::Finished { .. } => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_indented_and_wrapped_on_a_terminal() {
        let message = "FAILED: Using --sql with the revision command when revision_environment is not configured does not make any sense";
        assert_eq!(
            Layout::Wrapped { columns: 60 }.lay_out(message),
            "  FAILED: Using --sql with the revision command when\n  revision_environment is not configured does not make any\n  sense"
        );
    }
}
