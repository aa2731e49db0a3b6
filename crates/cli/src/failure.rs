//! Prints an error, and turns its kind into the exit code.

use limbeck::{Error, ErrorKind, Raised};

use crate::output::{Printer, write_stderr};

/// How often Python shows the same frame before it counts the rest.
const SHOWN_REPETITIONS: usize = 3;

/// Whether `--raiseerr` asked for the trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trace {
    Wanted,
    OnlyIfUncaught,
}

/// Prints the error where Alembic prints it and returns the exit code.
pub(crate) fn print(error: &Error, trace: Trace, printer: &Printer) -> u8 {
    let exit_code = match error.kind {
        ErrorKind::Command if trace == Trace::OnlyIfUncaught => {
            printer.message(&format!("FAILED: {}", error.message));
            error.exit_code()
        }
        ErrorKind::Differs | ErrorKind::Rehearsed => error.exit_code(),
        ErrorKind::Interrupted => {
            write_stderr("Interrupted\n");
            error.exit_code()
        }
        ErrorKind::Exit => {
            // `sys.exit("sentence")` prints the sentence; a number is the exit code and nothing to print.
            if error.exit_code() == 1 && error.message != "1" {
                write_stderr(&format!("{}\n", error.message));
            }
            error.exit_code()
        }
        ErrorKind::Command | ErrorKind::Uncaught => {
            write_stderr(&traceback(error));
            1
        }
    };
    if let Some(aftermath) = &error.aftermath {
        write_stderr(&format!("note: {aftermath}\n"));
    }
    if let Some(hint) = &error.hint {
        write_stderr(&format!("hint: {hint}\n"));
    }
    exit_code
}

/// The traceback as Python lays it out, with the user's own frames only.
fn traceback(error: &Error) -> String {
    match &error.raised {
        Some(raised) => chain(raised),
        None => format!("alembic.util.exc.CommandError: {}\n", error.message),
    }
}

fn chain(raised: &Raised) -> String {
    let mut text = String::new();
    if let Some(cause) = raised.cause.as_deref().filter(|cause| !cause.frames.is_empty()) {
        text.push_str(&chain(cause));
        text.push_str("\nThe above exception was the direct cause of the following exception:\n\n");
    }
    if raised.frames.iter().any(|frame| frame.line > 0) {
        text.push_str("Traceback (most recent call last):\n");
    }
    // A file that could not be read as text has no line to show; the message names it.
    let frames = raised.frames.iter().filter(|frame| frame.line > 0).collect::<Vec<_>>();
    for same in frames.chunk_by(|before, after| before == after) {
        for frame in same.iter().take(SHOWN_REPETITIONS) {
            text.push_str(&format!("  File \"{}\", line {}, in {}\n", frame.file, frame.line, frame.function));
            if let Some(source) = source_line(&frame.file, frame.line) {
                text.push_str(&format!("    {source}\n"));
            }
        }
        if let more @ 1.. = same.len().saturating_sub(SHOWN_REPETITIONS) {
            let times = if more == 1 { "time" } else { "times" };
            text.push_str(&format!("  [Previous line repeated {more} more {times}]\n"));
        }
    }
    text.push_str(&raised.dotted_name());
    if !raised.message.is_empty() {
        text.push_str(&format!(": {}", raised.message));
    }
    text.push('\n');
    text
}

/// The line of the user's file, for the person who reads the traceback.
fn source_line(file: &str, line: u32) -> Option<String> {
    let index = usize::try_from(line).ok()?.checked_sub(1)?;
    let text = std::fs::read_to_string(file).ok()?;
    text.lines().nth(index).map(|line| line.trim().to_owned()).filter(|line| !line.is_empty())
}
