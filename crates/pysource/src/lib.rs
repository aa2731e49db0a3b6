//! Python source text: how Limbeck writes values so that Python reads them back.
//!
//! Pure functions from values to text. Nothing here knows a database, a file or a Python interpreter.

mod character;
mod literal;

pub use character::{is_printable, is_space, is_word};
pub use literal::{list, none, text, tuple};
