//! Which of the renames that are wanted can take place, and in which order: a name may be given on (`a` to `b`, `b` to
//! `c`), and two may change their names with each other.

use std::collections::{BTreeSet, HashSet};
use std::fmt::Display;

use schema::{Name, Pair};

/// A rename that the models declare or the user wishes.
struct Wanted<'n, N> {
    names: Pair<&'n N>,
    /// The places of the wishes that say it; none: the models alone do.
    wishes: Vec<usize>,
}

/// A statement on the way; of a thing that the database knows as `of`.
pub(super) struct Step<'n, N> {
    pub of: &'n N,
    pub from: Name,
    pub to: Name,
}

/// What is wanted of tables, or of the columns of one table.
pub(super) struct Chains<'n, N> {
    wanted: Vec<Wanted<'n, N>>,
    /// Every name that each side has.
    names: Pair<BTreeSet<String>>,
}

/// One thing, and two that claim to have been it.
pub(super) struct ClaimedTwice<'n, N> {
    pub from: &'n N,
    pub by: [&'n N; 2],
}

/// A part of a rename's way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leg {
    Whole,
    ToTemporary,
    FromTemporary,
}

impl<'n, N: Display> Chains<'n, N> {
    /// Given are all names that each side has.
    pub fn between(names: Pair<&[&'n N]>) -> Self {
        let names = names.map(|names| names.iter().map(|name| name.to_string()).collect());
        Self { wanted: Vec::new(), names }
    }

    pub fn declare(&mut self, from: &'n N, to: &'n N) {
        self.want(from, to, None);
    }

    pub fn wish(&mut self, place: usize, from: &'n N, to: &'n N) {
        self.want(from, to, Some(place));
    }

    fn want(&mut self, from: &'n N, to: &'n N, wish: Option<usize>) {
        let is_same = |known: &&mut Wanted<'n, N>| known.is_from(from) && known.is_to(to);
        match self.wanted.iter_mut().find(is_same) {
            Some(known) => known.wishes.extend(wish),
            None => {
                self.wanted.push(Wanted { names: Pair { before: from, after: to }, wishes: wish.into_iter().collect() })
            }
        }
    }

    /// Returns what takes place, in an order that works.
    pub fn steps(&mut self, name: impl Fn(&'n N) -> &'n Name) -> Result<Vec<Step<'n, N>>, ClaimedTwice<'n, N>> {
        self.settle()?;
        let names: Vec<Pair<String>> = self.wanted.iter().map(|wanted| wanted.names.map(ToString::to_string)).collect();
        let step = |(place, leg): (usize, Leg)| {
            let Pair { before: of, after } = self.wanted[place].names;
            let (from, to) = match leg {
                Leg::Whole => (name(of).clone(), name(after).clone()),
                Leg::ToTemporary => (name(of).clone(), self.temporary(of, name(of))),
                Leg::FromTemporary => (self.temporary(of, name(of)), name(after).clone()),
            };
            Step { of, from, to }
        };
        Ok(in_order(&names).into_iter().map(step).collect())
    }

    /// Returns the places of the wishes that come true.
    pub fn fulfilled(&self) -> Vec<usize> {
        self.wanted.iter().flat_map(|wanted| &wanted.wishes).copied().collect()
    }

    /// Keeps what can take place: the old name must become free of the models, the new one free in the database.
    fn settle(&mut self) -> Result<(), ClaimedTwice<'n, N>> {
        self.keep_possible();
        let declared: Vec<&Wanted<'n, N>> = self.wanted.iter().filter(|wanted| wanted.wishes.is_empty()).collect();
        for (place, one) in declared.iter().enumerate() {
            if let Some(other) = declared[place + 1..].iter().find(|other| other.is_from(one.names.before)) {
                return Err(ClaimedTwice { from: one.names.before, by: [one.names.after, other.names.after] });
            }
        }
        let (mut froms, mut tos) = (HashSet::new(), HashSet::new());
        self.wanted.retain(|wanted| {
            let names = wanted.names.map(ToString::to_string);
            let contradicts = froms.contains(&names.before) || tos.contains(&names.after);
            !contradicts && froms.insert(names.before) && tos.insert(names.after)
        });
        self.keep_possible();
        // Nothing would tell whether names that the models have exchange have been exchanged already.
        let is_told: Vec<bool> = self.wanted.iter().map(|wanted| self.is_told(wanted)).collect();
        let mut is_told = is_told.into_iter();
        self.wanted.retain(|_| is_told.next() == Some(true));
        Ok(())
    }

    fn keep_possible(&mut self) {
        loop {
            let froms: HashSet<String> = self.wanted.iter().map(|wanted| wanted.names.before.to_string()).collect();
            let tos: HashSet<String> = self.wanted.iter().map(|wanted| wanted.names.after.to_string()).collect();
            let count = self.wanted.len();
            self.wanted.retain(|wanted| {
                let names = wanted.names.map(ToString::to_string);
                let stays = self.names.after.contains(&names.before) && !tos.contains(&names.before);
                let is_taken = self.names.before.contains(&names.after) && !froms.contains(&names.after);
                !stays && !is_taken && names.before != names.after
            });
            if self.wanted.len() == count {
                return;
            }
        }
    }

    /// Returns whether the chain ends at a free name, or goes round in a circle that the user wishes.
    fn is_told(&self, start: &Wanted<'n, N>) -> bool {
        let mut wanted = start;
        loop {
            let next = self.wanted.iter().find(|next| next.is_from(wanted.names.after));
            match next {
                None => return true,
                Some(_) if !wanted.wishes.is_empty() => return true,
                Some(next) if next.is_from(start.names.before) => return false,
                Some(next) => wanted = next,
            }
        }
    }

    /// Returns a name that neither side has.
    fn temporary(&self, from: &N, name: &Name) -> Name {
        let full_name = from.to_string();
        let namespace = full_name.strip_suffix(name.text.as_str()).unwrap_or_default();
        temporary(name, |text| {
            let text = format!("{namespace}{text}");
            self.names.before.contains(&text) || self.names.after.contains(&text)
        })
    }
}

impl<N: Display> Wanted<'_, N> {
    fn is_from(&self, name: &N) -> bool {
        self.names.before.to_string() == name.to_string()
    }

