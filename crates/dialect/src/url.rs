//! A database URL in parts.

use std::fmt;

/// A parsed database URL; parsing follows SQLAlchemy's `make_url`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Url {
    /// `postgresql+asyncpg`, as written.
    pub drivername: String,
    pub username: Option<String>,
    pub password: Option<String>,
    pub host: Option<String>,
    pub port: Option<u16>,
    pub database: Option<String>,
    /// In order; a repeated key stands several times.
    pub query: Vec<(String, String)>,
}

impl fmt::Debug for Url {
    /// Shows everything but the password, which must not reach a log.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hidden_in_query = |key: &str| key.contains("password");
        let query: Vec<(&str, &str)> = self
            .query
            .iter()
            .map(|(key, value)| (key.as_str(), if hidden_in_query(key) { "***" } else { value.as_str() }))
            .collect();
        formatter
            .debug_struct("Url")
            .field("drivername", &self.drivername)
            .field("username", &self.username)
            .field("password", &self.password.as_ref().map(|_| "***"))
            .field("host", &self.host)
            .field("port", &self.port)
            .field("database", &self.database)
            .field("query", &query)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_output_hides_passwords() {
        let url = Url {
            username: Some("me".into()),
            password: Some("s3cret".into()),
            query: vec![("password".into(), "s3cret".into()), ("host".into(), "h".into())],
            ..Url::default()
        };
        let shown = format!("{url:?}");
        assert!(!shown.contains("s3cret") && shown.contains("me") && shown.contains("***"), "{shown}");
    }
}
