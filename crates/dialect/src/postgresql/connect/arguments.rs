//! The URL and `connect_args` as settings under libpq's names, whichever driver they were written for.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::error::invalid;
use crate::{DatabaseError, ErrorKind, Url};

/// Settings by libpq's name, and asyncpg's `server_settings`.
#[derive(Debug, Default)]
pub(super) struct Arguments {
    pub settings: BTreeMap<String, String>,
    pub server_settings: BTreeMap<String, String>,
}

/// Names that mean the same in libpq and here.
const KNOWN: &[&str] = &[
    "application_name",
    "channel_binding",
    "command_timeout",
    "connect_timeout",
    "dbname",
    "fallback_application_name",
    "host",
    "hostaddr",
    "keepalives",
    "keepalives_count",
    "keepalives_idle",
    "keepalives_interval",
    "options",
    "passfile",
    "password",
    "port",
    "require_auth",
    "service",
    "servicefile",
    "sslcert",
    "sslcrl",
    "sslcrldir",
    "sslkey",
    "sslmode",
    "sslpassword",
    "sslrootcert",
    "target_session_attrs",
    "tcp_user_timeout",
    "user",
];

/// Other drivers' names of the same things.
const RENAMED: &[(&str, &str)] =
    &[("database", "dbname"), ("username", "user"), ("timeout", "connect_timeout"), ("ssl", "sslmode")];

/// What concerns only the Python side of a driver, or what we always do one way.
const WITHOUT_EFFECT: &[&str] = &[
    "async_creator_fn",
    "async_fallback",
    "autocommit",
    "client_encoding",
    "connection_class",
    "connection_factory",
    "context",
    "cursor_factory",
    "gssdelegation",
    "gssencmode",
    "gsslib",
    "krbsrvname",
    "load_balance_hosts",
    "loop",
    "max_cacheable_statement_size",
    "max_cached_statement_lifetime",
    "prepare_threshold",
    "prepared_statement_cache_size",
    "prepared_statement_name_func",
    "record_class",
    "row_factory",
    "ssl_max_protocol_version",
    "ssl_min_protocol_version",
    "sslcompression",
    "sslsni",
    "statement_cache_size",
    "tcp_keepalive",
];

pub(super) fn gather(url: &Url, connect_args: &Map<String, Json>) -> Result<Arguments, DatabaseError> {
    let mut arguments = Arguments::default();
    let parts = [("user", &url.username), ("password", &url.password), ("host", &url.host), ("dbname", &url.database)];
    for (key, part) in parts {
        if let Some(part) = part {
            arguments.settings.insert(key.to_owned(), part.clone());
        }
    }
    if let Some(port) = url.port {
        arguments.settings.insert("port".into(), port.to_string());
    }
    add_hosts(url, &mut arguments.settings)?;
    for (key, value) in url.query.iter().filter(|(key, _)| key != "host" && key != "port") {
        arguments.add(key, value.clone())?;
    }
    for (key, value) in connect_args {
        match (key.as_str(), value) {
            ("server_settings", Json::Object(fields)) => arguments.add_server_settings(fields),
            ("ssl", Json::Bool(true)) => {
                arguments.settings.insert("sslmode".into(), "verify-full".into());
                arguments.settings.entry("sslrootcert".into()).or_insert_with(|| "system".into());
            }
            ("ssl", Json::Bool(false)) => arguments.add("sslmode", "disable".into())?,
            (_, Json::Null) => {}
            (_, Json::Array(items)) => {
                let items: Vec<String> = items.iter().map(text).collect();
                arguments.add(key, items.join(","))?;
            }
            (_, value) => arguments.add(key, text(value))?,
        }
    }
    Ok(arguments)
}

impl Arguments {
    fn add(&mut self, key: &str, value: String) -> Result<(), DatabaseError> {
        let renamed = RENAMED.iter().find(|(name, _)| *name == key).map_or(key, |(_, name)| name);
        if KNOWN.contains(&renamed) {
            self.settings.insert(renamed.to_owned(), value);
            Ok(())
        } else if WITHOUT_EFFECT.contains(&key) {
            Ok(())
        } else {
            let message = format!("invalid dsn: invalid connection option \"{key}\"");
            Err(DatabaseError::of_driver(ErrorKind::Programming, message))
        }
    }

    /// The name of the application has a place of its own in the start-up message.
    fn add_server_settings(&mut self, fields: &Map<String, Json>) {
        for (name, value) in fields {
            if name == "application_name" {
                self.settings.insert(name.clone(), text(value));
            } else {
                self.server_settings.insert(name.clone(), text(value));
            }
        }
    }
}

/// SQLAlchemy's three ways to name several hosts: `host=h1:p1&host=h2:p2`, `host=h1,h2&port=p1,p2`, `host=h1:p1`.
fn add_hosts(url: &Url, settings: &mut BTreeMap<String, String>) -> Result<(), DatabaseError> {
    let all = |wanted: &str| -> Vec<&str> {
        url.query.iter().filter(|(key, _)| key == wanted).map(|(_, value)| value.as_str()).collect()
    };
    let (hosts, ports) = (all("host"), all("port"));
    let has_port = |host: &str| !host.starts_with('/') && host.matches(':').count() == 1;
    let carries_port = match hosts.as_slice() {
        [] => false,
        [host] => ports.is_empty() && !host.contains(',') && has_port(host),
        _ => true,
    };
    if carries_port && !ports.is_empty() {
        return Err(DatabaseError::of_driver(
            ErrorKind::Programming,
            "Can't mix 'multihost' formats together; use \"host=h1,h2,h3&port=p1,p2,p3\" or \
             \"host=h1:p1&host=h2:p2&host=h3:p3\" separately",
        ));
    }
    if carries_port {
        let divided = |host: &'_ str| host.rfind(':').filter(|_| has_port(host)).unwrap_or(host.len());
        let pairs: Vec<(&str, &str)> = hosts
            .iter()
            .map(|host| host.split_at(divided(host)))
            .map(|(host, port)| (host, port.trim_start_matches(':')))
            .collect();
        let join = |part: fn(&(&str, &str)) -> String| pairs.iter().map(part).collect::<Vec<_>>().join(",");
        settings.insert("host".into(), join(|(host, _)| (*host).to_owned()));
        if pairs.iter().any(|(_, port)| !port.is_empty()) {
            settings.insert("port".into(), join(|(_, port)| (*port).to_owned()));
        }
        return Ok(());
    }
    if !hosts.is_empty() {
        settings.insert("host".into(), hosts.join(","));
    }
    if !ports.is_empty() {
        settings.insert("port".into(), ports.join(","));
    }
    if settings
        .get("port")
        .is_some_and(|ports| ports.split(',').any(|port| !port.is_empty() && port.parse::<u16>().is_err()))
    {
        return Err(invalid(format!("invalid port number: \"{}\"", settings["port"])));
    }
    Ok(())
}

fn text(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}
