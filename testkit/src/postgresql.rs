//! A PostgreSQL database of a test's own on the server that `cargo xtask test` starts.

use std::{
    env,
    sync::atomic::{AtomicU32, Ordering},
};

pub use postgres::Client as PostgresqlSession;
use postgres::{Client, Config, NoTls, SimpleQueryMessage};

/// The server to make databases on; `cargo xtask test` sets it.
const SERVER: &str = "TEST_POSTGRESQL_URL";

/// The port of the pooler in front of it.
const POOLER: &str = "TEST_PGBOUNCER_PORT";

static MADE: AtomicU32 = AtomicU32::new(0);

/// A fresh database that is dropped with this value.
pub struct PostgresqlDatabase {
    server: Box<Config>,
    name: String,
}

/// Makes a fresh, empty database.
///
/// `None` is said only where `SQLITE_ONLY=1` asks for it: the test prints that it was left out, and returns.
///
/// # Panics
/// When there is no server to use, or it refuses.
#[track_caller]
pub fn postgresql() -> Option<PostgresqlDatabase> {
    if is_sqlite_only() {
        eprintln!("SQLITE_ONLY=1: not tested on PostgreSQL");
        return None;
    }
    let Ok(url) = env::var(SERVER) else {
        panic!("{SERVER} is not set: run `cargo xtask test`, or set SQLITE_ONLY=1 to test on SQLite only");
    };
    let server: Config = url.parse().unwrap_or_else(|error| panic!("{SERVER} is no PostgreSQL URL: {error}"));
    let number = MADE.fetch_add(1, Ordering::Relaxed);
    let database =
        PostgresqlDatabase { server: Box::new(server), name: format!("limbeck_{}_{number}", std::process::id()) };
    database.on_server(&format!("CREATE DATABASE {}", database.name));
    Some(database)
}

/// Says whether the person asked for SQLite alone.
pub fn is_sqlite_only() -> bool {
    env::var("SQLITE_ONLY").is_ok_and(|value| value == "1")
}

impl PostgresqlDatabase {
    /// The URL as SQLAlchemy writes it, with a driver such as `asyncpg` or none.
    pub fn url(&self, driver: &str) -> String {
        let scheme = if driver.is_empty() { "postgresql".to_owned() } else { format!("postgresql+{driver}") };
        let (user, password) = self.credentials();
        format!("{scheme}://{user}:{password}@{}", self.place())
    }

    /// The user and the password of the server.
    pub fn credentials(&self) -> (&str, String) {
        let password = String::from_utf8_lossy(self.server.get_password().unwrap_or_default());
        (self.server.get_user().unwrap_or("postgres"), password.into_owned())
    }

    /// The URL through PgBouncer in transaction mode, which `cargo xtask test` starts in front of the server.
    #[track_caller]
    pub fn pooled_url(&self) -> String {
        let port = env::var(POOLER).unwrap_or_else(|_| panic!("{POOLER} is not set: run `cargo xtask test`"));
        self.url("").replace(&format!(":{}/", self.port()), &format!(":{port}/"))
    }

    /// Host, port and database, as they stand at the end of the URL.
    pub fn place(&self) -> String {
        format!("{}:{}/{}", self.host(), self.port(), self.name)
    }

    pub fn host(&self) -> String {
        match self.server.get_hosts().first() {
            Some(postgres::config::Host::Tcp(host)) => host.clone(),
            other => panic!("{SERVER} must name a TCP host, not {other:?}"),
        }
    }

    pub fn port(&self) -> u16 {
        self.server.get_ports().first().copied().unwrap_or(5432)
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// Another fresh database with the same content.
    #[must_use]
    pub fn copy(&self) -> Self {
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let name = format!("limbeck_{}_{number}", std::process::id());
        self.on_server(&format!("CREATE DATABASE {name} TEMPLATE {}", self.name));
        Self { server: self.server.clone(), name }
    }

    /// Runs statements, several if need be.
    #[track_caller]
    pub fn execute(&self, sql: &str) {
        self.connect().batch_execute(sql).unwrap_or_else(|error| panic!("{sql}: {error:?}"));
    }

    /// Every row as one text, the fields parted by `|`, as `psql -qAt` prints them.
    #[track_caller]
    pub fn rows(&self, sql: &str) -> Vec<String> {
        let messages = self.connect().simple_query(sql).unwrap_or_else(|error| panic!("{sql}: {error:?}"));
        let rows = messages.iter().filter_map(|message| match message {
            SimpleQueryMessage::Row(row) => Some(row),
            _ => None,
        });
        rows.map(|row| (0..row.len()).map(|place| row.get(place).unwrap_or("")).collect::<Vec<_>>().join("|")).collect()
    }

    /// The names of all tables in `public`, sorted.
    pub fn tables(&self) -> Vec<String> {
        self.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    }

    /// What the version table holds, sorted.
    pub fn versions(&self) -> Vec<String> {
        self.rows("SELECT version_num FROM alembic_version ORDER BY 1")
    }

    /// The scratch databases of this one that are there.
    pub fn scratches(&self) -> Vec<String> {
        self.rows(&format!(
            "SELECT datname FROM pg_database WHERE datname LIKE 'limbeck\\_scratch\\_%' \
             AND shobj_description(oid, 'pg_database') LIKE '% for {};%' ORDER BY 1",
            self.name
        ))
    }

    #[track_caller]
    pub fn connect(&self) -> Client {
        let mut config = self.server.clone();
        config.dbname(&self.name);
        config.connect(NoTls).unwrap_or_else(|error| panic!("{}: {error:?}", self.name))
    }

    #[track_caller]
    fn on_server(&self, sql: &str) {
        let mut client = self.server.connect(NoTls).unwrap_or_else(|error| panic!("{SERVER}: {error:?}"));
        client.batch_execute(sql).unwrap_or_else(|error| panic!("{sql}: {error:?}"));
    }
}

impl Drop for PostgresqlDatabase {
    /// A failing test must not hide its own message behind a failing clean-up, so this one never panics.
    fn drop(&mut self) {
        let Ok(mut client) = self.server.connect(NoTls) else { return };
        let name = &self.name;
        if client.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).is_err() {
            // PostgreSQL 12 does not know the word.
            let end = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
            let _unimportant = client.batch_execute(&end);
            let _unimportant = client.batch_execute(&format!("DROP DATABASE IF EXISTS {name}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::postgresql;

    #[test]
    fn a_database_is_fresh_and_its_copy_holds_the_same() {
        let Some(database) = postgresql() else { return };
        assert!(database.tables().is_empty());
        database.execute("CREATE TABLE a (b integer); INSERT INTO a VALUES (1), (NULL)");
        assert_eq!(database.copy().rows("SELECT b, 'x' FROM a ORDER BY b"), ["1|x", "|x"]);
    }
}
