//! Database URLs, read and written as SQLAlchemy's `make_url` and `URL` do.

use super::percent_encoding::{query_pairs, quote, quote_plus, unquote};
use super::python_text::int;
use indexmap::IndexMap;
use std::fmt;

/// Keys of a query that are passwords.
const PASSWORDS_OF_QUERY: [&str; 2] = ["password", "sslpassword"];

/// A database URL. It never shows its password unless asked: `Display` and `Debug` hide it.
#[derive(Clone, PartialEq, Eq)]
pub struct Url {
    /// `dialect` or `dialect+driver`.
    pub driver_name: String,
    pub username: Option<String>,
    pub password: Option<String>,
    pub host: Option<String>,
    pub port: Option<i64>,
    pub database: Option<String>,
    /// A key may stand in a query several times.
    pub query: IndexMap<String, Vec<String>>,
}

/// Why a text is no database URL, or one that nobody speaks. No message holds a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UrlError {
    /// The text does not begin with `name://`.
    #[error("Could not parse SQLAlchemy URL from given URL string")]
    NotAUrl { hint: String },
    /// The port is no number. The text itself may be part of a password and is therefore not shown.
    #[error("invalid literal for int() with base 10: '***'")]
    PortNotANumber,
    /// No dialect or driver of this name.
    #[error("Can't load plugin: sqlalchemy.dialects:{plugin}")]
    UnknownDialect { plugin: String },
    /// A dialect that SQLAlchemy has and we have not.
    #[error("database dialect '{dialect}' is not supported")]
    UnsupportedDialect { dialect: String },
}

impl UrlError {
    /// The name of Python's exception, as a traceback writes it.
    pub fn python_class(&self) -> &'static str {
        match self {
            Self::NotAUrl { .. } => "sqlalchemy.exc.ArgumentError",
            Self::PortNotANumber => "ValueError",
            Self::UnknownDialect { .. } => "sqlalchemy.exc.NoSuchModuleError",
            Self::UnsupportedDialect { .. } => "NotImplementedError",
        }
    }

    /// The way out.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::NotAUrl { hint } => hint.clone(),
            Self::PortNotANumber => {
                "what follows the last `:` of the host is the port; in a user name or password write `@` as `%40`, \
                 `:` as `%3A` and `/` as `%2F` (in an ini file with `%%` for `%`)"
                    .into()
            }
            Self::UnknownDialect { plugin } if plugin == "driver" => {
                "this is the URL of the template; set `sqlalchemy.url`, or `DATABASE_URL` in the environment or in \
                 `.env`"
                    .into()
            }
            Self::UnknownDialect { .. } | Self::UnsupportedDialect { .. } => {
                "write `postgresql://`, `sqlite://` or `mysql://`, with or without a driver such as `+asyncpg`".into()
            }
        })
    }
}

impl Url {
    /// Reads a URL.
    pub fn parse(text: &str) -> Result<Self, UrlError> {
        let (driver_name, rest) = split_driver_name(text).ok_or_else(|| not_a_url(text))?;
        let (username, password, rest) = split_user(rest);
        let (host, rest) = split_host(rest);
        let (port, rest) = split_port(rest);
        let (database, rest) = split_database(rest);
        let query = rest.strip_prefix('?').and_then(|query| query.split('\n').next());
        let port = port.map(|port| int(port).ok_or(UrlError::PortNotANumber)).transpose()?;
        let mut pairs: IndexMap<String, Vec<String>> = IndexMap::new();
        for (key, value) in query.into_iter().flat_map(query_pairs) {
            pairs.entry(key).or_default().push(value);
        }
        Ok(Self {
            driver_name: driver_name.into(),
            username: username.map(unquote),
            password: password.map(unquote),
            host: host.map(str::to_owned),
            port,
            database: database.map(unquote),
            query: pairs,
        })
    }

    /// Tells whether this is the URL that `init` writes and nobody has changed yet.
    pub fn is_template_placeholder(text: &str) -> bool {
        text.starts_with("driver://user:pass@localhost/dbname")
    }

    /// Tells whether a setting gives no URL: nothing, or what `init` wrote.
    pub fn is_unset(text: &str) -> bool {
        text.trim().is_empty() || Self::is_template_placeholder(text)
    }

    /// The name before `+`.
    pub fn backend_name(&self) -> &str {
        self.driver_name.split('+').next().unwrap_or_default()
    }

    /// Writes the URL with `***` for the password, as SQLAlchemy shows it, and for one in its query, too.
    pub fn with_hidden_password(&self) -> String {
        self.render(self.password.as_ref().map(|_| "***".to_owned()), |key, value| {
            if PASSWORDS_OF_QUERY.contains(&key) { "***".to_owned() } else { quote_plus(value) }
        })
    }

    /// Writes the URL with its password, to connect with.
    pub fn with_password(&self) -> String {
        self.render(self.password.as_ref().map(|password| quote(password, " +")), |_, value| quote_plus(value))
    }

