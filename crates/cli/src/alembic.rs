//! The same program under Alembic's name.

fn main() -> std::process::ExitCode {
    limbeck_cli::run()
}
