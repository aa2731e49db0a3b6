//! Limbeck's own settings: `[limbeck]` of the ini file, then `[tool.limbeck]` of `pyproject.toml`.

use super::error::ConfigError;
use super::pyproject::OptionValue;
use super::settings::Config;

/// The section of the ini file, and the table in `[tool]`.
pub(super) const SECTION: &str = "limbeck";

impl Config {
    /// Returns one of our own settings; a key of the ini file wins, as with Alembic's settings.
    ///
    /// # Errors
    /// A value that cannot be read: a broken `%(name)s`, a date in TOML.
    pub fn own_option(&self, name: &str) -> Result<Option<OptionValue>, ConfigError> {
        if self.ini().has_option(SECTION, name) {
            return Ok(Some(OptionValue::Text(self.ini().get(SECTION, name)?)));
        }
        self.own_pyproject().get(name)
    }
}

#[cfg(test)]
mod tests {
    use super::super::environment::Environment;
    use super::super::settings::ConfigFiles;
    use super::*;

    #[test]
    fn the_ini_wins_over_pyproject_key_by_key() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("alembic.ini"), "[alembic]\n[limbeck]\nlock_wait = 5\n").unwrap();
        let toml = "[tool.limbeck]\nlock_wait = 7\nlock_timeout = 2\nwhere = '%(here)s/x'\n";
        std::fs::write(folder.path().join("pyproject.toml"), toml).unwrap();
        let environment = Environment::new(folder.path(), []);
        let config = Config::open(ConfigFiles::choose(&[], "alembic", &environment).unwrap(), &environment).unwrap();
        let option = |name: &str| config.own_option(name).unwrap();
        assert_eq!(option("lock_wait"), Some(OptionValue::Text("5".into())));
        assert_eq!(option("lock_timeout"), Some(OptionValue::Integer(2)));
        assert_eq!(option("where"), Some(OptionValue::Text(format!("{}/x", folder.path().display()))));
        assert_eq!(option("nothing"), None);
    }
}
