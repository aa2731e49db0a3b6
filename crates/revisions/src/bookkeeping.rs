//! What each step does to the rows of the version table.

use crate::ancestry::Ancestry;
use crate::reach::Along;
use crate::step::{Step, Work};
use crate::{Fault, HeadChange, Heads, RevisionGraph, RevisionId};
use std::collections::HashSet;

/// The rows of the version table while a plan is carried out.
pub(crate) struct Rows<'graph> {
    graph: &'graph RevisionGraph,
    rows: HashSet<RevisionId>,
    /// For each applied revision, how many applied ones need it, plus one if it is a row.
    holders: Vec<usize>,
    ancestry: Option<Ancestry<'graph>>,
}

impl<'graph> Rows<'graph> {
    pub fn new(graph: &'graph RevisionGraph, current: &Heads) -> Self {
        let rows: HashSet<RevisionId> = current.iter().cloned().collect();
        let mut holders = vec![0; graph.nodes.len()];
        let positions: Vec<usize> =
            rows.iter().filter_map(|row| graph.revision(row.as_str())).map(|node| node.position()).collect();
        for applied in graph.reach(&positions, Along::Needs).iter() {
            graph.nodes[applied].normalized_needs.iter().for_each(|need| holders[*need] += 1);
        }
        positions.iter().for_each(|row| holders[*row] += 1);
        Self { graph, rows, holders, ancestry: None }
    }

    /// Returns the changes of one step and remembers the rows after it.
    pub fn carry_out(&mut self, step: &Step) -> Result<Vec<HeadChange>, Fault> {
        let changes = match &step.work {
            Work::Upgrade(revision) => self.upgraded(revision),
            Work::Downgrade(revision) => self.downgraded(revision),
            Work::StampUp | Work::StampDown => self.stamped(step),
        };
        for change in &changes {
            self.change(change).ok_or_else(|| self.do_not_fit(step))?;
        }
        if changes.is_empty() { Err(self.do_not_fit(step)) } else { Ok(changes) }
    }

    fn do_not_fit(&self, step: &Step) -> Fault {
        let mut rows: Vec<RevisionId> = self.rows.iter().cloned().collect();
        rows.sort();
        Fault::RowsDoNotFit { rows, step: step.short_log() }
    }

    /// Changes the rows; none if the row to go is not there, or the one to come already is.
    fn change(&mut self, change: &HeadChange) -> Option<()> {
        let done = match change {
            HeadChange::Insert(id) => self.rows.insert(id.clone()),
            HeadChange::Delete(id) => self.rows.remove(id),
            HeadChange::Replace { from, to } => {
                !self.rows.contains(to) && self.rows.remove(from) && self.rows.insert(to.clone())
            }
        };
        done.then_some(())
    }

    //   a1 -- b1 -- c1 (merge)     From {b1, b2} to c1 the row b1 goes and b2 becomes c1: one DELETE, one UPDATE.
    //     \-- b2 --/
    fn upgraded(&self, revision: &RevisionId) -> Vec<HeadChange> {
        let needs = &self.graph.nodes[self.graph.index_of[revision]].normalized_needs;
        let needed_rows = needs.iter().map(|need| self.graph.id(*need)).filter(|need| self.rows.contains(*need));
        merged(&needed_rows.cloned().collect::<Vec<_>>(), revision)
    }

    //   From c1 down, c1 becomes b2 and b1 comes back: one INSERT, one UPDATE. What other rows still need does not.
    fn downgraded(&mut self, revision: &RevisionId) -> Vec<HeadChange> {
        if !self.rows.contains(revision) {
            return Vec::new();
        }
        let index = self.graph.index_of[revision];
        let needs = &self.graph.nodes[index].normalized_needs;
        self.holders[index] -= 1;
        if self.holders[index] == 0 {
            needs.iter().for_each(|need| self.holders[*need] -= 1);
        }
        let uncovered = self.uncovered(needs);
        uncovered.iter().for_each(|need| self.holders[*need] += 1);
        let uncovered = self.graph.ids(&uncovered);
        let Some((last, others)) = uncovered.split_last() else {
            return vec![HeadChange::Delete(revision.clone())];
        };
        let mut changes: Vec<HeadChange> = others.iter().cloned().map(HeadChange::Insert).collect();
        changes.push(HeadChange::Replace { from: revision.clone(), to: last.clone() });
        changes
    }

    /// Returns what the other rows do not need. Where there is no other row, what is below another one of these is left
    /// out too; Alembic does not do that where there is one, and so gets a row too many.
    fn uncovered(&mut self, needs: &[usize]) -> Vec<usize> {
        let lower: Vec<usize> = needs.iter().copied().filter(|need| self.is_below_one_of(*need, needs)).collect();
        let has_other_rows = self.rows.len() > 1;
        if !lower.is_empty() && has_other_rows {
            return self.uncovered_without(needs);
        }
        needs.iter().copied().filter(|need| self.holders[*need] == 0 && !lower.contains(need)).collect()
    }

    fn is_below_one_of(&mut self, lower: usize, indexes: &[usize]) -> bool {
        if indexes.len() < 2 {
            return false;
        }
        let graph = self.graph;
        let ancestry = self.ancestry.get_or_insert_with(|| Ancestry::of(graph));
        indexes.iter().any(|upper| ancestry.needs(*upper, lower))
    }

    /// Lets go what nothing holds, with all that only this holds, looks what is left, and takes it back.
    fn uncovered_without(&mut self, needs: &[usize]) -> Vec<usize> {
        let graph = self.graph;
        let age = |index: usize| graph.nodes[index].age;
        let oldest = needs.iter().copied().map(age).min().unwrap_or_default();
        let mut gone: Vec<usize> = needs.iter().copied().filter(|need| self.holders[*need] == 0).collect();
        let mut let_go = Vec::new();
        while let Some(index) = gone.pop() {
            for need in graph.nodes[index].normalized_needs.iter().copied().filter(|need| age(*need) >= oldest) {
                self.holders[need] -= 1;
                let_go.push(need);
                if self.holders[need] == 0 {
                    gone.push(need);
                }
            }
        }
        let uncovered = needs.iter().copied().filter(|need| self.holders[*need] == 0).collect();
        let_go.into_iter().for_each(|need| self.holders[need] += 1);
        uncovered
    }

    fn stamped(&self, step: &Step) -> Vec<HeadChange> {
        match (&step.work, step.from.as_slice(), step.to.as_slice()) {
            (Work::StampDown, [from], []) => vec![HeadChange::Delete(from.clone())],
            (Work::StampUp, from, [to]) => {
                let is_new_branch = from.is_empty() || from.iter().any(|row| !self.rows.contains(row));
                merged(if is_new_branch { &[] } else { from }, to)
            }
            (_, from, [to]) => merged(from, to),
            _ => Vec::new(),
        }
    }
}

/// The last of several rows becomes the new one, the others go; without any, the new one comes.
fn merged(from: &[RevisionId], to: &RevisionId) -> Vec<HeadChange> {
    let Some((last, others)) = from.split_last() else {
        return vec![HeadChange::Insert(to.clone())];
    };
    let mut changes: Vec<HeadChange> = others.iter().cloned().map(HeadChange::Delete).collect();
    changes.push(HeadChange::Replace { from: last.clone(), to: to.clone() });
    changes
}
