//! The program under its own name.

fn main() -> std::process::ExitCode {
    limbeck_cli::run()
}
