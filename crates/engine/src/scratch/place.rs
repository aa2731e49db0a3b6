//! Where a database is: its URL, and what env.py hands to the driver beside it.

use dialect::{Connection, Dialect, Statement};
use pyruntime::HostError;
use schema::Value;
use serde_json::{Map, Value as Json};

use super::{MARK, refused};
use crate::{config::Url, execute::open_url};

/// Names under which a URL's query and `connect_args` may say the database once more.
const NAMES_OF_DATABASE: [&str; 2] = ["dbname", "database"];

/// A database as env.py reaches it.
#[derive(Clone)]
pub(crate) struct Place {
    pub(crate) url: Url,
    pub(crate) connect_args: Map<String, Json>,
    pub(super) dialect: &'static dyn Dialect,
}

impl Place {
    pub(super) fn open(&self) -> Result<Box<dyn Connection>, HostError> {
        open_url(self.dialect, &self.url, &self.connect_args)
    }

    /// Another database of the same server.
    pub(super) fn named(&self, database: &str) -> Self {
        let mut place = self.clone();
        place.url.database = Some(database.to_owned());
        place.url.query.retain(|key, _| !NAMES_OF_DATABASE.contains(&key.as_str()));
        place.connect_args.retain(|key, _| !NAMES_OF_DATABASE.contains(&key.as_str()));
        place
    }

    /// What tells two databases apart.
    pub(super) fn key(&self) -> String {
        let Url { host, port, database, query, .. } = &self.url;
        let said: Vec<&Json> = NAMES_OF_DATABASE.iter().filter_map(|name| self.connect_args.get(*name)).collect();
        let backend = self.dialect.facts().name;
        let hosts = (query.get("host"), query.get("port"), NAMES_OF_DATABASE.map(|name| query.get(name)));
        format!("{backend} {host:?} {port:?} {database:?} {hosts:?} {said:?}")
    }
}

/// Refuses a connection that does not lead to a scratch database: whatever named another one, nothing is done there.
pub(crate) fn require_scratch(dialect: &dyn Dialect, connection: &mut dyn Connection) -> Result<(), HostError> {
    let sql = match dialect.facts().name {
        "postgresql" => "SELECT current_database()::text",
        _ => "SELECT file FROM pragma_database_list WHERE name = 'main'",
    };
    let rows = connection.execute(&Statement::plain(sql)).map_err(refused)?.rows;
    match rows.first().and_then(|row| row.first()) {
        Some(Value::Text(name)) if name.contains(MARK) => Ok(()),
        found => {
            let name = if let Some(Value::Text(name)) = found { name.as_str() } else { "another database" };
            Err(HostError::command(format!(
                "env.py connects to {name} instead of the scratch database; nothing was done"
            )))
        }
    }
}
