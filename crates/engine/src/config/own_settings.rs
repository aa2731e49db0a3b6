//! Limbeck's own settings: `[limbeck]` of the ini, else `[tool.limbeck]` of `pyproject.toml`, key by key.
//!
//! A new setting is one line in the list below; the command reads it with `project.config().own().path(BACKUP)` and lets
//! its own option on the command line go before it. A key that is not in the list is an error that names the nearest one:
//! a mistyped `bakcup = …` must not leave a deploy without its backup.

use std::{path::PathBuf, time::Duration};

use super::{Config, error::ConfigError, pyproject::OptionValue, python_text::strip, script_settings::truth};

/// The section of the ini, and the table below `[tool]`.
pub(super) const SECTION: &str = "limbeck";

/// Typing errors that are forgiven.
const ERRORS: usize = 3;

/// The name of a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Key(&'static str);

macro_rules! keys {
    ($($(#[$says:meta])* $constant:ident = $name:literal,)*) => {
        $($(#[$says])* pub(crate) const $constant: Key = Key($name);)*
        /// Every setting there is.
        const KEYS: &[Key] = &[$($constant),*];
    };
}

keys! {
    /// The folder into which a backup is written before the first write.
    BACKUP = "backup",
    /// Whether `check` says which files were edited after they had been applied; it does unless this is `false`.
    CHECK_EDITED = "check_edited",
    /// The parts that `deploy` leaves out.
    DEPLOY_WITHOUT = "deploy_without",
    /// The server's own address, where the URL of env.py leads to a pooler.
    DIRECT_URL = "direct_url",
    /// What stands beside tables and is no matter of `check --drift`.
    DRIFT_WITHOUT = "drift_without",
    /// Whether every step is kept in the journal: `true` also on SQLite, `false` nowhere.
    JOURNAL = "journal",
    /// Whether what steps drop goes into the trash.
    KEEP_DROPPED = "keep_dropped",
    /// Rules of `lint` whose findings are errors, in the place of warnings.
    LINT_ERROR = "lint_error",
    /// Tables that are known to have fewer rows are of no concern to rules about locks and time.
    LINT_MINIMUM_ROWS = "lint_minimum_rows",
    /// Rules of `lint` that are off.
    LINT_OFF = "lint_off",
    /// Rules of `lint` that warn.
    LINT_WARN = "lint_warn",
    /// Whether two runs are kept from one version table; they are unless this is `false`.
    LOCK = "lock",
    /// How often a transaction of steps is begun again that was refused a lock.
    LOCK_RETRIES = "lock_retries",
    /// How long a statement of a step waits for a lock on a table or a row.
    LOCK_TIMEOUT = "lock_timeout",
    /// How long the lock of another run is waited for.
    LOCK_WAIT = "lock_wait",
    /// The `pg_dump` to use.
    PG_DUMP = "pg_dump",
    /// PostgreSQL's version that `lint` assumes where no server tells it.
    SERVER_VERSION = "server_version",
    /// The command that says whether the deployed application works.
    SMOKE = "smoke",
    /// How long a statement of a step runs.
    STATEMENT_TIMEOUT = "statement_timeout",
}

impl Key {
    /// Returns the key as the settings files write it.
    pub(crate) fn name(self) -> &'static str {
        self.0
    }
}

/// The settings of `[limbeck]`, read when they are asked for. A dash in a key counts as an underscore.
pub(crate) struct OwnSettings<'config> {
    config: &'config Config,
}

impl Config {
    /// Returns Limbeck's own settings.
    pub(crate) fn own(&self) -> OwnSettings<'_> {
        OwnSettings { config: self }
    }

    /// Returns one of our own settings; a key of the ini file wins, as with Alembic's settings.
    ///
    /// # Errors
    /// A value that cannot be read: a broken `%(name)s`, a date in TOML.
    pub fn own_option(&self, name: &str) -> Result<Option<OptionValue>, ConfigError> {
        let is_meant = |key: &&str| with_underscores(key) == name;
        if let Some(key) = self.ini().own_keys(SECTION).find(is_meant) {
            return Ok(Some(OptionValue::Text(self.ini().get(SECTION, key)?)));
        }
        match self.own_pyproject().keys().find(is_meant) {
            Some(key) => self.own_pyproject().get(key),
            None => Ok(None),
        }
    }

    /// Refuses keys that Limbeck does not know.
    ///
    /// # Errors
    /// [`ConfigError::UnknownSetting`] with the nearest key there is.
    pub(crate) fn refuse_unknown_settings(&self) -> Result<(), ConfigError> {
        let of_ini = self.ini().own_keys(SECTION).map(|key| (key, format!("`[{SECTION}]`"), self.ini_name()));
        let of_toml = self.own_pyproject().keys().map(|key| (key, format!("`[tool.{SECTION}]`"), self.toml_name()));
        let is_unknown = |key: &str| KEYS.iter().all(|known| known.0 != with_underscores(key));
        match of_ini.chain(of_toml).find(|(key, ..)| is_unknown(key)) {
            None => Ok(()),
            Some((key, section, file)) => Err(ConfigError::UnknownSetting {
                name: key.to_owned(),
                section,
                file: file.unwrap_or("the settings").to_owned(),
                similar: similar(key),
                known: KEYS.iter().map(|key| key.0).collect(),
            }),
        }
    }
}

impl OwnSettings<'_> {
    /// Returns a text, such as a command; an empty one counts as not there.
    pub(crate) fn text(&self, key: Key) -> Result<Option<String>, ConfigError> {
        let text = match self.value(key)? {
            None => return Ok(None),
            Some(OptionValue::Text(text)) => text,
            Some(OptionValue::Integer(number)) => number.to_string(),
            Some(_) => return Err(wrong(key, "a string")),
        };
        Ok(Some(strip(&text).to_owned()).filter(|text| !text.is_empty()))
    }

    /// Returns a path as it is written: relative ones are meant from where the command is given, as Alembic's are;
    /// `%(here)s` is the folder of the settings file.
    pub(crate) fn path(&self, key: Key) -> Result<Option<PathBuf>, ConfigError> {
        Ok(self.text(key)?.map(PathBuf::from))
    }

    /// Returns a yes or no; in the ini the words of Alembic's own keys.
    pub(crate) fn truth(&self, key: Key) -> Result<Option<bool>, ConfigError> {
        match self.value(key)? {
            None => Ok(None),
            Some(OptionValue::Boolean(truth)) => Ok(Some(truth)),
            Some(OptionValue::Text(text)) => truth(key.0, &text).map(Some),
            Some(_) => Err(wrong(key, "`true` or `false`")),
        }
    }

    /// Returns a whole number that is not below zero.
    pub(crate) fn number(&self, key: Key) -> Result<Option<u64>, ConfigError> {
        let Some(text) = self.text(key)? else { return Ok(None) };
        match text.parse() {
            Ok(number) => Ok(Some(number)),
            Err(_) => Err(wrong(key, "a whole number")),
        }
    }

    /// Returns a length of time: `250ms`, `5s`, `10min`, `2h`; a number without a unit is seconds.
    pub(crate) fn duration(&self, key: Key) -> Result<Option<Duration>, ConfigError> {
        let Some(text) = self.text(key)? else { return Ok(None) };
        duration(&text).map(Some).ok_or_else(|| wrong(key, "a length of time such as `250ms`, `5s`, `10min` or `2h`"))
    }

    /// Returns a list: of TOML, or the words of an ini value between commas and line ends.
    pub(crate) fn list(&self, key: Key) -> Result<Vec<String>, ConfigError> {
        match self.value(key)? {
            None => Ok(Vec::new()),
            Some(OptionValue::List(items)) => Ok(items),
            Some(OptionValue::Text(text)) => {
                let items = text.split([',', '\n']).map(|item| strip(item).to_owned());
                Ok(items.filter(|item| !item.is_empty()).collect())
            }
            Some(_) => Err(wrong(key, "a list")),
        }
    }

    fn value(&self, key: Key) -> Result<Option<OptionValue>, ConfigError> {
        self.config.own_option(key.0)
    }
}

