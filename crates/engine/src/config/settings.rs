//! `Config`: the settings files of a project, opened once, asked key by key.

use super::environment::Environment;
use super::error::ConfigError;
use super::file;
use super::ini::{Ini, Options};
use super::logging::LoggingConfig;
use super::logging_error::LoggingError;
use super::own_settings::SECTION;
use super::pyproject::{OptionValue, Pyproject};
use super::python_text::{pathlib_text, repr};
use indexmap::IndexMap;
use std::path::{Path, PathBuf};

/// Which files hold the settings, and which section of the ini file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigFiles {
    /// The ini file as it was named; it need not exist.
    pub ini: Option<String>,
    /// The `pyproject.toml` as it was named; it need not exist.
    pub toml: Option<String>,
    /// The main section of the ini file.
    pub section: String,
    /// More names that values may use as `%(name)s`.
    pub arguments: Vec<(String, String)>,
}

impl ConfigFiles {
    /// Finds the files from the values of `-c`, else from `ALEMBIC_CONFIG`, else by their usual names.
    pub fn choose(indicated: &[String], section: &str, environment: &Environment) -> Result<Self, ConfigError> {
        let (mut ini, mut toml) = ("alembic.ini", "pyproject.toml");
        match environment.filled_variable("ALEMBIC_CONFIG") {
            Some(path) if is_pyproject(path) => toml = path,
            Some(path) => ini = path,
            None => {}
        }
        let (mut indicated_ini, mut indicated_toml) = (None, None);
        for path in indicated.iter().map(String::as_str) {
            match is_pyproject(path) {
                true if indicated_toml.is_some() => return Err(ConfigError::SecondPyproject),
                true => indicated_toml = Some(path),
                false if indicated_ini.is_some() => return Err(ConfigError::SecondIni),
                false => indicated_ini = Some(path),
            }
        }
        let or_usual =
            |path: Option<&str>, usual: &str| Some(path.filter(|path| !path.is_empty()).unwrap_or(usual).into());
        Ok(Self {
            ini: or_usual(indicated_ini, ini),
            toml: or_usual(indicated_toml, toml),
            section: section.into(),
            arguments: Vec::new(),
        })
    }
}

fn is_pyproject(path: &str) -> bool {
    path.rsplit('/').next() == Some("pyproject.toml")
}

/// The settings of a project.
#[derive(Debug, Clone)]
pub struct Config {
    files: ConfigFiles,
    directory: PathBuf,
    ini: Ini,
    pyproject: Pyproject,
    /// `[tool.limbeck]`.
    own_pyproject: Pyproject,
    unread: Option<String>,
}

