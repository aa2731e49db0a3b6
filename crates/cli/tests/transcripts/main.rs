//! Replays the transcripts recorded from Alembic 1.20.1 and compares standard output, standard error and exit code.
//!
//! `expected/T0NN.txt` holds a recorded command with its output, word for word. Where we differ on purpose stands in
//! one table, `wanted_differences.rs`. With `LIMBECK_TEST_PROGRAM=/path/to/alembic` the same tests run a real Alembic
//! and must pass without that table.
//!
//! Not replayed: the SQLite move-and-copy (T176, T178) and a MariaDB server (T201 to T205); of T177 only the error is
//! compared.

mod expectation;
mod projects;
mod wanted_differences;

mod branches;
mod broken_files;
mod dependencies;
mod first_revisions;
mod guide;
mod help;
mod linear_history;
mod linear_steps;
mod multidb;
mod new_revisions;
mod offline;
mod production;
mod settings;
mod start;
mod terminal;
mod two_runs;
