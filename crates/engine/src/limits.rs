//! How long a run waits: for the lock, for locks of tables, for statements.

use std::time::Duration;

use crate::{
    Error,
    config::{
        Config,
        own_settings::{self, LOCK},
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
}

impl Default for Limits {
    fn default() -> Self {
        Self { lock_wait: None, locks: true }
    }
}

impl Limits {
    /// Fills in what the settings say.
    pub(crate) fn or_settings(self, config: &Config) -> Result<Self, Error> {
        let locks = config.own().truth(LOCK)?.unwrap_or(self.locks);
        let lock_wait = match self.lock_wait {
            Some(given) => Some(given),
            None => config.own().duration(own_settings::LOCK_WAIT)?,
        };
        Ok(Self { lock_wait, locks })
    }

    pub(crate) fn lock_wait(&self) -> Duration {
        self.lock_wait.unwrap_or(LOCK_WAIT)
    }
}

/// Reads a time as the settings write it: `250ms`, `5s`, `10min`, `2h`; a number without a unit is seconds.
pub fn parse_time(text: &str) -> Option<Duration> {
    own_settings::duration(text)
}
