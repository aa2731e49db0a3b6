//! Everything that a script directory needs to know, read in the order in which Alembic reads it.

use super::deprecation::Deprecation;
use super::error::ConfigError;
use super::hooks::{self, PostWriteHook};
use super::path_list;
use super::pyproject::OptionValue;
use super::python_text::{int, pathlib_text, strip};
use super::settings::Config;
use std::path::PathBuf;

const FILE_TEMPLATE: &str = "%(rev)s_%(slug)s";
const SLUG_LENGTH: usize = 40;

/// Where scripts are: a folder, or a folder inside a Python package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// A path; a relative one begins at the working directory.
    Directory(PathBuf),
    /// `package:folder`, found through the Python path.
    Resource { package: String, parts: Vec<String> },
}

impl std::fmt::Display for Location {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Directory(path) => path.display().fmt(formatter),
            Self::Resource { package, parts } => write!(formatter, "{package}:{}", parts.join(":")),
        }
    }
}

impl Location {
    /// Reads a path or `package:folder`.
    pub fn parse(text: &str) -> Self {
        if !text.starts_with('/')
            && let Some((package, rest)) = text.split_once(':')
        {
            return Self::Resource { package: package.into(), parts: rest.split(':').map(str::to_owned).collect() };
        }
        Self::Directory(pathlib_text(text).into())
    }
}

/// The settings of a script directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptSettings {
    pub location: Location,
    pub file_template: String,
    pub truncate_slug_length: usize,
    pub timezone: Option<String>,
    pub prepend_sys_path: Vec<String>,
    /// Empty where only `versions` in the script directory counts.
    pub version_locations: Vec<Location>,
    pub recursive_version_locations: bool,
    pub sourceless: bool,
    pub output_encoding: String,
    pub post_write_hooks: Vec<PostWriteHook>,
    /// What is old-fashioned in the settings, in the order in which Alembic warns.
    pub deprecations: Vec<Deprecation>,
}

impl Config {
    /// Reads all settings of the script directory; the first wrong one is the error, as in Alembic.
    pub fn script_settings(&self) -> Result<ScriptSettings, ConfigError> {
        let location = self.script_location()?;
        let truncate_slug_length = self.truncate_slug_length()?;
        let sys_path = path_list::prepend_sys_path(self)?;
        let recursive_version_locations = self.boolean_option("recursive_version_locations")?;
        let file_template = self.file_template()?;
        let sourceless = self.boolean_option("sourceless")?;
        let output_encoding = self.output_encoding()?;
        let version_locations = path_list::version_locations(self)?;
        Ok(ScriptSettings {
            location,
            file_template,
            truncate_slug_length,
            timezone: self.timezone()?,
            prepend_sys_path: sys_path.paths,
            version_locations: version_locations.paths.iter().map(|path| Location::parse(path)).collect(),
            recursive_version_locations,
            sourceless,
            output_encoding,
            post_write_hooks: self.post_write_hooks()?,
            deprecations: sys_path.deprecation.into_iter().chain(version_locations.deprecation).collect(),
        })
    }

    /// Where the scripts are.
    pub fn script_location(&self) -> Result<Location, ConfigError> {
        let written = self.text_option("script_location")?;
        let is_elsewhere = written.as_deref().is_none_or(
            |text| matches!(Location::parse(text), Location::Directory(folder) if !folder.join("env.py").is_file()),
        );
        if is_elsewhere && self.ini_name().is_some() && super::file::holds_scripts(self.directory()) {
            // Flask-Migrate's ini has no such key, or any: `flask db` sets it to the folder in which the ini lies.
            return Ok(Location::Directory(self.directory().to_owned()));
        }
        let text = written.ok_or_else(|| ConfigError::NoScriptLocation {
            ini: self.ini_name().map(str::to_owned),
            toml: self.toml_name().map(str::to_owned),
            section: self.section_name().into(),
            unread: self.unread().map(str::to_owned),
        })?;
        Ok(Location::parse(&text))
    }

