//! Where a database is: its URL, and what env.py hands to the driver beside it.

use dialect::{Connection, Dialect, Statement};
use pyruntime::HostError;
use schema::Value;
use serde_json::{Map, Value as Json};

use super::{MARK, refused};
use crate::{config::Url, execute::open_url};

/// Names under which a URL's query and `connect_args` may say the database once more.
const NAMES_OF_DATABASE: [&str; 2] = ["dbname", "database"];

/// Names under which they may say the server.
const OF_ADDRESS: [&str; 3] = ["host", "hostaddr", "port"];

/// The database, and when its server was started: what two addresses of one database have in common.
const IDENTITY: &str = "SELECT unnest(ARRAY[pg_catalog.current_database()::text, \
                        pg_catalog.date_part('epoch', pg_catalog.pg_postmaster_start_time())::text])";

/// A database as env.py reaches it.
#[derive(Clone)]
pub(crate) struct Place {
    pub(crate) url: Url,
    pub(crate) connect_args: Map<String, Json>,
    pub(crate) dialect: &'static dyn Dialect,
}

impl Place {
    pub(super) fn open(&self) -> Result<Box<dyn Connection>, HostError> {
        open_url(self.dialect, &self.url, &self.connect_args)
    }

    /// The same database at the server's own address. `through` is a connection to it through the pooler.
    ///
    /// # Errors
    /// The address does not lead to the same database.
    pub(crate) fn direct(&self, through: &mut dyn Connection, address: &Url) -> Result<Self, HostError> {
        let identity = |connection: &mut dyn Connection| connection.texts(&Statement::plain(IDENTITY)).map_err(refused);
        let pooled = identity(through)?;
        let mut place = self.at(address);
        place.url.database = place.url.database.or_else(|| pooled.first().cloned());
        let mut connection = place.open().map_err(|error| {
            let text = format!("the address that `direct_url` gives does not answer: {}", error.message);
            HostError::command(text)
        })?;
        if identity(connection.as_mut())? == pooled {
            return Ok(place);
        }
        let [direct, url] = [&place, self].map(|place| place.url.with_hidden_password());
        let text = format!("`direct_url` leads to another database than env.py: {direct} is not {url}");
        Err(HostError::command(text).with_hint(Some(
            "without a database in `direct_url` it is the one that env.py connects to, on that server".into(),
        )))
    }

    /// The same names and settings at another server's address.
    pub(super) fn at(&self, address: &Url) -> Self {
        let mut place = self.clone();
        let url = &mut place.url;
        url.host.clone_from(&address.host);
        url.port = address.port;
        if address.username.is_some() {
            url.username.clone_from(&address.username);
            url.password.clone_from(&address.password);
        }
        if address.password.is_some() {
            url.password.clone_from(&address.password);
        }
        let is_of_address = |key: &str| OF_ADDRESS.contains(&key) || NAMES_OF_DATABASE.contains(&key);
        url.query.retain(|key, _| !is_of_address(key));
        url.query.extend(address.query.clone());
        url.database.clone_from(&address.database);
        place.connect_args.retain(|key, _| !is_of_address(key));
        place
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
    let answer = connection.execute(&Statement::plain(sql)).map_err(refused)?;
    match answer.first() {
        Some(Value::Text(name)) if name.contains(MARK) => Ok(()),
        found => {
            let name = if let Some(Value::Text(name)) = found { name.as_str() } else { "another database" };
            Err(HostError::command(format!(
                "env.py connects to {name} instead of the scratch database; nothing was done"
            )))
        }
    }
}
