//! What can go wrong with the settings: Alembic's sentence where it has one, and the way out.

use super::ini_error::IniError;
use super::percent::PercentError;
use super::python_text::{not_an_int, repr};

/// An error of the settings files.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// Two ini files were given with `-c`.
    #[error("only one ini file may be indicated")]
    SecondIni,
    /// Two `pyproject.toml` files were given with `-c`.
    #[error("pyproject.toml indicated more than once")]
    SecondPyproject,
    /// No file says where the scripts are. `unread` is the ini file that is there but cannot be read.
    #[error("No 'script_location' key found in configuration.")]
    NoScriptLocation { ini: Option<String>, toml: Option<String>, section: String, unread: Option<String> },
    /// A key was asked for in a section that the ini file does not have.
    #[error(
        "No config file {} found, or file has no '[{section}]' section",
        .file.as_deref().map_or("None".into(), repr)
    )]
    NoSuchSection { file: Option<String>, section: String },
    /// The ini file cannot be parsed, or a value in it cannot be expanded.
    #[error(transparent)]
    Ini(#[from] IniError),
    /// A file that is not UTF-8 text.
    #[error("'{file}' is not UTF-8 text: byte 0x{byte:02x} in line {line}")]
    NotUtf8 { file: String, line: usize, byte: u8 },
    /// A file with a NUL byte in it.
    #[error("'{file}' is not text: NUL byte in line {line}")]
    NulByte { file: String, line: usize },
    /// A file that is there and cannot be read.
    #[error("'{file}' cannot be read: {source}")]
    Unreadable { file: String, source: std::io::Error },
    /// A `pyproject.toml` that is not TOML.
    #[error("{file} is not valid TOML: {message} (at line {line}, column {column})")]
    BrokenToml { file: String, line: usize, column: usize, message: String },
    /// `tool.alembic` is something else than a table.
    #[error("Incorrect TOML format")]
    IncorrectToml { file: String },
    /// A key must be `true` or `false` and is not.
    #[error("boolean value expected for TOML parameter {}", repr(.name))]
    BooleanExpected { name: String },
    /// A float or a date where no key has one.
    #[error("unsupported TOML value type for key: {}", repr(.name))]
    UnsupportedTomlType { name: String },
    /// A list of tables with something else among them.
    #[error("{} object has no attribute {}", repr(.python_type), repr(.attribute))]
    NoAttribute { name: String, python_type: &'static str, attribute: String },
    /// A string of `pyproject.toml` with a wrong `%`, or a value that is no string.
    #[error("{source}")]
    Unformattable { file: String, name: String, source: PercentError },
    /// A key has a type that it cannot have.
    #[error("'{name}' in {file} must be {wanted}")]
    WrongType { file: String, name: String, wanted: &'static str },
    /// `path_separator` names no known separator.
    #[error("'{value}' is not a valid value for {name}; expected 'space', 'newline', 'os', ':', ';'")]
    UnknownSeparator { name: String, value: String },
    /// A number is not one.
    #[error("{}", not_an_int(.value))]
    NotAnInteger { name: String, value: String },
    /// A number is below zero.
    #[error("'{name}' must not be negative: {value}")]
    Negative { name: String, value: i64 },
    /// A yes-or-no key says neither.
    #[error("String is not true/false: {}", repr(.value))]
    NotTrueOrFalse { name: String, value: String },
    /// A key of `[limbeck]` that is not known.
    #[error("{section} of {file} has no key '{name}'")]
    UnknownSetting {
        name: String,
        section: String,
        file: String,
        similar: Option<&'static str>,
        known: Vec<&'static str>,
    },
    /// A `[[tool.alembic.post_write_hooks]]` table without a name.
    #[error("'name'")]
    HookWithoutName,
    /// A post-write hook without a type.
    #[error("Key '{hook}.type' (or 'type' in toml) is required for post write hook {}", repr(.hook))]
    HookWithoutType { hook: String },
    /// A post-write hook lacks a key that its type needs.
    #[error("Key {hook}.{option} is required for post write hook {}", repr(.hook))]
    HookWithoutOption { hook: String, option: String },
}

/// How Alembic ends on an error: the command line decides stream and exit status by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// `FAILED: <sentence>` on standard output, exit status 255.
    Failed,
    /// An exception that nobody catches: class and sentence on standard error, exit status 1.
    Uncaught,
}

impl ConfigError {
    /// How Alembic ends on this error.
    pub fn ending(&self) -> Ending {
        match self {
            Self::SecondIni | Self::SecondPyproject => Ending::Uncaught,
            _ if self.python_class() == COMMAND_ERROR => Ending::Failed,
            _ => Ending::Uncaught,
        }
    }

    /// The name of Python's exception, as a traceback writes it.
    pub fn python_class(&self) -> &'static str {
        match self {
            Self::SecondIni
            | Self::SecondPyproject
            | Self::NoScriptLocation { .. }
            | Self::NoSuchSection { .. }
            | Self::IncorrectToml { .. }
            | Self::BooleanExpected { .. }
            | Self::UnsupportedTomlType { .. }
            | Self::HookWithoutType { .. }
            | Self::HookWithoutOption { .. }
            | Self::UnknownSetting { .. } => COMMAND_ERROR,
            Self::Ini(error) => error.python_class(),
            Self::Unformattable { source, .. } => source.python_class(),
            Self::NotUtf8 { .. } => "UnicodeDecodeError",
            Self::Unreadable { .. } => "OSError",
            Self::BrokenToml { .. } => "tomllib.TOMLDecodeError",
            Self::NoAttribute { .. } => "AttributeError",
            Self::WrongType { .. } => "TypeError",
            Self::HookWithoutName => "KeyError",
            Self::NulByte { .. }
            | Self::UnknownSeparator { .. }
            | Self::NotAnInteger { .. }
            | Self::Negative { .. }
            | Self::NotTrueOrFalse { .. } => "ValueError",
        }
    }

    /// The way out, where we know one.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::SecondIni => Some("`-c` takes one ini file and one `pyproject.toml`".into()),
            Self::SecondPyproject => Some("`-c` takes one `pyproject.toml` and one ini file".into()),
            Self::NoScriptLocation { unread: Some(reason), .. } => Some(format!("the ini file was skipped: {reason}")),
            Self::NoScriptLocation { ini, toml, section, .. } => {
                let places = [ini.as_ref().map(|file| format!("`[{section}]` of {file}"))]
                    .into_iter()
                    .chain([toml.as_ref().map(|file| format!("`[tool.alembic]` of {file}"))])
                    .flatten()
                    .collect::<Vec<_>>();
                Some(match places.is_empty() {
                    true => "set `script_location`".into(),
                    false => format!(
                        "set `script_location` in {}, name another file with `-c`, or begin with `init`",
                        places.join(" or ")
                    ),
                })
            }
            Self::NoSuchSection { .. } => Some("name the file with `-c` and its section with `-n`".into()),
            Self::Ini(error) => error.hint(),
            Self::NotUtf8 { .. } => Some("save the file as UTF-8".into()),
            Self::NulByte { .. } => Some("the file may be UTF-16 or damaged; save it as UTF-8".into()),
            Self::Unreadable { .. } => Some("check that it is a file and that you may read it".into()),
            Self::BrokenToml { .. } => Some("mend that line; the file is read for its table `[tool.alembic]`".into()),
            Self::IncorrectToml { file } => Some(format!("write one table `[tool.alembic]` in {file}")),
            Self::BooleanExpected { name } => {
                Some(format!("write `{name} = true` or `{name} = false`, without quotes"))
            }
            Self::UnsupportedTomlType { .. } => Some("write a string, a whole number, a boolean or a list".into()),
            Self::NoAttribute { name, .. } => Some(format!("`{name}` is a list; let all its items be tables")),
            Self::Unformattable { file, name, source } => {
                source.hint().map(|hint| format!("in `{name}` of {file}: {hint}"))
            }
            Self::WrongType { .. } => None,
            Self::UnknownSeparator { name, .. } => Some(format!("write `{name} = os`")),
            Self::NotAnInteger { name, .. } => Some(format!("`{name}` is a whole number")),
            Self::Negative { .. } => None,
            Self::NotTrueOrFalse { name, .. } => Some(format!("write `{name} = true` or `{name} = false`")),
            Self::UnknownSetting { similar: Some(similar), .. } => Some(format!("did you mean `{similar}`?")),
            Self::UnknownSetting { known, .. } => Some(format!("it has: {}", known.join(", "))),
            Self::HookWithoutName => Some("give each `[[tool.alembic.post_write_hooks]]` a `name`".into()),
            Self::HookWithoutType { hook } => Some(format!(
                "set `{hook}.type` to `exec`, `module` or `console_scripts`; keys in an ini file are lower case"
            )),
            Self::HookWithoutOption { .. } => None,
        }
    }
}

const COMMAND_ERROR: &str = "alembic.util.exc.CommandError";
