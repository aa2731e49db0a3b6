//! How long a run waits and works: for the lock, for locks of tables, for statements; and how often it tries again.

use std::time::Duration;

use dialect::{TimeLimits, time_limits::time_text};

use crate::{
    Error,
    config::{
        Config,
        own_settings::{self, Key, LOCK, LOCK_RETRIES, LOCK_TIMEOUT, STATEMENT_TIMEOUT},
    },
};

/// How long `upgrade` and the others wait for a run that has the lock, unless they are told.
const LOCK_WAIT: Duration = Duration::from_secs(300);

/// The limits of a run; what is not given comes from `[limbeck]` of the ini file or `[tool.limbeck]`.
#[derive(Clone, Debug)]
pub struct Limits {
    /// How long to wait for another run: `--lock-wait`, `lock_wait`.
    pub lock_wait: Option<Duration>,
    /// Whether the lock is taken at all: `lock`.
    pub locks: bool,
    /// How long a statement of a step waits for a lock on a table or a row: `--lock-timeout`, `lock_timeout`. Zero: for
    /// ever, whatever the server says; `None`: as long as the server says.
    pub lock_timeout: Option<Duration>,
    /// How long a statement of a step runs: `--statement-timeout`, `statement_timeout`. Zero and `None` as above.
    pub statement_timeout: Option<Duration>,
    /// How often a transaction is begun again that was refused a lock: `--lock-retries`, `lock_retries`; never if nothing
    /// is said.
    pub lock_retries: Option<u32>,
}

impl Default for Limits {
    fn default() -> Self {
        Self { lock_wait: None, locks: true, lock_timeout: None, statement_timeout: None, lock_retries: None }
    }
}

impl Limits {
    /// Fills in what the settings say.
    ///
    /// # Errors
    /// A setting that cannot be read, and a time that PostgreSQL does not take.
    pub(crate) fn or_settings(self, config: &Config) -> Result<Self, Error> {
        let own = config.own();
        let time = |given: Option<Duration>, key: Key| given.map_or_else(|| own.duration(key), |time| Ok(Some(time)));
        let lock_retries = match self.lock_retries {
            Some(given) => Some(given),
            None => own.number(LOCK_RETRIES)?.map(|number| u32::try_from(number).unwrap_or(u32::MAX)),
        };
        let limits = Self {
            locks: own.truth(LOCK)?.unwrap_or(self.locks),
            lock_wait: time(self.lock_wait, own_settings::LOCK_WAIT)?,
            lock_timeout: time(self.lock_timeout, LOCK_TIMEOUT)?,
            statement_timeout: time(self.statement_timeout, STATEMENT_TIMEOUT)?,
            lock_retries,
        };
        match limits.times().by_parameter().into_iter().find(|(_, time)| *time > Some(TimeLimits::LONGEST)) {
            Some((name, _)) => Err(Error::command(too_long(name)).with_hint(Some(FOR_EVER.into()))),
            None => Ok(limits),
        }
    }

    pub(crate) fn lock_wait(&self) -> Duration {
        self.lock_wait.unwrap_or(LOCK_WAIT)
    }

    /// What `lint` is to know of them: the parameters that are set for each statement.
    pub(crate) fn parameters(&self) -> impl Iterator<Item = (String, String)> + use<> {
        let limits = self.times().by_parameter().into_iter();
        limits.filter_map(|(name, limit)| Some((name.to_owned(), time_text(limit.filter(|limit| !limit.is_zero())?))))
    }

    /// The limits of each statement.
    pub(crate) fn times(&self) -> TimeLimits {
        TimeLimits { lock: self.lock_timeout, statement: self.statement_timeout }
    }
}

/// The way out where a limit is too long.
pub(crate) const FOR_EVER: &str = "write 0 for no limit at all";

pub(crate) fn too_long(name: &str) -> String {
    format!("{name} is longer than PostgreSQL counts, which is almost 25 days")
}

/// Reads a time as the settings write it: `250ms`, `5s`, `10min`, `2h`; a number without a unit is seconds.
pub fn parse_time(text: &str) -> Option<Duration> {
    own_settings::duration(text)
}
