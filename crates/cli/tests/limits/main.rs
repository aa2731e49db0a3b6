//! `lock_timeout`, `statement_timeout` and retries: somebody else has a lock, or a statement takes too long.
//!
//! Who has the lock lets go of it when the run says that it tries again; no outcome depends on how long anything takes.

mod outside;
mod printed;
mod refused;
mod retried;
mod settings;
mod sqlite;
mod subject;
mod too_long;
