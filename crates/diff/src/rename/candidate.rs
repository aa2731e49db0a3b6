//! What looks renamed, and who says whether it is.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use super::Rename;

/// Somebody who knows whether a thing was renamed.
pub trait Asks {
    /// Asks about one candidate. The likeliest comes first.
    fn was_renamed(&self, candidate: &Candidate) -> Answer;
}

/// What the one who was asked says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Renamed,
    /// Something was dropped, and something else was added.
    Different,
    /// Nobody answered.
    Unknown,
}

/// There is nobody to ask.
pub struct Nobody;

impl Asks for Nobody {
    fn was_renamed(&self, _: &Candidate) -> Answer {
        Answer::Unknown
    }
}

/// Something dropped and something added that look alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub rename: Rename,
    /// Why they look alike: `same type VARCHAR(50)`, `both NOT NULL`.
    pub evidence: Vec<String>,
    pub(super) score: u32,
}

impl Candidate {
    /// Returns `users.name -> users.full_name: same type VARCHAR(50), both NOT NULL`.
    pub fn shown(&self) -> String {
        format!("{} -> {}: {}", self.rename.before(), self.rename.after(), self.evidence.join(", "))
    }

    /// Returns `Was users.name renamed to users.full_name?`
    pub fn question(&self) -> String {
        format!("Was {} renamed to {}?", self.rename.before(), self.rename.after())
    }
}

/// Of so many alternatives for one thing a person is asked; more are no help to remember.
const MOST_ALTERNATIVES: usize = 4;

/// A candidate with the names of what it is about.
struct Named {
    before: String,
    after: String,
    candidate: Candidate,
}

/// Asks about candidates, the likeliest first. Returns the renames and the candidates about which nobody knew.
pub(super) fn decide(mut candidates: Vec<Candidate>, asks: &dyn Asks) -> (Vec<Rename>, Vec<Candidate>) {
    candidates.sort_by_key(|candidate| std::cmp::Reverse(candidate.score));
    let named = candidates.into_iter().map(|candidate| {
        let (before, after) = (candidate.rename.before(), candidate.rename.after());
        Named { before, after, candidate }
    });
    let named: Vec<Named> = named.collect();
    let mut alternatives: HashMap<&str, usize> = HashMap::new();
    for name in named.iter().flat_map(|named| [&named.before, &named.after]) {
        *alternatives.entry(name).or_default() += 1;
    }
    let mut taken: HashSet<&str> = HashSet::new();
    let (mut renamed, mut unknown) = (Vec::new(), Vec::new());
    for named in &named {
        let names = [named.before.as_str(), named.after.as_str()];
        if names.iter().any(|name| taken.contains(name)) {
            continue;
        }
        let is_clear = names.iter().all(|name| alternatives[name] <= MOST_ALTERNATIVES);
        match if is_clear { asks.was_renamed(&named.candidate) } else { Answer::Unknown } {
            Answer::Renamed => {
                taken.extend(names);
                renamed.push(named.candidate.rename.clone());
            }
            Answer::Different => {}
            Answer::Unknown => unknown.push(named),
        }
    }
    unknown.retain(|named| !taken.contains(named.before.as_str()) && !taken.contains(named.after.as_str()));
    (renamed, likeliest(&unknown))
}

/// Leaves out what cannot be where a likelier one is; those that are equally likely all stay.
fn likeliest(candidates: &[&Named]) -> Vec<Candidate> {
    // Of each thing the highest score, and how many have it.
    let mut highest: HashMap<&str, (u32, usize)> = HashMap::new();
    for named in candidates {
        for name in [named.before.as_str(), named.after.as_str()] {
            let (score, count) = highest.entry(name).or_default();
            match named.candidate.score.cmp(score) {
                Ordering::Greater => (*score, *count) = (named.candidate.score, 1),
                Ordering::Equal => *count += 1,
                Ordering::Less => {}
            }
        }
    }
    let is_best = |named: &&&Named| {
        [&named.before, &named.after].iter().all(|name| highest[name.as_str()] == (named.candidate.score, 1))
    };
    let best: Vec<&Named> = candidates.iter().filter(is_best).copied().collect();
    let settled: HashSet<&str> = best.iter().flat_map(|named| [named.before.as_str(), named.after.as_str()]).collect();
    let is_possible = |named: &&&Named| {
        is_best(named) || (!settled.contains(named.before.as_str()) && !settled.contains(named.after.as_str()))
    };
    candidates.iter().filter(is_possible).map(|named| named.candidate.clone()).collect()
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    fn candidate(from: &str, to: &str, score: u32) -> Candidate {
        let rename = Rename::Column { table: "users".into(), from: from.into(), to: to.into() };
        Candidate { rename, evidence: Vec::new(), score }
    }

    fn shown(rename: &Rename) -> String {
        format!("{} {}", rename.before(), rename.after()).replace("users.", "")
    }

    /// Gives answers and writes down what it was asked.
    struct Person(RefCell<Vec<String>>, fn(&str) -> Answer);

    impl Asks for Person {
        fn was_renamed(&self, candidate: &Candidate) -> Answer {
            let asked = shown(&candidate.rename);
            let answer = self.1(&asked);
            self.0.borrow_mut().push(asked);
            answer
        }
    }

    #[track_caller]
    fn check_unanswered(candidates: Vec<Candidate>, expected: &[&str]) {
        let (renamed, likely) = decide(candidates, &Nobody);
        assert_eq!(renamed, []);
        assert_eq!(likely.iter().map(|candidate| shown(&candidate.rename)).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_likelier_one_leaves_no_room_for_others() {
        check_unanswered(vec![candidate("a", "y", 6), candidate("a", "x", 9), candidate("b", "y", 6)], &["a x", "b y"]);
    }

    #[test]
    fn equally_likely_ones_are_all_named() {
        let all = [("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")];
        let all = all.map(|(from, to)| candidate(from, to, 6)).to_vec();
        check_unanswered(all, &["a x", "a y", "b x", "b y"]);
    }

    #[test]
    fn a_yes_ends_the_questions_about_both_things() {
        let all = [("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")];
        let all = all.map(|(from, to)| candidate(from, to, 6)).to_vec();
        let says = |asked: &str| if asked == "a y" { Answer::Renamed } else { Answer::Different };
        let person = Person(RefCell::default(), says);
        let (renamed, likely) = decide(all, &person);
        assert_eq!(renamed.iter().map(shown).collect::<Vec<_>>(), ["a y"]);
        assert_eq!(person.0.into_inner(), ["a x", "a y", "b x"]);
        assert_eq!(likely, []);
    }

    #[test]
    fn nobody_is_asked_about_a_long_list() {
        let all = (0..5).map(|number| candidate("a", &format!("x{number}"), 6)).collect();
        let person = Person(RefCell::default(), |_| Answer::Renamed);
        let (renamed, likely) = decide(all, &person);
        assert_eq!((renamed.len(), likely.len(), person.0.into_inner().len()), (0, 5, 0));
    }
}
