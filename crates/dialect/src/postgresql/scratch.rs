//! Scratch databases of PostgreSQL: on the same server, made like any new database there.

use std::path::Path;

use serde_json::{Map, Value as Json};

use super::{Postgresql, connect::connect};
use crate::quote::quote_text;
use crate::scratch::Scratches;
use crate::{DatabaseError, Statement, Url};

impl Scratches for Postgresql {
    fn make(&self, url: &Url, connect_args: &Map<String, Json>, _: &Path, name: &str) -> Result<Url, DatabaseError> {
        let mut connection = connect(url, connect_args)?;
        let create = format!("CREATE DATABASE {}", quote_text(self, name));
        connection.execute(&Statement::plain(create))?;
        Ok(Url { database: Some(name.to_owned()), ..url.clone() })
    }

    fn remove(&self, url: &Url, connect_args: &Map<String, Json>, scratch: &Url) -> Result<(), DatabaseError> {
        let mut connection = connect(url, connect_args)?;
        let name = quote_text(self, scratch.database.as_deref().unwrap_or_default());
        // PostgreSQL 12 does not know FORCE; nobody else is connected to it.
        let force =
            if connection.server_version().first().is_some_and(|major| *major >= 13) { " WITH (FORCE)" } else { "" };
        connection.execute(&Statement::plain(format!("DROP DATABASE IF EXISTS {name}{force}"))).map(drop)
    }
}
