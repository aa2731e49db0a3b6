//! Runs that meet: one does the work, the others wait, find it done, and end well. What happens when the one who has the
//! lock dies, or the sessions of a run are ended, and what real Alembic does in between.
//!
//! Each migration counts its runs in a table without a key, so that work that was done twice is seen.

mod command;
mod foreign;
mod lost;
mod many;
mod subject;
mod waiting;
