//! What a person types and sees: arguments in, engine call, text out. Both binaries are this program.

mod allocator;
mod args;
mod command;
mod ctrl_c;
mod failure;
mod output;
mod own_args;
mod progress;
mod question;
mod reports;
mod usage;

use std::{io::Write as _, path::Path, process::ExitCode};

pub use args::Arguments;

/// Runs the program with the arguments and the environment of this process.
pub fn run() -> ExitCode {
    allocator::give_back_soon();
    let mut words = std::env::args_os().map(|word| word.to_string_lossy().into_owned());
    let called = words.next().unwrap_or_else(|| "limbeck".to_owned());
    let program = Path::new(&called).file_stem().map_or("limbeck".into(), |name| name.to_string_lossy().into_owned());
    let words: Vec<String> = words.collect();
    let code = match Arguments::read(&program, &words) {
        Ok(arguments) => command::dispatch(&program, &words, &arguments),
        Err(error) => {
            let usage = usage::worded(&program, &words, &error);
            output::write_stdout(&usage.stdout);
            output::write_stderr(&usage.stderr);
            usage.exit_code
        }
    };
    // A reader that has gone away (`| head`) is no failure of ours.
    drop(std::io::stdout().flush());
    ExitCode::from(code)
}
