//! Compares two schemas, what a database holds and what models declare, with Alembic's decisions.
//!
//! Both schemas are given: this room opens no connection and reads no file. What only the server can compare (how it
//! spells a default) is brought into one spelling before, or asked through [`Server`].

mod change;
mod context;

pub use change::{Change, Level, Message};
pub use context::{Compared, Context, Filter, Kind, Server, Subject, WithoutServer};
