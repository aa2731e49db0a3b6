//! A private PostgreSQL server: found or installed, started in a temporary folder, always taken away again.

mod pooler;
mod programs;
mod server;

pub use pooler::Pooler;
pub use programs::Programs;
pub use server::{Durability, Server};
