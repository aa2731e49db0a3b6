//! Opens connections and sets up the migration context.

use dialect::{Connection, Context, DatabaseError, Delivery, Dialect, ErrorKind, query::Paramstyle};
use pyruntime::{Conversation, HostError};
use serde_json::{Map, Value as Json, json};

use crate::config::Url;
use crate::execute::{
    Run,
    connections::Way,
    context::{MigrationContext, Scope, Settings},
    hints,
    journal::Journal,
    patience::{ContextLimits, Retry},
    raise::database_error,
    run::{INFO, MIGRATION_LOGGER},
    trash::TrashOfContext,
};
use crate::scratch::{is_yet_to_be_made, require_scratch};

impl Run<'_> {
    /// Parses a URL; the template's placeholder and an empty one mean `DATABASE_URL`.
    fn parse_url(&self, url: Option<&str>) -> Result<Url, HostError> {
        let written = url.unwrap_or_default();
        let stand_in = if Url::is_unset(written) { self.project.database_url()? } else { None };
        let text = stand_in.as_deref().unwrap_or(written);
        Url::parse(text)
            .map_err(|error| HostError::new(error.python_class(), error.to_string()).with_hint(error.hint()))
    }

    fn dialect_of(url: &Url) -> Result<(&'static dyn Dialect, String), HostError> {
        let driver = url
            .driver()
            .map_err(|error| HostError::new(error.python_class(), error.to_string()).with_hint(error.hint()))?;
        let dialect = dialect_named(driver.backend.name())?;
        Ok((dialect, driver.name.to_owned()))
    }

    pub(super) fn connect(&mut self, url: Option<&str>, options: Map<String, Json>) -> Result<Json, HostError> {
        if self.is_recording() {
            return Err(HostError::command("`lint` reads files alone, and env.py connects to a database").with_hint(Some(
                "let env.py ask `context.is_offline_mode()` and configure with `url=` or `dialect_name=` then, as `--sql` needs it, too"
                    .into(),
            )));
        }
        let url = self.parse_url(url)?;
        let (dialect, driver) = Self::dialect_of(&url)?;
        let empty = Map::new();
        let connect_args = options.get("connect_args").and_then(Json::as_object).unwrap_or(&empty);
        let scratch = self.scratch_instead_of(&url, connect_args, dialect)?;
        let (url, connect_args) = match &scratch {
            Some(place) => (place.url.clone(), &place.connect_args),
            None => (url, connect_args),
        };
        let mut connection = match self.takes_back() && is_yet_to_be_made(dialect, &url, connect_args) {
            true => open_url(dialect, &Url { database: Some(":memory:".into()), ..url.clone() }, &empty)?,
            false => open_url(dialect, &url, connect_args)?,
        };
        if scratch.is_some() {
            require_scratch(dialect, connection.as_mut())?;
        }
        let way = Way { address: address(&url)?, connect_args: connect_args.clone() };
        let server_version = connection.server_version();
        let default_namespace =
            connection.default_namespace().map_err(|error| database_error(&error, &driver, None))?;
        let number = self.connections.add(connection, dialect, driver.clone(), url, way);
        if let Some(level) = options.get("isolation_level").and_then(Json::as_str) {
            self.set_isolation(number, level)?;
        }
        Ok(json!({
            "connection": number,
            "dialect": dialect.facts().name,
            "driver": driver,
            "server_version": server_version,
            "default_namespace": default_namespace,
        }))
    }

    pub(super) fn set_isolation(&mut self, number: u32, level: &str) -> Result<Json, HostError> {
        let level = level.replace('_', " ").to_uppercase();
        let connection = self.connections.get(number)?;
        if level == "AUTOCOMMIT" {
            connection.autocommit = true;
            return Ok(Json::Null);
        }
        connection.autocommit = false;
        let known = ["SERIALIZABLE", "REPEATABLE READ", "READ COMMITTED", "READ UNCOMMITTED"];
        if !known.contains(&level.as_str()) {
            let message = format!(
                "Invalid value '{level}' for isolation_level. Valid isolation levels for this dialect are AUTOCOMMIT, {}",
                known.join(", ")
            );
            return Err(HostError::new("sqlalchemy.exc.ArgumentError", message));
        }
        if level != "SERIALIZABLE" || connection.dialect.facts().name == "postgresql" {
            connection.isolation = Some(level);
        }
        Ok(Json::Null)
    }

    pub(super) fn configure(
        &mut self,
        connection: Option<u32>,
        url: Option<&str>,
        dialect_name: Option<&str>,
        settings: Map<String, Json>,
        python: &mut Conversation<'_>,
    ) -> Result<Json, HostError> {
        let settings = Settings::read(settings)?;
        let as_sql = settings.as_sql.unwrap_or(self.settings.as_sql);
        let (dialect, in_transaction) = match (connection, url, dialect_name) {
            (Some(number), ..) => {
                let connection = self.connections.get(number)?;
                (connection.dialect, connection.in_transaction)
            }
            (None, _, Some(name)) => (dialect_named(name)?, false),
            (None, Some(_), None) => (Self::dialect_of(&self.parse_url(url)?)?.0, false),
            (None, None, None) => match self.project.database_url()? {
                Some(_) => (Self::dialect_of(&self.parse_url(None)?)?.0, false),
                None => return Err(HostError::command("Connection, url, or dialect_name is required.")),
            },
        };
        let facts = dialect.facts();
        let by_default = if as_sql { facts.transactional_ddl } else { facts.runs_in_transaction };
        let transactional_ddl = settings.transactional_ddl.unwrap_or(by_default);
        let (server_version, paramstyle) = match connection {
            Some(number) => {
                let open = self.connections.get(number)?;
                let paramstyle = if as_sql { Paramstyle::Question } else { open.paramstyle() };
                // Offline, too, the text is for the server to which env.py has connected.
                (Some(open.connection.server_version()), paramstyle)
            }
            None => (None, Paramstyle::Question),
        };
        let wording = Context {
            naming_convention: settings.naming_convention.clone().unwrap_or_default(),
            server_version,
            delivery: match (as_sql, settings.literal_binds) {
                (false, _) => Delivery::Executed,
                (true, true) => Delivery::Printed,
                (true, false) => Delivery::PrintedWithNames,
            },
            ..Context::default()
        };
        let connection = connection.filter(|_| !as_sql);
        // Blocks that env.py has begun before it configures once more end where they would have ended.
        let begun = self.context.take().filter(|context| (context.connection, context.as_sql) == (connection, as_sql));
        let scopes = begun.map(|context| context.scopes).unwrap_or_default();
        let in_own_transaction = scopes.contains(&Scope::Real);
        self.context = Some(MigrationContext {
            wording,
            dialect,
            connection,
            paramstyle,
            as_sql,
            transactional_ddl,
            in_external_transaction: (in_transaction || in_own_transaction) && !as_sql,
            settings,
            shaped_version_table: None,
            scopes,
            journal: Journal::default(),
            limits: ContextLimits::of(&self.settings.limits),
            retry: Retry::default(),
            trash: TrashOfContext::default(),
        });
        self.log(python, MIGRATION_LOGGER, INFO, &format!("Context impl {}.", facts.impl_name))?;
        if as_sql {
            self.log(python, MIGRATION_LOGGER, INFO, "Generating static SQL")?;
        }
        let kind = if transactional_ddl { "transactional" } else { "non-transactional" };
        self.log(python, MIGRATION_LOGGER, INFO, &format!("Will assume {kind} DDL."))?;
        Ok(json!({"dialect": facts.name, "as_sql": as_sql, "transactional_ddl": transactional_ddl}))
    }
}

