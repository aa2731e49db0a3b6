//! A forecast beside what the server did.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::{lock::Lock, measured::Measured};
use crate::process::Outcome;

/// Times below this are not compared: the way to the server is a good part of them.
const SHORT: f64 = 0.1;

/// What a plan says of a statement.
#[derive(Debug, Default)]
pub struct Forecast {
    pub locks: BTreeMap<String, Lock>,
    pub rewritten: BTreeSet<String>,
    pub seconds: Option<f64>,
}

impl Forecast {
    pub fn of(statement: &Json) -> Outcome<Self> {
        let mut found = Self { seconds: statement["estimated_seconds"].as_f64(), ..Self::default() };
        for effect in statement["effects"].as_array().into_iter().flatten() {
            let table = effect["table"].as_str().unwrap_or_default();
            let words = effect["lock"].as_str().unwrap_or_default();
            let lock = Lock::of_words(words).ok_or_else(|| format!("{words} is no lock"))?;
            found.locks.insert(table.to_owned(), lock);
            if effect["rewrites"] == true {
                found.rewritten.insert(table.to_owned());
            }
        }
        Ok(found)
    }
}

/// Both of one statement.
#[derive(Debug)]
pub struct Compared {
    pub rule: String,
    pub sql: String,
    pub forecast: Forecast,
    pub measured: Measured,
    /// What differs, in words; nothing where the forecast is right.
    pub differences: Vec<String>,
}

impl Compared {
    /// Compares; `held` is what the transaction had locked before, which is not taken again.
    pub fn new(
        rule: &str,
        sql: &str,
        forecast: Forecast,
        measured: Measured,
        held: &mut BTreeMap<String, Lock>,
    ) -> Self {
        let mut differences = Vec::new();
        for (table, lock) in &measured.locks {
            let strongest = held.entry(table.clone()).or_insert(*lock);
            *strongest = lock.max(strongest).to_owned();
            match forecast.locks.get(table) {
                // What a question takes; it keeps nobody out but those who want the table alone.
                None if lock.is_weakest() => {}
                None => differences.push(format!("{table}: {lock} was not forecast")),
                Some(said) if said < lock => differences.push(format!("{table}: {lock}, not {said}")),
                Some(_) => {}
            }
        }
        for (table, said) in &forecast.locks {
            if held.get(table).is_none_or(|lock| lock < said) {
                let lock = held.get(table).map_or("no lock".to_owned(), Lock::to_string);
                differences.push(format!("{table}: {lock}, not {said}"));
            }
        }
        for table in forecast.rewritten.symmetric_difference(&measured.rewritten) {
            let was = if measured.rewritten.contains(table) { "was" } else { "was not" };
            differences.push(format!("{table} {was} written anew"));
        }
        Self { rule: rule.to_owned(), sql: sql.to_owned(), forecast, measured, differences }
    }

    /// How many times too short or too long the forecast was; `None`: too short a time, or no forecast.
    pub fn factor(&self) -> Option<f64> {
        let (said, took) = (self.forecast.seconds?, self.measured.seconds);
        let is_short = said < SHORT && took < SHORT;
        (!is_short).then(|| (said / took).max(took / said))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locks(text: &str) -> BTreeMap<String, Lock> {
        let one = |part: &str| {
            let (table, words) = part.split_once(": ").unwrap();
            (table.to_owned(), Lock::of_words(words).unwrap())
        };
        text.split(", ").filter(|part| !part.is_empty()).map(one).collect()
    }

    #[track_caller]
    fn check(said: &str, taken: &str, before: &str, expected: &[&str]) {
        let forecast = Forecast { locks: locks(said), ..Forecast::default() };
        let measured = Measured { locks: locks(taken), ..Measured::default() };
        assert_eq!(Compared::new("rule", "SELECT 1", forecast, measured, &mut locks(before)).differences, expected);
    }

    #[test]
    fn a_lock_must_be_the_one_that_was_forecast() {
        check("a: SHARE", "a: SHARE", "", &[]);
        check("a: SHARE", "a: ACCESS EXCLUSIVE", "", &["a: ACCESS EXCLUSIVE, not SHARE"]);
        check("a: SHARE", "a: ACCESS SHARE", "", &["a: ACCESS SHARE, not SHARE"]);
        check("a: SHARE", "", "", &["a: no lock, not SHARE"]);
        check("", "a: SHARE", "", &["a: SHARE was not forecast"]);
        check("", "a: ACCESS SHARE", "", &[]);
    }

    #[test]
    fn a_lock_that_the_transaction_has_is_not_taken_again() {
        check("a: SHARE", "", "a: ACCESS EXCLUSIVE", &[]);
    }

    #[test]
    fn a_rewrite_must_have_been_forecast() {
        let measured = Measured { rewritten: ["a".to_owned()].into(), ..Measured::default() };
        let compared = Compared::new("rule", "SELECT 1", Forecast::default(), measured, &mut BTreeMap::new());
        assert_eq!(compared.differences, ["a was written anew"]);
    }

    #[test]
    fn only_times_that_can_be_felt_are_compared() {
        let factor = |said: f64, took: f64| {
            let forecast = Forecast { seconds: Some(said), ..Forecast::default() };
            let measured = Measured { seconds: took, ..Measured::default() };
            Compared::new("rule", "SELECT 1", forecast, measured, &mut BTreeMap::new()).factor()
        };
        assert_eq!([factor(2.0, 4.0), factor(4.0, 2.0), factor(0.001, 0.05)], [Some(2.0), Some(2.0), None]);
    }
}
