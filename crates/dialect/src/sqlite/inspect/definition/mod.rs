//! Reads the CREATE statements that SQLite keeps: most of what a table says is found only there.

mod cursor;
mod index;
mod mentioned;
mod reference;
mod table;
mod token;

pub(super) use index::read_index;
pub use mentioned::mentions;
pub(super) use table::{ColumnDefinition, TableDefinition, read_table};