/// Finds a dialect by SQLAlchemy's name for it.
pub(super) fn dialect_named(name: &str) -> Result<&'static dyn Dialect, HostError> {
    let name = if name == "mariadb" { "mysql" } else { name };
    dialect::by_name(name).ok_or_else(|| {
        HostError::new("sqlalchemy.exc.NoSuchModuleError", format!("Can't load plugin: sqlalchemy.dialects:{name}"))
            .with_hint(Some("Limbeck speaks sqlite and postgresql, and writes mysql with `--sql`".into()))
    })
}

/// Opens a connection with the dialect's driver.
fn open(
    dialect: &'static dyn Dialect,
    url: &dialect::Url,
    connect_args: &Map<String, Json>,
) -> Result<Box<dyn Connection>, DatabaseError> {
    match dialect.connect(url, connect_args) {
        Some(connection) => connection,
        None => Err(DatabaseError::of_driver(
            ErrorKind::NotSupported,
            format!("Limbeck does not connect to {} yet; it writes its SQL with `--sql`", dialect.facts().name),
        )),
    }
}

/// Opens a connection to a URL.
pub(crate) fn open_url(
    dialect: &'static dyn Dialect,
    url: &Url,
    connect_args: &Map<String, Json>,
) -> Result<Box<dyn Connection>, HostError> {
    let driver = url.driver().map(|driver| driver.name.to_owned()).unwrap_or_default();
    open(dialect, &address(url)?, connect_args)
        .map_err(|error| database_error(&error, &driver, None).with_hint(hints::of_connecting(&error, url)))
}

/// The parts of a URL that a driver needs.
pub(crate) fn address(url: &Url) -> Result<dialect::Url, HostError> {
    // What stands before the last `@` is the rest of a password, which no message of the driver may show.
    if url.host.as_ref().is_some_and(|host| host.contains('@')) {
        let message = "Could not parse SQLAlchemy URL from given URL string";
        let hint = "the URL has more than one `@`; in user and password write `@` as `%40` (in an ini file `%%40`)";
        return Err(HostError::new("sqlalchemy.exc.ArgumentError", message).with_hint(Some(hint.into())));
    }
    let port = match url.port {
        None => None,
        Some(port) => Some(
            u16::try_from(port)
                .map_err(|_| HostError::new("ValueError", "the port of the database URL is not between 0 and 65535"))?,
        ),
    };
    Ok(dialect::Url {
        drivername: url.driver_name.clone(),
        username: url.username.clone(),
        password: url.password.clone(),
        host: url.host.clone(),
        port,
        database: url.database.clone(),
        query: url
            .query
            .iter()
            .flat_map(|(key, values)| values.iter().map(move |value| (key.clone(), value.clone())))
            .collect(),
    })
}
