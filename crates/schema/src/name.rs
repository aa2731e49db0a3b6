//! Names of tables, columns and namespaces, with SQLAlchemy's wish to quote or not.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An identifier as the user wrote it. `quote` is SQLAlchemy's `quoted_name(…, quote)`: `None` lets the dialect decide.
///
/// On the wire a plain string, or `{"text": "x", "quote": true}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "WireName", into = "WireName")]
pub struct Name {
    pub text: String,
    pub quote: Option<bool>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(untagged)]
enum WireName {
    Plain(String),
    Quoted { text: String, quote: Option<bool> },
}

impl From<WireName> for Name {
    fn from(wire: WireName) -> Self {
        match wire {
            WireName::Plain(text) => Self { text, quote: None },
            WireName::Quoted { text, quote } => Self { text, quote },
        }
    }
}

impl From<Name> for WireName {
    fn from(name: Name) -> Self {
        match name.quote {
            None => Self::Plain(name.text),
            quote => Self::Quoted { text: name.text, quote },
        }
    }
}

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), quote: None }
    }
}

impl From<String> for Name {
    fn from(text: String) -> Self {
        Self { text, quote: None }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

/// A table's name with the namespace (`schema=` in SQLAlchemy) it lives in; `None` is the connection's default.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TableName {
    #[serde(default)]
    pub namespace: Option<Name>,
    pub name: Name,
}

impl From<&str> for TableName {
    fn from(name: &str) -> Self {
        Self { namespace: None, name: name.into() }
    }
}

impl fmt::Display for TableName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.namespace {
            Some(namespace) => write!(formatter, "{namespace}.{}", self.name),
            None => self.name.fmt(formatter),
        }
    }
}