    fn render(&self, password: Option<String>, shown: impl Fn(&str, &str) -> String) -> String {
        let mut written = format!("{}://", self.driver_name);
        if let Some(username) = &self.username {
            written.push_str(&quote(username, " +"));
            if let Some(password) = password {
                written.push(':');
                written.push_str(&password);
            }
            written.push('@');
        }
        match &self.host {
            Some(host) if host.contains(':') => written.push_str(&format!("[{host}]")),
            Some(host) => written.push_str(host),
            None => {}
        }
        if let Some(port) = self.port {
            written.push_str(&format!(":{port}"));
        }
        if let Some(database) = &self.database {
            written.push('/');
            written.push_str(&quote(database, " +/"));
        }
        let mut keys: Vec<&String> = self.query.keys().collect();
        keys.sort();
        let pairs: Vec<String> = keys
            .into_iter()
            .flat_map(|key| self.query[key].iter().map(move |value| (key, value)))
            .map(|(key, value)| format!("{}={}", quote_plus(key), shown(key, value)))
            .collect();
        if !self.query.is_empty() {
            written.push('?');
            written.push_str(&pairs.join("&"));
        }
        written
    }
}

impl fmt::Display for Url {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.with_hidden_password())
    }
}

impl fmt::Debug for Url {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Url({})", self.with_hidden_password())
    }
}

fn split_driver_name(text: &str) -> Option<(&str, &str)> {
    let (name, rest) = text.split_once("://")?;
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '+');
    is_name.then_some((name, rest))
}

/// Splits `user:password@` off. A password goes to the first `@`, a lone user name to the last before `:` or `/`.
fn split_user(text: &str) -> (Option<&str>, Option<&str>, &str) {
    let end = text.find([':', '/']).unwrap_or(text.len());
    if let Some(secret) = text[end..].strip_prefix(':')
        && let Some((password, rest)) = secret.split_once('@')
    {
        return (Some(&text[..end]), Some(password), rest);
    }
    match text[..end].rfind('@') {
        Some(at) => (Some(&text[..at]), None, &text[at + 1..]),
        None => (None, None, text),
    }
}

fn split_host(text: &str) -> (Option<&str>, &str) {
    if let Some(inside) = text.strip_prefix('[') {
        let reach = inside.find(['/', '?']).unwrap_or(inside.len());
        if let Some(end) = inside[..reach].rfind(']').filter(|end| *end > 0) {
            return (Some(&inside[..end]), &inside[end + 1..]);
        }
    }
    let end = text.find(['/', ':', '?']).unwrap_or(text.len());
    (Some(&text[..end]).filter(|host| !host.is_empty()), &text[end..])
}

fn split_port(text: &str) -> (Option<&str>, &str) {
    let Some(after) = text.strip_prefix(':') else { return (None, text) };
    let end = after.find(['/', '?']).unwrap_or(after.len());
    (Some(&after[..end]), &after[end..])
}

fn split_database(text: &str) -> (Option<&str>, &str) {
    let Some(after) = text.strip_prefix('/') else { return (None, text) };
    let end = after.find('?').unwrap_or(after.len());
    (Some(&after[..end]), &after[end..])
}

fn not_a_url(text: &str) -> UrlError {
    let name = text.split("://").next().unwrap_or_default();
    let hint = if text.trim().is_empty() {
        "the URL is empty; set `sqlalchemy.url`, or `DATABASE_URL` in the environment or in `.env`"
    } else if text.starts_with(['"', '\'']) {
        "write the URL without quotes"
    } else if text.starts_with(char::is_whitespace) {
        "the URL begins with a space"
    } else if text.contains("://") && name.contains('-') {
        "the part before `://` has no `-`; write for example `postgresql+psycopg2://`"
    } else {
        "a URL looks like `postgresql://user:password@host:5432/database` or `sqlite:///file.db`"
    };
    UrlError::NotAUrl { hint: hint.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        for text in ["postgresql://u:s3cret@h/d", "postgresql://u:s3cret@h/d?password=s3cret&a=b", "pg://:s3cret@h"] {
            let url = Url::parse(text).unwrap();
            assert!(!format!("{url} {url:?}").contains("s3cret"), "{text}");
        }
        for text in ["postgresql://user:s3cret", "s3cret", "postgresql://u:a@b:s3cret@h", "post-gres://u:s3cret@h"] {
            let error = Url::parse(text).unwrap_err();
            assert!(!format!("{error} {error:?} {:?}", error.hint()).contains("s3cret"), "{text}");
        }
    }

    #[test]
    fn the_placeholder_of_the_templates_is_known() {
        assert!(Url::is_template_placeholder("driver://user:pass@localhost/dbname2"));
        assert!(!Url::is_template_placeholder("sqlite:///driver.db"));
        assert!(Url::is_unset(" ") && !Url::is_unset("sqlite://"));
    }
}
