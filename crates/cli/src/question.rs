//! Asks the person at the terminal, if there is one.

use std::{
    io::IsTerminal as _,
    sync::mpsc::{RecvTimeoutError, channel},
    thread,
    time::Duration,
};

use limbeck::{Interrupt, Question};

use crate::output::write_stderr;

/// How often it is looked whether the person stopped the program instead of answering.
const INTERVAL: Duration = Duration::from_millis(50);

/// Asks until there is an answer that can be read; nothing but a return is a no. `None`: nobody is there to answer.
pub(crate) fn ask(question: Question<'_>, interrupt: &Interrupt) -> Option<bool> {
    if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
        return None;
    }
    write_stderr(&format!("{}\n", question.evidence));
    loop {
        write_stderr(&format!("{} [y/N] ", question.text));
        match read(&read_line(interrupt)?) {
            Some(answer) => return Some(answer),
            None => write_stderr("Please answer y or n.\n"),
        }
    }
}

fn read(line: &str) -> Option<bool> {
    match line.trim().to_lowercase().as_str() {
        "y" | "yes" => Some(true),
        "" | "n" | "no" => Some(false),
        _ => None,
    }
}

/// Returns a line; `None` where the input ends, or the person stops the program.
fn read_line(interrupt: &Interrupt) -> Option<String> {
    let (send, receive) = channel();
    thread::spawn(move || {
        let mut line = String::new();
        let read = std::io::stdin().read_line(&mut line);
        // Nobody waits any more where the program was stopped.
        drop(send.send(read.ok().filter(|length| *length > 0).map(|_| line)));
    });
    loop {
        match receive.recv_timeout(INTERVAL) {
            Ok(line) => return line,
            Err(RecvTimeoutError::Timeout) if !interrupt.is_requested() => {}
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn yes_must_be_said() {
        assert_eq!(["y\n", "YES\n"].map(read), [Some(true); 2]);
        assert_eq!(["\n", "n\n", "No\n"].map(read), [Some(false); 3]);
        assert_eq!(read("maybe\n"), None);
    }
}
