//! How to reach a server and what to tell it: the URL, `connect_args`, a service file and `PG*` variables as one value.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Map, Value as Json};

use super::arguments::{self, Arguments};
use super::endpoint::{self, Endpoint};
use super::environment::Environment;
use super::error::invalid;
use super::password_file::{self, Password};
use super::service_file;
use crate::{DatabaseError, ErrorKind, Notice, Url};

/// Everything that opening a connection needs.
pub(super) struct Options {
    pub endpoints: Vec<Endpoint>,
    pub user: Option<String>,
    pub password: Password,
    pub database: Option<String>,
    pub application_name: String,
    /// Command line of the server process: `-c search_path=x`.
    pub server_options: String,
    pub connect_timeout: Option<Duration>,
    pub target: SessionTarget,
    pub tls: TlsOptions,
    pub keepalive: Keepalive,
    pub channel_binding: tokio_postgres::config::ChannelBinding,
    pub warnings: Vec<Notice>,
}

/// `target_session_attrs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SessionTarget {
    Any,
    ReadWrite,
    ReadOnly,
    Primary,
    Standby,
    PreferStandby,
}

/// `sslmode`, in rising strictness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TlsMode {
    Disable,
    Allow,
    Prefer,
    Require,
    VerifyCa,
    VerifyFull,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TlsOptions {
    pub mode: TlsMode,
    pub roots: Roots,
    pub certificate: Option<PathBuf>,
    pub key: Option<PathBuf>,
}

/// Whom to trust.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Roots {
    /// The operating system's own list.
    System,
    /// A file that was named, or the default one; only the default one may be missing.
    File(PathBuf),
    None {
        looked_at: Option<PathBuf>,
    },
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Keepalive {
    pub off: bool,
    pub idle: Option<Duration>,
    pub interval: Option<Duration>,
    pub count: Option<u32>,
    pub user_timeout: Option<Duration>,
}

impl Options {
    pub(super) fn read(
        url: &Url,
        connect_args: &Map<String, Json>,
        environment: &Environment<'_>,
    ) -> Result<Self, DatabaseError> {
        let server_settings = arguments::gather(url, connect_args)?.server_settings;
        let settings = settings(url, connect_args, environment)?;
        let is_asyncpg = url.drivername.ends_with("+asyncpg");
        let set = |key: &str| settings.get(key).filter(|value| !value.is_empty());

        let endpoints = endpoint::list(&settings, if is_asyncpg { &["localhost"] } else { &[] })?;
        let user = set("user").cloned();
        let database = set("dbname").cloned();
        let mut warnings = Vec::new();
        let password = match set("password") {
            Some(password) => Password::Given(password.clone()),
            None => password_file::find(set("passfile"), environment, &mut warnings),
        };
        let connect_timeout = match seconds(&settings, "connect_timeout")? {
            Some(seconds) => (seconds > 0.0).then(|| Duration::from_secs_f64(seconds.clamp(0.001, 1e9))),
            None => is_asyncpg.then_some(Duration::from_secs(60)),
        };
        let application_name = set("application_name").or(set("fallback_application_name")).cloned();
        Ok(Self {
            endpoints,
            user,
            password,
            database,
            application_name: application_name.unwrap_or_else(|| "limbeck".to_owned()),
            server_options: server_options(&settings, &server_settings, environment)?,
            connect_timeout,
            target: session_target(set("target_session_attrs"))?,
            tls: tls_options(&settings, environment)?,
            keepalive: keepalive(&settings)?,
            channel_binding: channel_binding(set("channel_binding"))?,
            warnings,
        })
    }
}

impl Options {
    /// Binding to the TLS channel can be preferred without having one, but not required.
    pub(super) fn channel_binding_without_tls(&self) -> tokio_postgres::config::ChannelBinding {
        match self.channel_binding {
            tokio_postgres::config::ChannelBinding::Require => tokio_postgres::config::ChannelBinding::Require,
            _ => tokio_postgres::config::ChannelBinding::Disable,
        }
    }
}

/// The settings under libpq's names: the URL and `connect_args`, then the service file, then the environment.
pub(super) fn settings(
    url: &Url,
    connect_args: &Map<String, Json>,
    environment: &Environment<'_>,
) -> Result<BTreeMap<String, String>, DatabaseError> {
    let Arguments { mut settings, .. } = arguments::gather(url, connect_args)?;
    if let Some(service) = settings.get("service").cloned().or_else(|| environment.variable("PGSERVICE")) {
        for (key, value) in service_file::read(&service, settings.get("servicefile"), environment)? {
            settings.entry(key).or_insert(value);
        }
    }
    for (variable, setting) in VARIABLES {
        if let Some(value) = environment.variable(variable) {
            settings.entry((*setting).to_owned()).or_insert(value);
        }
    }
    Ok(settings)
}

/// Variables that libpq reads, and what they set.
pub(super) const VARIABLES: &[(&str, &str)] = &[
    ("PGAPPNAME", "application_name"),
    ("PGCHANNELBINDING", "channel_binding"),
    ("PGCONNECT_TIMEOUT", "connect_timeout"),
    ("PGDATABASE", "dbname"),
    ("PGHOST", "host"),
    ("PGHOSTADDR", "hostaddr"),
    ("PGOPTIONS", "options"),
    ("PGPASSFILE", "passfile"),
    ("PGPASSWORD", "password"),
    ("PGPORT", "port"),
    ("PGSSLCERT", "sslcert"),
    ("PGSSLKEY", "sslkey"),
    ("PGSSLMODE", "sslmode"),
    ("PGSSLROOTCERT", "sslrootcert"),
    ("PGTARGETSESSIONATTRS", "target_session_attrs"),
    ("PGUSER", "user"),
];

