//! The time limits of a session's transactions: by `SET LOCAL` and never by `SET`, because behind a pooler the session is
//! somebody else's once the transaction has ended.

use crate::TimeLimits;
use crate::time_limits::time_text;

/// What is wanted, and what the open transaction has.
#[derive(Default)]
pub(super) struct Limits {
    wanted: TimeLimits,
    set: TimeLimits,
    /// What the open transaction had by itself, where a limit was set in the middle of it.
    own: [Option<String>; 2],
    /// User code may have set them otherwise meanwhile.
    is_doubtful: bool,
}

impl Limits {
    /// Whether any limit is to be kept.
    pub(super) fn are_wanted(&self) -> bool {
        self.wanted != TimeLimits::default()
    }

    pub(super) fn want(&mut self, limits: TimeLimits) {
        self.wanted = limits;
    }

    /// What is to be sent with the beginning of a transaction: `; SET LOCAL …`, or nothing.
    pub(super) fn entering(&mut self) -> String {
        let mut text = String::new();
        if self.set != self.wanted {
            for (name, limit) in self.wanted.by_parameter() {
                text.extend(limit.map(|limit| format!("; SET LOCAL {name} = '{}'", time_text(limit))));
            }
            self.set = self.wanted;
        }
        text
    }

    /// What is to be sent in the middle of a transaction; `None`: it has what is wanted. The first of the statements tells
    /// what the transaction has by itself.
    pub(super) fn change(&mut self) -> Option<String> {
        if self.set == self.wanted && !self.is_doubtful {
            return None;
        }
        let mut text =
            "SELECT pg_catalog.current_setting('lock_timeout'), pg_catalog.current_setting('statement_timeout')"
                .to_owned();
        let pairs = self.wanted.by_parameter().into_iter().zip(self.set.by_parameter()).zip(&self.own);
        for (((name, wanted), (_, set)), own) in pairs {
            match (wanted, set, own) {
                (Some(limit), ..) => text.push_str(&format!("; SET LOCAL {name} = '{}'", time_text(limit))),
                (None, Some(_), Some(own)) => text.push_str(&format!("; SET LOCAL {name} = '{own}'")),
                (None, Some(_), None) => text.push_str(&format!("; SET LOCAL {name} TO DEFAULT")),
                (None, None, _) => {}
            }
        }
        Some(text)
    }

    /// That was sent; `found` is what its first statement told.
    pub(super) fn changed(&mut self, found: [Option<String>; 2]) {
        let before = self.set.by_parameter();
        for ((own, found), (_, set)) in self.own.iter_mut().zip(found).zip(before) {
            if set.is_none() {
                *own = found;
            }
        }
        self.set = self.wanted;
        self.is_doubtful = false;
    }

    /// Notes a text of user code that may set them by itself.
    pub(super) fn look_at(&mut self, sql: &str) {
        self.is_doubtful |= self.are_wanted() && sql.contains("_timeout");
    }

    /// A savepoint was rolled back, or the transaction is another one: what it has is not known.
    pub(super) fn doubt(&mut self) {
        self.set = TimeLimits::default();
    }

    /// The transaction has ended, and with it what was set.
    pub(super) fn ended(&mut self) {
        *self = Self { wanted: self.wanted, ..Self::default() };
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn lock(seconds: u64) -> TimeLimits {
        TimeLimits { lock: Some(Duration::from_secs(seconds)), statement: None }
    }

    #[test]
    fn a_transaction_begins_with_them_once() {
        let mut limits = Limits::default();
        assert_eq!(limits.entering(), "");
        limits.want(lock(5));
        assert_eq!(limits.entering(), "; SET LOCAL lock_timeout = '5s'");
        assert_eq!(limits.entering(), "");
        limits.ended();
        assert_eq!(limits.entering(), "; SET LOCAL lock_timeout = '5s'");
    }

    #[test]
    fn what_a_transaction_had_by_itself_comes_back() {
        let mut limits = Limits::default();
        limits.want(lock(2));
        assert!(limits.change().unwrap().ends_with("; SET LOCAL lock_timeout = '2s'"));
        limits.changed([Some("4s".into()), Some("0".into())]);
        assert_eq!(limits.change(), None);
        limits.want(TimeLimits::default());
        assert!(limits.change().unwrap().ends_with("; SET LOCAL lock_timeout = '4s'"));
    }

    #[test]
    fn what_a_script_may_have_set_is_set_again() {
        let mut limits = Limits::default();
        limits.want(lock(2));
        limits.entering();
        limits.look_at("SET LOCAL lock_timeout = '9s'");
        assert!(limits.change().unwrap().ends_with("; SET LOCAL lock_timeout = '2s'"));
    }
}
