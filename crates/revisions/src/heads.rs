//! Which heads a database is at, and how one step changes them.

use std::collections::BTreeSet;

use crate::{RevisionId, Step};

/// The rows of the version table, in the order they were read. At base there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heads(Vec<RevisionId>);

impl Heads {
    /// Wraps the rows of the version table.
    pub fn new(rows: Vec<RevisionId>) -> Self {
        Self(rows)
    }

    /// Returns the rows in order.
    pub fn iter(&self) -> std::slice::Iter<'_, RevisionId> {
        self.0.iter()
    }

    /// Returns the rows as a slice.
    pub fn as_slice(&self) -> &[RevisionId] {
        &self.0
    }

    /// Tells whether the database is before everything.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Tells whether a row names the revision.
    pub fn contains(&self, id: &RevisionId) -> bool {
        self.0.contains(id)
    }

    /// Tells whether both have the same rows, in whatever order.
    pub fn has_same_rows(&self, others: &Self) -> bool {
        let sorted = |heads: &Self| heads.iter().cloned().collect::<BTreeSet<_>>();
        sorted(self) == sorted(others)
    }

    /// Returns the rows after some steps.
    #[must_use]
    pub fn after<'step>(&self, steps: impl IntoIterator<Item = &'step Step>) -> Self {
        let mut heads = self.clone();
        steps.into_iter().flat_map(|step| &step.bookkeeping).for_each(|change| heads.apply(change));
        heads
    }

    /// Carries out one change of the rows. A changed row keeps its place.
    pub fn apply(&mut self, change: &HeadChange) {
        match change {
            HeadChange::Insert(id) => self.0.push(id.clone()),
            HeadChange::Delete(id) => self.0.retain(|row| row != id),
            HeadChange::Replace { from, to } => {
                for row in self.0.iter_mut().filter(|row| *row == from) {
                    *row = to.clone();
                }
            }
        }
    }
}

impl From<&[&str]> for Heads {
    fn from(rows: &[&str]) -> Self {
        rows.iter().copied().collect()
    }
}

impl<Row: Into<RevisionId>> FromIterator<Row> for Heads {
    fn from_iter<Rows: IntoIterator<Item = Row>>(rows: Rows) -> Self {
        Self(rows.into_iter().map(Into::into).collect())
    }
}

/// One statement on the version table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeadChange {
    Insert(RevisionId),
    Delete(RevisionId),
    Replace { from: RevisionId, to: RevisionId },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_keep_the_order_of_the_other_rows() {
        let mut heads = Heads::from(["a", "b", "c"].as_slice());
        heads.apply(&HeadChange::Replace { from: "b".into(), to: "d".into() });
        heads.apply(&HeadChange::Delete("a".into()));
        heads.apply(&HeadChange::Insert("e".into()));
        assert_eq!(heads, Heads::from(["d", "c", "e"].as_slice()));
    }
}