/// Variables that libpq sends as settings of the session.
const SESSION_VARIABLES: &[(&str, &str)] = &[("PGTZ", "timezone"), ("PGDATESTYLE", "datestyle"), ("PGGEQO", "geqo")];

fn server_options(
    settings: &BTreeMap<String, String>,
    server_settings: &BTreeMap<String, String>,
    environment: &Environment<'_>,
) -> Result<String, DatabaseError> {
    let mut parts: Vec<String> =
        settings.get("options").filter(|options| !options.is_empty()).cloned().into_iter().collect();
    let mut add = |name: &str, value: &str| parts.push(format!("-c {name}={}", escaped(value)));
    for (variable, name) in SESSION_VARIABLES {
        if let Some(value) = environment.variable(variable) {
            add(name, &value);
        }
    }
    for (name, value) in server_settings {
        add(name, value);
    }
    // asyncpg stops waiting on its own; the server stops the statement as well when it knows the limit.
    if let Some(limit) = seconds(settings, "command_timeout")? {
        add("statement_timeout", &format!("{:.0}", (limit * 1000.0).max(1.0)));
    }
    Ok(parts.join(" "))
}

/// A blank ends an option on the server's command line unless a backslash stands before it.
fn escaped(value: &str) -> String {
    value.chars().flat_map(|c| (c == '\\' || c.is_whitespace()).then_some('\\').into_iter().chain([c])).collect()
}

fn tls_options(
    settings: &BTreeMap<String, String>,
    environment: &Environment<'_>,
) -> Result<TlsOptions, DatabaseError> {
    for unsupported in ["sslcrl", "sslcrldir", "sslpassword", "require_auth"] {
        if settings.get(unsupported).is_some_and(|value| !value.is_empty()) {
            return Err(DatabaseError::of_driver(
                ErrorKind::NotSupported,
                format!("the connection option \"{unsupported}\" is not supported; leave it out"),
            ));
        }
    }
    let set = |key: &str| settings.get(key).filter(|value| !value.is_empty());
    let in_home = |name: &str| environment.home().map(|home| home.join(".postgresql").join(name));
    let existing = |name: &str| in_home(name).filter(|path| path.exists());
    let mode = match set("sslmode").map(String::as_str) {
        None | Some("prefer") => TlsMode::Prefer,
        Some("disable") => TlsMode::Disable,
        Some("allow") => TlsMode::Allow,
        Some("require") => TlsMode::Require,
        Some("verify-ca") => TlsMode::VerifyCa,
        Some("verify-full") => TlsMode::VerifyFull,
        Some(other) => return Err(invalid(format!("invalid sslmode value: \"{other}\""))),
    };
    let roots = match set("sslrootcert") {
        Some(system) if system == "system" => Roots::System,
        Some(path) => Roots::File(path.into()),
        None => match existing("root.crt") {
            Some(path) => Roots::File(path),
            None => Roots::None { looked_at: in_home("root.crt") },
        },
    };
    Ok(TlsOptions {
        // libpq: trusting the public authorities makes sense only with the name checked.
        mode: if roots == Roots::System && mode > TlsMode::Disable { TlsMode::VerifyFull } else { mode },
        roots,
        certificate: set("sslcert").map(PathBuf::from).or_else(|| existing("postgresql.crt")),
        key: set("sslkey").map(PathBuf::from).or_else(|| existing("postgresql.key")),
    })
}

fn session_target(text: Option<&String>) -> Result<SessionTarget, DatabaseError> {
    Ok(match text.map(String::as_str) {
        None | Some("any") => SessionTarget::Any,
        Some("read-write") => SessionTarget::ReadWrite,
        Some("read-only") => SessionTarget::ReadOnly,
        Some("primary") => SessionTarget::Primary,
        Some("standby") => SessionTarget::Standby,
        Some("prefer-standby") => SessionTarget::PreferStandby,
        Some(other) => return Err(invalid(format!("invalid target_session_attrs value: \"{other}\""))),
    })
}

fn channel_binding(text: Option<&String>) -> Result<tokio_postgres::config::ChannelBinding, DatabaseError> {
    use tokio_postgres::config::ChannelBinding;
    Ok(match text.map(String::as_str) {
        None | Some("prefer") => ChannelBinding::Prefer,
        Some("disable") => ChannelBinding::Disable,
        Some("require") => ChannelBinding::Require,
        Some(other) => return Err(invalid(format!("invalid channel_binding value: \"{other}\""))),
    })
}

fn keepalive(settings: &BTreeMap<String, String>) -> Result<Keepalive, DatabaseError> {
    let duration = |key: &str| -> Result<Option<Duration>, DatabaseError> {
        Ok(seconds(settings, key)?.filter(|seconds| *seconds > 0.0).map(Duration::from_secs_f64))
    };
    Ok(Keepalive {
        off: settings.get("keepalives").is_some_and(|value| value == "0"),
        idle: duration("keepalives_idle")?,
        interval: duration("keepalives_interval")?,
        count: seconds(settings, "keepalives_count")?.filter(|count| *count > 0.0).map(|count| count as u32),
        user_timeout: seconds(settings, "tcp_user_timeout")?
            .filter(|milliseconds| *milliseconds > 0.0)
            .map(|milliseconds| Duration::from_secs_f64(milliseconds / 1000.0)),
    })
}

fn seconds(settings: &BTreeMap<String, String>, key: &str) -> Result<Option<f64>, DatabaseError> {
    let Some(text) = settings.get(key).filter(|text| !text.is_empty()) else { return Ok(None) };
    let number = text.trim().parse::<f64>().ok().filter(|number| number.is_finite() && number.abs() < 1e12);
    number.map(Some).ok_or_else(|| invalid(format!("invalid integer value \"{text}\" for connection option \"{key}\"")))
}
