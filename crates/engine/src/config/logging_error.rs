//! What can go wrong in the logging sections of an ini file, in the words of Python.

use super::ini_error::IniError;
use super::python_text::{not_an_int, repr};

/// An error of the logging sections.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LoggingError {
    /// A section that is needed.
    #[error("{}", repr(.section))]
    NoSection { section: String },
    /// A key that is needed.
    #[error("{}", repr(.option))]
    NoOption { section: String, option: String },
    /// A logger or handler names something that is not in the lists.
    #[error("{}", repr(.name))]
    NotListed { kind: &'static str, name: String },
    /// `[loggers]` does not list `root`.
    #[error("list.remove(x): x not in list")]
    NoRoot,
    /// A level that Python does not know.
    #[error("Unknown level: {}", repr(.level))]
    UnknownLevel { section: String, level: String },
    /// `propagate` is no number.
    #[error("{}", not_an_int(.value))]
    PropagateNotANumber { section: String, value: String },
    /// A style that is not one of three.
    #[error("Style must be one of: %,{{,$")]
    UnknownStyle { section: String },
    /// A format without any field.
    #[error("Invalid format '{format}' for '%' style")]
    InvalidFormat { section: String, format: String },
    /// The ini file itself.
    #[error(transparent)]
    Ini(#[from] IniError),
}

impl LoggingError {
    /// The name of Python's exception, as a traceback writes it.
    pub fn python_class(&self) -> &'static str {
        match self {
            Self::NoSection { .. } | Self::NoOption { .. } | Self::NotListed { .. } => "KeyError",
            Self::NoRoot
            | Self::UnknownLevel { .. }
            | Self::PropagateNotANumber { .. }
            | Self::UnknownStyle { .. }
            | Self::InvalidFormat { .. } => "ValueError",
            Self::Ini(error) => error.python_class(),
        }
    }

    /// The way out.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::NoSection { section } => format!("the ini file has no section `[{section}]`"),
            Self::NoOption { section, option } => format!("set `{option}` in section `[{section}]`"),
            Self::NotListed { kind, name } => format!("add `{name}` to `keys` of section `[{kind}]`"),
            Self::NoRoot => "add `root` to `keys` of section `[loggers]`".into(),
            Self::UnknownLevel { section, .. } => {
                format!("in section `[{section}]` write DEBUG, INFO, WARNING, ERROR, CRITICAL or NOTSET")
            }
            Self::PropagateNotANumber { section, .. } => format!("in section `[{section}]` write 1 or 0"),
            Self::UnknownStyle { section } => format!("in section `[{section}]` write `style = %`"),
            Self::InvalidFormat { section, .. } => format!("in section `[{section}]` use fields such as `%(message)s`"),
            Self::Ini(error) => return error.hint(),
        })
    }
}
