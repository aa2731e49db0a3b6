//! The PostgreSQL driver: finds the server as libpq does, and speaks to it through the `postgres` crate.

mod arguments;
mod client;
mod decode;
mod deploy_lock;
mod endpoint;
mod environment;
mod error;
mod limits;
mod object_names;
mod open;
mod options;
mod parameter;
mod password_file;
pub(super) mod pg_dump;
mod pooler;
mod run_lock;
mod service_file;
mod session;
mod tls;
mod type_questions;

use std::sync::{Arc, Mutex};

use serde_json::{Map, Value as Json};

use crate::{Connection, DatabaseError, Url};
use environment::Environment;
use options::Options;
use session::Session;

pub(in crate::postgresql) use deploy_lock::deploy_lock;
pub(in crate::postgresql) use run_lock::run_lock;

/// Connects to the server that `url`, SQLAlchemy's `connect_args`, a service file and `PG*` variables name, in that
/// order. The message of an error never holds the password.
pub fn connect(url: &Url, connect_args: &Map<String, Json>) -> Result<Box<dyn Connection>, DatabaseError> {
    connect_in(url, connect_args, &|name| std::env::var(name).ok())
}

/// Does the same with the variables given by the caller.
pub fn connect_in(
    url: &Url,
    connect_args: &Map<String, Json>,
    variables: &dyn Fn(&str) -> Option<String>,
) -> Result<Box<dyn Connection>, DatabaseError> {
    let mut options = Options::read(url, connect_args, &Environment { variables })?;
    let notices = Arc::new(Mutex::new(std::mem::take(&mut options.warnings)));
    let opened = open::open(&options, &notices)?;
    Ok(Box::new(Session::new(opened, notices)))
}