    fn is_to(&self, name: &N) -> bool {
        self.names.after.to_string() == name.to_string()
    }
}

/// Returns a name that is not taken. A long one is cut, as the database would.
pub(super) fn temporary(name: &Name, is_taken: impl Fn(&str) -> bool) -> Name {
    let stem: String = name.text.chars().take(40).collect();
    let mut text = format!("{stem}_tmp");
    while is_taken(&text) {
        text.push('_');
    }
    text.into()
}

/// Puts renames into an order in which every new name is free; a circle is opened by a temporary name. Returns their
/// places.
pub(super) fn in_order(names: &[Pair<String>]) -> Vec<(usize, Leg)> {
    let mut waiting: Vec<(usize, Leg)> = (0..names.len()).map(|place| (place, Leg::Whole)).collect();
    let mut ordered = Vec::with_capacity(names.len());
    while !waiting.is_empty() {
        let is_free = |(place, _): &(usize, Leg)| {
            let holds = |(other, leg): &(usize, Leg)| *leg == Leg::Whole && names[*other].before == names[*place].after;
            !waiting.iter().any(holds)
        };
        match waiting.iter().position(is_free) {
            Some(free) => ordered.push(waiting.remove(free)),
            None => {
                ordered.push((waiting[0].0, Leg::ToTemporary));
                waiting[0].1 = Leg::FromTemporary;
            }
        }
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_order(names: &[(&str, &str)], expected: &[(usize, Leg)]) {
        let pair = |(from, to): &(&str, &str)| Pair { before: (*from).to_owned(), after: (*to).to_owned() };
        assert_eq!(in_order(&names.iter().map(pair).collect::<Vec<_>>()), expected);
    }

    #[test]
    fn a_name_is_free_before_it_is_given() {
        check_order(&[("a", "b"), ("x", "y")], &[(0, Leg::Whole), (1, Leg::Whole)]);
        check_order(&[("a", "b"), ("b", "c")], &[(1, Leg::Whole), (0, Leg::Whole)]);
        check_order(&[("a", "b"), ("b", "a")], &[(0, Leg::ToTemporary), (1, Leg::Whole), (0, Leg::FromTemporary)]);
    }

    #[test]
    fn a_temporary_name_is_not_taken() {
        assert_eq!(temporary(&"a".into(), |_| false).text, "a_tmp");
        assert_eq!(temporary(&"a".into(), |text| text == "a_tmp").text, "a_tmp_");
    }
}
