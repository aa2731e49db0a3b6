//! Prints the events of a run: data to standard output, everything else to standard error.

use std::io::{IsTerminal as _, Write as _};

use limbeck::{Event, Interrupt, Question, Reporter};

use crate::{progress::Progress, question};

/// Writes to standard output; a closed pipe is not an error worth a word.
pub(crate) fn write_stdout(text: &str) {
    let mut stdout = std::io::stdout().lock();
    drop(stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()));
}

/// Writes to standard error.
pub(crate) fn write_stderr(text: &str) {
    drop(std::io::stderr().lock().write_all(text.as_bytes()));
}

/// Whether standard output is a terminal that may be painted.
pub(crate) fn paints() -> bool {
    Colours::of_this_process() == Colours::Terminal
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
    messages: Messages,
    colours: Colours,
    progress: Progress,
    interrupt: Interrupt,
}

/// Where Alembic's messages go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Messages {
    /// Standard output, as in Alembic.
    Stdout,
    /// Standard error: standard output is read by a program.
    Stderr,
}

/// Whether a unified view is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Colours {
    None,
    /// Standard output is a terminal, and `NO_COLOR` is not set.
    Terminal,
}

impl Colours {
    fn of_this_process() -> Self {
        let is_unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        if std::io::stdout().is_terminal() && !is_unwanted { Self::Terminal } else { Self::None }
    }

    fn paint(self, text: &str) -> String {
        if self == Self::None {
            return text.to_owned();
        }
        let painted = text.lines().map(|line| {
            let colour = match line.as_bytes() {
                [b'-', b'-', b'-', b' ', ..] | [b'+', b'+', b'+', b' ', ..] => "1",
                [b'@', ..] => "36",
                [b'-', ..] => "31",
                [b'+', ..] => "32",
                _ => return format!("{line}\n"),
            };
            format!("\x1b[{colour}m{line}\x1b[0m\n")
        });
        painted.collect()
    }
}

impl Printer {
    pub(crate) fn new(loudness: Loudness, messages: Messages, interrupt: Interrupt) -> Self {
        Self {
            layout: Layout::of_this_process(),
            loudness,
            messages,
            colours: Colours::of_this_process(),
            progress: Progress::on_terminal(),
            interrupt,
        }
    }

    /// Prints a message of Alembic's own.
    pub(crate) fn message(&self, text: &str) {
        let text = format!("{}\n", self.layout.lay_out(text));
        match (self.loudness, self.messages) {
            (Loudness::Normal, Messages::Stdout) => write_stdout(&text),
            (_, Messages::Stderr) => write_stderr(&text),
            (Loudness::Quiet, Messages::Stdout) => {}
        }
    }
}

impl Reporter for Printer {
    fn report(&mut self, event: Event<'_>) {
        match event {
            Event::Output(text) if self.loudness == Loudness::Normal => write_stdout(text),
            Event::Comparison(text) if self.loudness == Loudness::Normal => write_stdout(&self.colours.paint(text)),
            Event::Message(text) => self.message(text),
            Event::Status(text) if self.loudness == Loudness::Normal => {
                write_stdout(&format!("{} ...", self.layout.lay_out(text)));
            }
            Event::Done(text) if self.loudness == Loudness::Normal => write_stdout(&format!("  {text}\n")),
            Event::Output(_) | Event::Comparison(_) | Event::Status(_) | Event::Done(_) => {}
            Event::Warning { category, text } => write_stderr(&format!("{category}: {text}\n")),
            Event::Hint(text) => write_stderr(&format!("hint: {text}\n")),
            Event::Note(text) => write_stderr(&format!("note: {text}\n")),
            Event::Planned { steps } => self.progress.plan(steps),
            Event::Started { step, description } => self.progress.start(step, description),
            Event::Statement(sql) => self.progress.statement(sql),
            Event::Running(sql) => {
                self.progress.answered();
                self.progress.statement(sql);
            }
            Event::Copying { done, whole } => self.progress.copying(done, whole),
            Event::Answered => self.progress.answered(),
            Event::Finished { .. } => {}
        }
    }

    fn ask(&mut self, question: Question<'_>) -> Option<bool> {
        question::ask(question, &self.interrupt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unified_view_has_colours_on_a_terminal_alone() {
        let view = "--- a\n+++ b\n@@ -1 +1 @@\n x\n-1\n+2\n";
        assert_eq!(Colours::None.paint(view), view);
        assert_eq!(
            Colours::Terminal.paint(view),
            "\x1b[1m--- a\x1b[0m\n\x1b[1m+++ b\x1b[0m\n\x1b[36m@@ -1 +1 @@\x1b[0m\n x\n\x1b[31m-1\x1b[0m\n\x1b[32m+2\x1b[0m\n"
        );
    }

    #[test]
    fn a_message_is_indented_and_wrapped_on_a_terminal() {
        let message = "FAILED: Using --sql with the revision command when revision_environment is not configured does not make any sense";
        assert_eq!(
            Layout::Wrapped { columns: 60 }.lay_out(message),
            "  FAILED: Using --sql with the revision command when\n  revision_environment is not configured does not make any\n  sense"
        );
    }
}