/// Reads `250ms`, `5s`, `10min`, `2h`; a number without a unit is seconds.
pub(crate) fn duration(text: &str) -> Option<Duration> {
    let text = strip(text);
    let end = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let number: u64 = number.parse().ok()?;
    let milliseconds = match strip(unit) {
        "ms" => 1,
        "" | "s" => 1000,
        "min" | "m" => 60_000,
        "h" => 3_600_000,
        _ => return None,
    };
    number.checked_mul(milliseconds).map(Duration::from_millis)
}

fn wrong(key: Key, wanted: &'static str) -> ConfigError {
    ConfigError::WrongType { file: format!("`[{SECTION}]`"), name: key.0.into(), wanted }
}

fn with_underscores(key: &str) -> String {
    key.replace('-', "_")
}

fn similar(key: &str) -> Option<&'static str> {
    nearest(&with_underscores(&key.to_lowercase()), KEYS.iter().map(|known| known.0), ERRORS)
}

/// Returns the name that is most like `wanted`, if it has no more than that many typing errors.
pub(crate) fn nearest<'name>(
    wanted: &str,
    names: impl Iterator<Item = &'name str>,
    errors: usize,
) -> Option<&'name str> {
    let near = names.map(|name| (strsim::levenshtein(wanted, name), name)).min();
    near.filter(|(distance, _)| *distance <= errors).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::{super::ConfigFiles, *};
    use crate::Environment;

    #[track_caller]
    fn open(ini: &str, toml: &str) -> (tempfile::TempDir, Config) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("alembic.ini"), ini).unwrap();
        std::fs::write(folder.path().join("pyproject.toml"), toml).unwrap();
        let environment = Environment::new(folder.path(), []);
        let files = ConfigFiles::choose(&[], "alembic", &environment).unwrap();
        let config = Config::open(files, &environment).unwrap();
        (folder, config)
    }

    #[test]
    fn the_ini_goes_before_toml_key_by_key() {
        let (folder, config) = open(
            "[limbeck]\nbackup = %(here)s/backups\n",
            "[tool.limbeck]\nbackup = 'other'\njournal = true\npg-dump = '%(here)s/pg_dump'\n",
        );
        config.refuse_unknown_settings().unwrap();
        assert_eq!(config.own().path(BACKUP).unwrap(), Some(folder.path().join("backups")));
        assert_eq!(config.own().path(PG_DUMP).unwrap(), Some(folder.path().join("pg_dump")));
        assert_eq!(config.own().truth(JOURNAL).unwrap(), Some(true));
    }

    #[track_caller]
    fn check_unknown(ini: &str, toml: &str, sentence: &str, hint: &str) {
        let error = open(ini, toml).1.refuse_unknown_settings().unwrap_err();
        assert_eq!((error.to_string().as_str(), error.hint().unwrap().as_str()), (sentence, hint));
    }

    #[test]
    fn an_unknown_key_is_refused_with_the_nearest_one() {
        check_unknown(
            "[limbeck]\nbakcup = x\n",
            "",
            "`[limbeck]` of alembic.ini has no key 'bakcup'",
            "did you mean `backup`?",
        );
        let toml = "[tool.limbeck]\njurnal = true\n";
        check_unknown("", toml, "`[tool.limbeck]` of pyproject.toml has no key 'jurnal'", "did you mean `journal`?");
        let error = open("[limbeck]\ncolour = red\n", "").1.refuse_unknown_settings().unwrap_err();
        assert!(error.hint().unwrap().starts_with("it has: backup, check_edited, "));
    }

    #[test]
    fn keys_of_default_are_not_ours() {
        open("[DEFAULT]\ncolour = red\n[limbeck]\n", "").1.refuse_unknown_settings().unwrap();
    }

    #[test]
    fn lengths_of_time_have_units() {
        let check = |text: &str, milliseconds| assert_eq!(duration(text), milliseconds, "{text}");
        check("250ms", Some(Duration::from_millis(250)));
        check(" 5 s ", Some(Duration::from_secs(5)));
        check("30", Some(Duration::from_secs(30)));
        check("10min", Some(Duration::from_secs(600)));
        check("2h", Some(Duration::from_secs(7200)));
        for text in ["", "s", "5 years", "-1", "1.5", "99999999999999999999", "9999999999999999h"] {
            check(text, None);
        }
        let (_folder, config) = open("[limbeck]\nlock_wait = soon\n", "");
        let error = config.own().duration(LOCK_WAIT).unwrap_err().to_string();
        assert!(error.starts_with("'lock_wait' in `[limbeck]` must be a length of time"), "{error}");
    }

    #[test]
    fn each_kind_of_value_says_what_it_wants() {
        let (_folder, config) = open("[limbeck]\njournal = perhaps\nlint_off = a, b\n c\nserver_version = 12\n", "");
        assert_eq!(config.own().truth(JOURNAL).unwrap_err().to_string(), "String is not true/false: 'perhaps'");
        assert_eq!(config.own().list(LINT_OFF).unwrap(), ["a", "b", "c"]);
        assert_eq!(config.own().number(SERVER_VERSION).unwrap(), Some(12));
        let error = config.own().number(LINT_OFF).unwrap_err().to_string();
        assert!(error.starts_with("'lint_off' in `[limbeck]` must be a whole number"), "{error}");
    }
}