    /// How new files are named.
    pub fn file_template(&self) -> Result<String, ConfigError> {
        Ok(self.text_option("file_template")?.unwrap_or_else(|| FILE_TEMPLATE.into()))
    }

    /// How long the message part of a file name may be.
    pub fn truncate_slug_length(&self) -> Result<usize, ConfigError> {
        let name = "truncate_slug_length";
        let length = match self.option(name)? {
            None => 0,
            Some(OptionValue::Integer(length)) => length,
            Some(OptionValue::Boolean(truth)) => i64::from(truth),
            Some(OptionValue::Text(text)) => {
                int(&text).ok_or(ConfigError::NotAnInteger { name: name.into(), value: text })?
            }
            Some(_) => return Err(self.wrong_type(name, "a whole number")),
        };
        match usize::try_from(length) {
            Ok(0) => Ok(SLUG_LENGTH),
            Ok(length) => Ok(length),
            Err(_) => Err(ConfigError::Negative { name: name.into(), value: length }),
        }
    }

    /// The time zone of dates in new files; nothing means local time.
    pub fn timezone(&self) -> Result<Option<String>, ConfigError> {
        Ok(self.text_option("timezone")?.filter(|name| !name.is_empty()))
    }

    /// Folders that go to the front of the Python path.
    pub fn prepend_sys_path(&self) -> Result<Vec<String>, ConfigError> {
        Ok(path_list::prepend_sys_path(self)?.paths)
    }

    /// The encoding of new files.
    pub fn output_encoding(&self) -> Result<String, ConfigError> {
        Ok(self.text_option("output_encoding")?.unwrap_or_else(|| "utf-8".into()))
    }

    /// Tells whether `revision`, `merge` and `history` run env.py.
    pub fn revision_environment(&self) -> Result<bool, ConfigError> {
        let name = "revision_environment";
        match self.option(name)? {
            None => Ok(false),
            Some(OptionValue::Boolean(truth)) => Ok(truth),
            Some(OptionValue::Integer(number)) => Ok(number != 0),
            Some(OptionValue::Text(text)) => truth(name, &text),
            Some(_) => Err(self.wrong_type(name, "`true` or `false`")),
        }
    }

    /// The programs that run over a new script.
    pub fn post_write_hooks(&self) -> Result<Vec<PostWriteHook>, ConfigError> {
        hooks::read(self)
    }

    fn text_option(&self, name: &str) -> Result<Option<String>, ConfigError> {
        match self.option(name)? {
            None => Ok(None),
            Some(OptionValue::Text(text)) => Ok(Some(text)),
            Some(_) => Err(self.wrong_type(name, "a string")),
        }
    }

    fn wrong_type(&self, name: &str, wanted: &'static str) -> ConfigError {
        let file = self.toml_name().unwrap_or("pyproject.toml").into();
        ConfigError::WrongType { file, name: name.into(), wanted }
    }
}

/// Reads `true` or `false` by the words that Alembic takes for them.
pub(super) fn truth(name: &str, text: &str) -> Result<bool, ConfigError> {
    match strip(text).to_lowercase().as_str() {
        "true" | "yes" | "on" | "y" | "t" | "1" => Ok(true),
        "false" | "no" | "off" | "n" | "f" | "0" => Ok(false),
        // SQLAlchemy shows the text as it has cleaned it.
        cleaned => Err(ConfigError::NotTrueOrFalse { name: name.into(), value: cleaned.into() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_location_is_a_folder_or_a_package() {
        assert_eq!(Location::parse("./app//migrations/"), Location::Directory("app/migrations".into()));
        assert_eq!(
            Location::parse("app:db:migrations"),
            Location::Resource { package: "app".into(), parts: vec!["db".into(), "migrations".into()] }
        );
        assert_eq!(Location::parse("/a:b"), Location::Directory("/a:b".into()));
    }
}