impl Config {
    /// Reads the files. A missing file is no error: the first key that is needed and not there will be.
    pub fn open(files: ConfigFiles, environment: &Environment) -> Result<Self, ConfigError> {
        let Some(ini_name) = files.ini.clone() else {
            return Self::in_memory(files, environment);
        };
        let path = environment.absolute(&ini_name);
        let directory = path.parent().unwrap_or(&path).to_owned();
        let defaults = with_here(&files.arguments, &directory.to_string_lossy());
        let (text, unread) = match file::read(&path, &ini_name) {
            Ok(text) => (text, None),
            // Python skips an ini file that it cannot open. We do too, and remember why.
            Err(ConfigError::Unreadable { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {
                (String::new(), None)
            }
            Err(error @ ConfigError::Unreadable { .. }) => (String::new(), Some(error.to_string())),
            Err(error) => return Err(error),
        };
        let source_name = format!("PosixPath({})", repr(&pathlib_text(&ini_name)));
        let ini = Ini::parse(&text, &source_name, &defaults)?;
        Self::with_toml(files, directory, ini, unread, environment)
    }

    /// The settings as user code holds them: `{"ini", "toml", "section", "defaults", "sections"}`.
    pub(crate) fn given(held: &serde_json::Value, environment: &Environment) -> Result<Self, ConfigError> {
        let text = |name: &str| held.get(name).and_then(|value| value.as_str()).map(str::to_owned);
        let options = |held: Option<&serde_json::Value>| -> Options {
            let pairs = held.and_then(|held| held.as_object()).into_iter().flatten();
            pairs.filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned()))).collect()
        };
        let sections = held.get("sections").and_then(|sections| sections.as_object()).into_iter().flatten();
        let sections = sections.map(|(name, section)| (name.clone(), options(Some(section)))).collect();
        let files = ConfigFiles {
            ini: text("ini"),
            toml: text("toml"),
            section: text("section").unwrap_or_else(|| "alembic".into()),
            arguments: Vec::new(),
        };
        let directory = match &files.ini {
            Some(ini) => environment.absolute(ini).parent().map_or_else(PathBuf::new, Path::to_owned),
            None => environment.working_directory.clone(),
        };
        let ini = Ini::of_parts(options(held.get("defaults")), sections);
        Self::with_toml(files, directory, ini, None, environment)
    }

    fn in_memory(files: ConfigFiles, environment: &Environment) -> Result<Self, ConfigError> {
        let mut ini = Ini::with_defaults(&with_here(&files.arguments, "."));
        ini.add_section(&files.section)?;
        let directory = environment.working_directory.clone();
        Self::with_toml(files, directory, ini, None, environment)
    }

    /// Reads what `pyproject.toml` adds to the settings of an ini file.
    fn with_toml(
        files: ConfigFiles,
        directory: PathBuf,
        ini: Ini,
        unread: Option<String>,
        environment: &Environment,
    ) -> Result<Self, ConfigError> {
        let (pyproject, own_pyproject) = (Pyproject::default(), Pyproject::default());
        let mut config = Self { files, directory, ini, pyproject, own_pyproject, unread };
        config.read_pyproject(environment)?;
        Ok(config)
    }

    fn read_pyproject(&mut self, environment: &Environment) -> Result<(), ConfigError> {
        let Some(name) = &self.files.toml else { return Ok(()) };
        let path = environment.absolute(name);
        let text = match file::read(&path, name) {
            Ok(text) => text,
            Err(ConfigError::Unreadable { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        let here = path.parent().unwrap_or(&path).to_string_lossy().into_owned();
        let arguments: IndexMap<String, String> = with_here(&self.files.arguments, &here).into_iter().collect();
        if text.contains(SECTION) {
            self.own_pyproject = Pyproject::parse_tool(&text, name, SECTION, arguments.clone())?;
        }
        self.pyproject = Pyproject::parse(&text, name, arguments)?;
        Ok(())
    }

    /// The ini file as it was named, also if it does not exist.
    pub fn ini_name(&self) -> Option<&str> {
        self.files.ini.as_deref()
    }

    /// The `pyproject.toml` as it was named, also if it does not exist.
    pub fn toml_name(&self) -> Option<&str> {
        self.files.toml.as_deref()
    }

    /// The main section of the ini file.
    pub fn section_name(&self) -> &str {
        &self.files.section
    }

    /// The folder of the ini file: what `%(here)s` stands for.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// The ini file as a value.
    pub fn ini(&self) -> &Ini {
        &self.ini
    }

    /// `[tool.alembic]` as a value.
    pub fn pyproject(&self) -> &Pyproject {
        &self.pyproject
    }

    /// `[tool.limbeck]` as a value.
    pub(super) fn own_pyproject(&self) -> &Pyproject {
        &self.own_pyproject
    }

    /// Why the ini file was skipped although it is there.
    pub(super) fn unread(&self) -> Option<&str> {
        self.unread.as_deref()
    }

    /// Returns a key of the main section of the ini file, as `get_main_option`.
    pub fn main_option(&self, name: &str) -> Result<Option<String>, ConfigError> {
        self.section_option(&self.files.section, name)
    }

    /// Returns a key of a section of the ini file, as `get_section_option`.
    pub fn section_option(&self, section: &str, name: &str) -> Result<Option<String>, ConfigError> {
        if !self.ini.has_section(section) {
            return Err(ConfigError::NoSuchSection { file: self.files.ini.clone(), section: section.into() });
        }
        Ok(self.ini.find_expanded(section, name)?)
    }

    /// Returns all keys of a section of the ini file, as `get_section`.
    pub fn section(&self, section: &str) -> Result<Option<Options>, ConfigError> {
        if !self.ini.has_section(section) {
            return Ok(None);
        }
        Ok(Some(self.ini.items(section)?))
    }

    /// Sets a key of the main section in memory, as `set_main_option`.
    pub fn set_main_option(&mut self, name: &str, value: &str) -> Result<(), ConfigError> {
        Ok(self.ini.set_in_new_section(&self.files.section, name, value)?)
    }

    /// Sets a key of a section in memory, as `set_section_option`.
    pub fn set_section_option(&mut self, section: &str, name: &str, value: &str) -> Result<(), ConfigError> {
        Ok(self.ini.set_in_new_section(section, name, value)?)
    }

    /// Removes a key of the main section in memory, as `remove_main_option`.
    pub fn remove_main_option(&mut self, name: &str) -> Result<(), ConfigError> {
        self.ini.remove_option(&self.files.section, name)?;
        Ok(())
    }

    /// Returns a key from the ini file or else from `pyproject.toml`, as `get_alembic_option`.
    pub fn option(&self, name: &str) -> Result<Option<OptionValue>, ConfigError> {
        if self.ini.has_option(&self.files.section, name) {
            return Ok(Some(OptionValue::Text(self.ini.get(&self.files.section, name)?)));
        }
        self.pyproject.get(name)
    }

    /// Returns a key that only the exact text `true` turns on, as `get_alembic_boolean_option`.
    pub fn boolean_option(&self, name: &str) -> Result<bool, ConfigError> {
        if self.ini.has_option(&self.files.section, name) {
            return Ok(self.ini.get(&self.files.section, name)? == "true");
        }
        self.pyproject.boolean(name)
    }

    /// Returns the logging sections of the ini file, as `logging.config.fileConfig` reads them.
    pub fn logging(&self) -> Result<LoggingConfig, LoggingError> {
        LoggingConfig::from_ini(&self.ini)
    }
}

fn with_here(arguments: &[(String, String)], here: &str) -> Vec<(String, String)> {
    let mut all: IndexMap<String, String> = arguments.iter().cloned().collect();
    all.insert("here".into(), here.into());
    all.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::super::error::Ending;
    use super::super::script_settings::Location;
    use super::*;

    #[track_caller]
    fn check_location(environment: &Environment, expected: Result<&str, &str>) {
        let files = ConfigFiles::choose(&[], "alembic", environment).unwrap();
        let found = Config::open(files, environment).unwrap().script_location().map_err(|error| {
            assert_eq!(error.ending(), Ending::Failed);
            assert_eq!(error.to_string(), "No 'script_location' key found in configuration.");
            error.hint().unwrap()
        });
        assert_eq!(found, expected.map(|path| Location::Directory(path.into())).map_err(str::to_owned));
    }

    #[test]
    fn without_any_file_the_first_missing_key_is_the_error() {
        let folder = tempfile::tempdir().unwrap();
        let hint = "set `script_location` in `[alembic]` of alembic.ini or `[tool.alembic]` of pyproject.toml, \
                    name another file with `-c`, or begin with `init`";
        check_location(&Environment::new(folder.path(), []), Err(hint));
    }

    #[test]
    fn an_ini_that_cannot_be_read_is_skipped_and_remembered() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("alembic.ini")).unwrap();
        let environment = Environment::new(folder.path(), []);
        let hint = "the ini file was skipped: 'alembic.ini' cannot be read: Is a directory (os error 21)";
        check_location(&environment, Err(hint));
        std::fs::write(folder.path().join("pyproject.toml"), "[tool.alembic]\nscript_location = 'a'\n").unwrap();
        check_location(&environment, Ok("a"));
    }

    #[test]
    fn alembic_config_names_the_file() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("other.ini"), "[alembic]\nscript_location = b\n").unwrap();
        let variables = [("ALEMBIC_CONFIG".to_owned(), "other.ini".to_owned())];
        check_location(&Environment::new(folder.path(), variables), Ok("b"));
    }
}
