//! The project's automation, run as `cargo xtask COMMAND`. Needs nothing but cargo; what else a command needs, it gets.

mod bench;
mod chromium;
mod database;
mod debian;
mod demo;
mod differential;
mod dist;
mod forecasts;
mod goldens;
mod history;
mod interruption;
mod libffi;
mod machine;
mod parity;
mod postgresql;
mod process;
mod program;
mod root;
mod test_run;
mod text_difference;
mod tidy;
mod venv;

use std::{env, process::ExitCode};

const USAGE: &str = "\
cargo xtask test [CARGO TEST ARGUMENTS]   every test, with a private PostgreSQL server (installed if missing)
cargo xtask demo                          the guide's first commands on SQLite, in a copy of the example
cargo xtask tidy                          the rules of STYLE.md and ARCHITECTURE.md that a program can check
cargo xtask record-goldens                records expectations from the real Alembic again (needs python3)
cargo xtask dist                          builds both binaries as they are shipped, by a profile of runs (needs python3)
cargo xtask bench [check|data|safety] [RUNS]  times ours, the real Alembic and psql in one run (needs python3)
cargo xtask forecasts [ROWS] [RULE...]    compares what `plan` says with what PostgreSQL then does, on large tables
cargo xtask differential [PROJECT...]     compares databases with the real Alembic's (needs python3)
cargo xtask parity PROJECT_DIR [OPTION...]  compares every step of any project with the real Alembic (needs python3)";

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let (command, rest) = words.split_first().map_or(("", &words[..]), |(command, rest)| (command.as_str(), rest));
    let outcome = match command {
        "test" => test_run::run(rest),
        "tidy" => tidy::run(),
        "record-goldens" => goldens::run(),
        "demo" => demo::run(),
        "dist" => dist::run(),
        "bench" => bench::run(rest),
        "forecasts" => forecasts::run(rest),
        "differential" => differential::run(rest),
        "parity" => parity::run(rest),
        "" | "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(())
        }
        unknown => Err(format!("unknown command '{unknown}'\n\n{USAGE}").into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}
