//! `[tool.alembic]` and `[tool.limbeck]` of `pyproject.toml`.

use super::error::ConfigError;
use super::percent::{self, PercentError};
use indexmap::IndexMap;
use serde::Serialize;
use toml::Value;

/// The settings of a table in `[tool]` and the names that its strings may use, such as `%(here)s`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pyproject {
    file: String,
    settings: toml::Table,
    arguments: IndexMap<String, String>,
}

/// A setting as Alembic hands it on: a string from the ini, or any of these from TOML.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum OptionValue {
    Text(String),
    Integer(i64),
    Boolean(bool),
    List(Vec<String>),
    Table(IndexMap<String, String>),
    Tables(Vec<IndexMap<String, String>>),
}

impl Pyproject {
    /// Reads the text of a `pyproject.toml`; without `[tool.alembic]` it has no settings.
    pub fn parse(text: &str, file: &str, arguments: IndexMap<String, String>) -> Result<Self, ConfigError> {
        Self::parse_tool(text, file, "alembic", arguments)
    }

    /// Reads `[tool.NAME]` of a `pyproject.toml`; without it there are no settings.
    pub fn parse_tool(
        text: &str,
        file: &str,
        name: &str,
        arguments: IndexMap<String, String>,
    ) -> Result<Self, ConfigError> {
        let mut document: toml::Table = text.parse().map_err(|error| broken(text, file, &error))?;
        let tool = match document.remove("tool") {
            None => toml::Table::new(),
            Some(Value::Table(tool)) => tool,
            Some(_) => return Err(ConfigError::IncorrectToml { file: file.into() }),
        };
        let settings = match tool.get(name) {
            None => toml::Table::new(),
            Some(Value::Table(settings)) => settings.clone(),
            Some(_) => return Err(ConfigError::IncorrectToml { file: file.into() }),
        };
        Ok(Self { file: file.into(), settings, arguments })
    }

    /// Returns the settings as they are written: `%(here)s` still stands in them.
    pub fn raw(&self) -> &toml::Table {
        &self.settings
    }

    /// Names of the settings, in file order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.settings.keys().map(String::as_str)
    }

    /// Tells whether there is any setting at all.
    pub fn is_empty(&self) -> bool {
        self.settings.is_empty()
    }

    /// Returns a setting, with `%(here)s` and `%%` replaced in every string of it.
    pub fn get(&self, name: &str) -> Result<Option<OptionValue>, ConfigError> {
        let Some(value) = self.settings.get(name) else { return Ok(None) };
        Ok(Some(match value {
            Value::String(text) => OptionValue::Text(self.format(name, text)?),
            Value::Integer(number) => OptionValue::Integer(*number),
            Value::Boolean(truth) => OptionValue::Boolean(*truth),
            Value::Array(items) if matches!(items.first(), Some(Value::Table(_))) => {
                OptionValue::Tables(items.iter().map(|item| self.table_in_list(name, item)).collect::<Result<_, _>>()?)
            }
            Value::Array(items) => {
                OptionValue::List(items.iter().map(|item| self.text(name, item)).collect::<Result<_, _>>()?)
            }
            Value::Table(table) => OptionValue::Table(self.table(name, table)?),
            Value::Float(_) | Value::Datetime(_) => {
                return Err(ConfigError::UnsupportedTomlType { name: name.into() });
            }
        }))
    }

    /// Returns a setting that must be `true` or `false`; `false` where it is missing.
    pub fn boolean(&self, name: &str) -> Result<bool, ConfigError> {
        match self.settings.get(name) {
            None => Ok(false),
            Some(Value::Boolean(truth)) => Ok(*truth),
            Some(_) => Err(ConfigError::BooleanExpected { name: name.into() }),
        }
    }

    fn table(&self, name: &str, table: &toml::Table) -> Result<IndexMap<String, String>, ConfigError> {
        table.iter().map(|(key, value)| Ok((key.clone(), self.text(name, value)?))).collect()
    }

    fn table_in_list(&self, name: &str, item: &Value) -> Result<IndexMap<String, String>, ConfigError> {
        match item {
            Value::Table(table) => self.table(name, table),
            _ => Err(ConfigError::NoAttribute {
                name: name.into(),
                python_type: python_type(item),
                attribute: "items".into(),
            }),
        }
    }

    fn text(&self, name: &str, value: &Value) -> Result<String, ConfigError> {
        match value {
            Value::String(text) => self.format(name, text),
            _ => {
                let message = format!("unsupported operand type(s) for %: '{}' and 'dict'", python_type(value));
                Err(self.unformattable(name, PercentError::WrongType { message }))
            }
        }
    }

    fn format(&self, name: &str, text: &str) -> Result<String, ConfigError> {
        percent::format(text, &self.arguments).map_err(|source| self.unformattable(name, source))
    }

    fn unformattable(&self, name: &str, source: PercentError) -> ConfigError {
        ConfigError::Unformattable { file: self.file.clone(), name: name.into(), source }
    }
}

fn python_type(value: &Value) -> &'static str {
    match value {
        Value::String(_) => "str",
        Value::Integer(_) => "int",
        Value::Float(_) => "float",
        Value::Boolean(_) => "bool",
        Value::Datetime(moment) => match (&moment.date, &moment.time) {
            (Some(_), Some(_)) => "datetime.datetime",
            (Some(_), None) => "datetime.date",
            _ => "datetime.time",
        },
        Value::Array(_) => "list",
        Value::Table(_) => "dict",
    }
}

fn broken(text: &str, file: &str, error: &toml::de::Error) -> ConfigError {
    let start = error.span().map_or(0, |span| span.start).min(text.len());
    let before = text.get(..start).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let message = error.message().lines().collect::<Vec<_>>().join(", ");
    ConfigError::BrokenToml { file: file.into(), line, column, message }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn parse(text: &str) -> Pyproject {
        Pyproject::parse(text, "pyproject.toml", IndexMap::from([("here".into(), "/p".into())])).unwrap()
    }

    #[test]
    fn every_string_knows_here() {
        let found = parse("[tool.alembic]\na = '%(here)s/x'\nb = ['%(here)s', '50%%']\n");
        assert_eq!(found.get("a").unwrap(), Some(OptionValue::Text("/p/x".into())));
        assert_eq!(found.get("b").unwrap(), Some(OptionValue::List(vec!["/p".into(), "50%".into()])));
        assert_eq!(found.get("c").unwrap(), None);
    }

    #[test]
    fn broken_toml_names_file_line_and_column() {
        let error = Pyproject::parse("[a]\n[tool.alembic\n", "pyproject.toml", IndexMap::new()).unwrap_err();
        let text = error.to_string();
        assert!(text.contains("pyproject.toml") && text.contains("line 2, column 14"), "{text}");
    }

    #[test]
    fn a_project_without_the_section_has_no_settings() {
        assert!(parse("[project]\nname = 'x'\n").is_empty());
    }
}
