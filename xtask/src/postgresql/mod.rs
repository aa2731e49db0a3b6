//! A private PostgreSQL server: found or installed, started in a temporary folder, always taken away again.

mod programs;
mod server;

pub use programs::Programs;
pub use server::{Durability, Server};
