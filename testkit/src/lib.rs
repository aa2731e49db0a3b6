//! What tests share: projects in a temporary folder, databases, normalised output, text differences.
//!
//! A test builds a [`Project`], runs the program in it and checks the [`Run`]. Nothing here decides what is right;
//! the expected text always comes from the test. Never part of the product.

mod check;
mod database;
mod external;
mod normalise;
mod pooler;
mod postgresql;
mod program;
mod project;
mod run;
mod running;
mod signals;
mod sqlite;
mod terminal;
mod words;

pub use check::{check_fails, check_same_text, check_says, check_succeeds, line_difference};
pub use database::Database;
pub use external::OwnPython;
pub use normalise::{Normaliser, without_usage};
pub use pooler::Pooler;
pub use postgresql::{PostgresqlDatabase, PostgresqlSession, is_sqlite_only, postgresql};
pub use program::{Program, ProgramKind};
pub use project::{PLACEHOLDER_URL, Project};
pub use run::Run;
pub use running::Running;
pub use signals::{die, interrupt, send_signal};
pub use sqlite::SqliteFile;
pub use words::split_words;
