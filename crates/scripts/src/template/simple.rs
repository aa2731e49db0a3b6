//! Renders, without any Python, the templates that use only the forms of the stock `script.py.mako`.

use super::lexer;
use super::node::Kind;

/// A value of a template variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    None,
    Text(String),
    Tuple(Vec<String>),
    List(Vec<String>),
    /// A value that is known only by how `str` writes it, such as the create date.
    Shown(String),
    /// A variable that the template may name but that nobody gave; it counts as false.
    Undefined,
}

/// The variables of a template by name.
pub type Variables<'v> = [(&'v str, Value)];

/// Renders the template if it uses nothing but plain text, comments and these expressions on the given variables:
/// `${name}`, `${repr(name)}`, `${name if name else "text"}`, `${name | comma,n}`. `None` means "use the compiler".
pub fn render_simple(template: &str, variables: &Variables<'_>) -> Option<String> {
    let nodes = lexer::parse(template).ok()?;
    let mut output = String::with_capacity(template.len());
    for node in nodes {
        match node.kind {
            Kind::Text(text) => output.push_str(&text),
            Kind::TextTag { text, filters } if filters.is_empty() => output.push_str(&text),
            Kind::Expression { code, filters, .. } => {
                let filters: Vec<&str> = filters.iter().map(|filter| filter.code.as_str()).collect();
                output.push_str(&expression(code.trim(), &filters, variables)?);
            }
            _ => return None,
        }
    }
    Some(output)
}

fn expression(code: &str, filters: &[&str], variables: &Variables<'_>) -> Option<String> {
    let value = |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value);
    match filters {
        [] => {}
        ["comma", "n"] | ["n", "comma"] => return value(code)?.joined(),
        _ => return None,
    }
    if let Some(value) = value(code) {
        return value.shown();
    }
    if let Some(name) = code.strip_prefix("repr(").and_then(|rest| rest.strip_suffix(')')) {
        return value(name.trim())?.represented();
    }
    let (name, rest) = code.split_once(" if ")?;
    let (condition, otherwise) = rest.split_once(" else ")?;
    if name.trim() != condition.trim() {
        return None;
    }
    match value(name.trim())? {
        value if value.is_true() => value.shown(),
        _ => quoted(otherwise.trim()),
    }
}

/// Reads a text in single or double quotes that needs no interpretation.
fn quoted(literal: &str) -> Option<String> {
    let quote = literal.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let text = literal.strip_prefix(quote)?.strip_suffix(quote)?;
    (!text.contains([quote, '\\', '\n'])).then(|| text.to_owned())
}

impl Value {
    /// Returns what `str(value)` gives; an undefined variable has no text.
    fn shown(&self) -> Option<String> {
        match self {
            Self::Text(text) | Self::Shown(text) => Some(text.clone()),
            other => other.represented(),
        }
    }

    /// Returns what `repr(value)` gives, as far as it is known.
    fn represented(&self) -> Option<String> {
        match self {
            Self::None => Some(pysource::none().to_owned()),
            Self::Text(text) => Some(pysource::text(text)),
            Self::Tuple(texts) => Some(pysource::tuple(texts)),
            Self::List(texts) => Some(pysource::list(texts)),
            Self::Shown(_) | Self::Undefined => None,
        }
    }

    /// Returns what Alembic's `comma` filter gives.
    fn joined(&self) -> Option<String> {
        match self {
            Self::None => Some(String::new()),
            Self::Text(text) => Some(text.clone()),
            Self::Tuple(texts) | Self::List(texts) => Some(texts.join(", ")),
            Self::Shown(_) | Self::Undefined => None,
        }
    }

    fn is_true(&self) -> bool {
        match self {
            Self::None | Self::Undefined => false,
            Self::Text(text) => !text.is_empty(),
            Self::Tuple(texts) | Self::List(texts) => !texts.is_empty(),
            Self::Shown(_) => true,
        }
    }
}
