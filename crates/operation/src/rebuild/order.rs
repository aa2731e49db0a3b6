//! The order of the columns, as Alembic works it out.

use dialect::Unsupported;
use dialect::refusal::refusal;
use schema::Name;

/// Which column comes before which.
pub(super) struct Order {
    existing: Vec<Name>,
    /// `partial_reordering=`.
    partial: Vec<(Name, Name)>,
    added: Vec<(Name, Name)>,
}

impl Order {
    pub fn of(existing: impl Iterator<Item = Name>, partial_reordering: &[Vec<Name>]) -> Self {
        let pairs = |names: &[Name]| -> Vec<(Name, Name)> {
            names.windows(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect()
        };
        Self {
            existing: existing.collect(),
            partial: partial_reordering.iter().flat_map(|names| pairs(names)).collect(),
            added: Vec::new(),
        }
    }

    pub fn drop(&mut self, name: &Name) {
        self.existing.retain(|known| known.text != name.text);
    }

    /// A new column goes where `insert_before` and `insert_after` say, else to the end. One of them is enough: the
    /// column on the other side is the neighbour there.
    pub fn add(&mut self, name: &Name, before: Option<&Name>, after: Option<&Name>) {
        let (mut before, mut after) = (before.cloned(), after.cloned());
        if self.partial.is_empty() {
            match (&before, &after) {
                (None, Some(known)) => before = self.neighbour_behind(known),
                (Some(known), None) => after = self.neighbour_before(known),
                _ => {}
            }
            if before.is_none() && after.is_none() {
                after = self.existing.last().cloned();
            }
        }
        self.added.extend(before.map(|before| (name.clone(), before)));
        self.added.extend(after.map(|after| (after, name.clone())));
    }

    fn neighbour_behind(&self, known: &Name) -> Option<Name> {
        match self.place(known) {
            Some(place) => self.existing.get(place + 1).cloned(),
            None => {
                self.added.iter().rev().find(|(first, _)| first.text == known.text).map(|(_, second)| second.clone())
            }
        }
    }

    fn neighbour_before(&self, known: &Name) -> Option<Name> {
        match self.place(known) {
            Some(place) => place.checked_sub(1).map(|place| self.existing[place].clone()),
            None => {
                self.added.iter().rev().find(|(_, second)| second.text == known.text).map(|(first, _)| first.clone())
            }
        }
    }

    fn place(&self, name: &Name) -> Option<usize> {
        self.existing.iter().position(|known| known.text == name.text)
    }

    /// Returns the places of the columns in their order: each after those that come before it, else as they are.
    pub fn sorted(&self, columns: &[&str]) -> Result<Vec<usize>, Unsupported> {
        let pairs = self.pairs(columns);
        let mut left: Vec<usize> = (0..columns.len()).collect();
        let mut sorted = Vec::new();
        while !left.is_empty() {
            let waits = |place: &usize| {
                let is_left = |name: &str| left.iter().any(|other| columns[*other] == name);
                pairs.iter().any(|(first, second)| *second == columns[*place] && is_left(first))
            };
            let (later, now): (Vec<usize>, Vec<usize>) = left.iter().partition(|place| waits(place));
            if now.is_empty() {
                return Err(refusal("sqlalchemy.exc.CircularDependencyError", "the columns cannot be ordered so"));
            }
            sorted.extend(now);
            left = later;
        }
        Ok(sorted)
    }

    /// Without any wish there is no pair, and the columns stay where they are.
    fn pairs<'a>(&'a self, columns: &[&'a str]) -> Vec<(&'a str, &'a str)> {
        let named = |pairs: &'a [(Name, Name)]| pairs.iter().map(|(first, second)| (&*first.text, &*second.text));
        let mut pairs: Vec<(&str, &str)> = named(&self.partial).collect();
        if self.partial.is_empty() && !self.added.is_empty() {
            let existing = columns.iter().take(self.existing.len());
            pairs.extend(existing.clone().zip(existing.skip(1)).map(|(first, second)| (*first, *second)));
        }
        pairs.extend(named(&self.added));
        pairs.retain(|(first, second)| first != second);
        pairs
    }
}
