//! What a stranger does wrong, and what happens to a program that is stopped: each is a clear error, and the database
//! is as it was before.
//!
//! Every test compares exit code, sentence and hint, looks for traces of the program's own inside (a panic, frames that
//! are not the user's, a password), and compares the whole database before and after. Nothing here asks how long a
//! thing took; a limit only keeps a hanging program from hanging the tests.

mod running;
mod subject;

mod connections;
mod disk;
mod interruption;
mod kill;
mod reading_ahead;
mod scripts_as_files;
mod settings;
mod tables;
mod user_code;
mod version_graph;
