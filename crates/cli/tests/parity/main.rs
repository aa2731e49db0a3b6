//! The same projects by ours as by Alembic 1.20.1: the databases after every command, and the text of `--sql`.
//!
//! What Alembic did is recorded by `recorded/record_parity.py` (`cargo xtask record-goldens`); nothing of Python is
//! needed here. Four generated projects, one by hand (`operations.project.txt`),
//! the example `examples/guide`, and the five templates of `init`. With
//! `LIMBECK_TEST_PROGRAM=/path/to/alembic` the same tests run a real Alembic.

mod databases;
mod offline;
mod projects;
mod recording;
mod replay;
mod templates;
