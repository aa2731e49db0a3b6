//! A lock on a table, as the forecast and as `pg_locks` call it.

use std::fmt;

/// Weakest first.
const WORDS: [&str; 8] = [
    "ACCESS SHARE",
    "ROW SHARE",
    "ROW EXCLUSIVE",
    "SHARE UPDATE EXCLUSIVE",
    "SHARE",
    "SHARE ROW EXCLUSIVE",
    "EXCLUSIVE",
    "ACCESS EXCLUSIVE",
];

/// One of PostgreSQL's eight locks on a table, by its strength.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lock(usize);

impl Lock {
    /// Whether it is ACCESS SHARE.
    pub fn is_weakest(self) -> bool {
        self.0 == 0
    }

    /// `SHARE ROW EXCLUSIVE`.
    pub fn of_words(words: &str) -> Option<Self> {
        WORDS.iter().position(|known| *known == words).map(Self)
    }

    /// `ShareRowExclusiveLock`.
    pub fn of_mode(mode: &str) -> Option<Self> {
        let is_same = |words: &&str| {
            mode.strip_suffix("Lock").is_some_and(|mode| words.replace(' ', "").eq_ignore_ascii_case(mode))
        };
        WORDS.iter().position(is_same).map(Self)
    }
}

impl fmt::Display for Lock {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(WORDS[self.0])
    }
}

#[cfg(test)]
mod tests {
    use super::Lock;

    #[test]
    fn both_names_of_a_lock_are_read() {
        let lock = Lock::of_mode("ShareRowExclusiveLock").unwrap();
        assert_eq!(Lock::of_words("SHARE ROW EXCLUSIVE"), Some(lock));
        assert_eq!(lock.to_string(), "SHARE ROW EXCLUSIVE");
        assert!(Lock::of_mode("ExclusiveLock").unwrap() > lock);
        assert_eq!(Lock::of_mode("SIReadLock"), None);
    }
}
