//! The settings of a project: `alembic.ini`, `pyproject.toml`, `.env` and database URLs.
//!
//! This is the one place that reads settings files and the environment; everything else gets values.
//! What a file says means exactly what it means to Alembic: Python's `ConfigParser` rules for the ini,
//! `%(here)s` in every TOML string, the ini before TOML key by key.

mod deprecation;
mod dotenv;
mod driver;
mod environment;
mod error;
mod file;
mod hooks;
mod ini;
mod ini_error;
mod ini_reader;
mod interpolation;
mod logging;
mod logging_error;
mod own_packages;
pub(crate) mod own_settings;
mod path_list;
mod percent;
mod percent_encoding;
mod person;
mod pyproject;
mod python_text;
#[cfg(test)]
mod recorded;
mod script_settings;
mod settings;
mod url;

pub use deprecation::{Deprecation, WarningAction, deprecation_action};
pub(crate) use dotenv::{DATABASE_DIRECT_URL, url_of_variable};
pub use dotenv::{DotEnv, DotEnvValue, Precedence, database_url};
pub use driver::{Backend, Driver, Waiting};
pub use environment::Environment;
pub use error::{ConfigError, Ending};
pub(crate) use file::read_text;
pub use file::site_packages;
pub use hooks::PostWriteHook;
pub use ini::{DEFAULT, Ini, Options};
pub use ini_error::IniError;
pub use logging::{Destination, Formatter, Handler, Level, Logger, LoggingConfig};
pub use logging_error::LoggingError;
pub use own_packages::own_packages;
pub use percent::PercentError;
pub(crate) use person::person;
pub use pyproject::{OptionValue, Pyproject};
pub use script_settings::{Location, ScriptSettings};
pub use settings::{Config, ConfigFiles};
pub use url::{Url, UrlError};
