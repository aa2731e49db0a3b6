//! The order in which revisions are listed and downgraded: newest first, one branch at a time.

use crate::RevisionGraph;
use crate::ancestry::Ancestry;
use crate::reach::NodeSet;

/// No tip is above.
const NONE: usize = usize::MAX;

/// Orders the wanted revisions so that each comes before what it needs.
///
/// The walk keeps a row of tips and stays on one of them as long as it can. A tip that lies below another one has to
/// wait; the walk then goes on at the first tip of the row that is above it. A tip that is taken leaves its place to
/// its first parent, further parents go to the end of the row, and when there is none the tip to the left is next.
//
//   base -- a1 -- b1 -- b2      row [b2, c1]: b2, b1; then a1 waits for c1: c1, a1.
//              \--- c1
pub(crate) fn newest_first(graph: &RevisionGraph, wanted: &NodeSet, heads: &[usize]) -> Vec<usize> {
    let mut tips: Vec<usize> = heads.iter().copied().filter(|head| wanted.contains(*head)).collect();
    tips.sort_unstable();
    tips.dedup();
    let mut walk = Walk::begin(graph, wanted.clone(), &tips);
    let mut ordered = Vec::new();
    let mut next = (!tips.is_empty()).then_some(0);
    while let Some(place) = next {
        let tip = walk.row[place].tip;
        if walk.holders[tip] > 0 {
            next = walk.first_above(tip);
            continue;
        }
        ordered.push(tip);
        next = walk.take(tip, place);
    }
    if walk.left.is_empty() {
        return ordered;
    }
    // Some wanted revisions can only be reached through unwanted ones; no tip leads to them.
    graph.oldest_first.iter().rev().copied().filter(|index| wanted.contains(*index)).collect()
}

/// One place in the row of tips.
struct Place {
    tip: usize,
    left: usize,
    right: usize,
}

struct Walk<'graph> {
    graph: &'graph RevisionGraph,
    left: NodeSet,
    row: Vec<Place>,
    first: usize,
    last: usize,
    /// The place of a tip in the row.
    place_of: Vec<usize>,
    /// For each place itself, or one further right from where to look for the next open one.
    open_from: Vec<usize>,
    /// How many revisions need this one and are tips or below tips.
    holders: Vec<usize>,
    /// No place further left has a tip above the revision. A place only ever moves down, so this never gets wrong.
    above_from: Vec<usize>,
    ancestry: Option<Ancestry<'graph>>,
}

impl<'graph> Walk<'graph> {
    fn begin(graph: &'graph RevisionGraph, left: NodeSet, tips: &[usize]) -> Self {
        let count = graph.nodes.len();
        let mut walk = Self {
            graph,
            left,
            row: Vec::with_capacity(tips.len()),
            first: NONE,
            last: NONE,
            place_of: vec![NONE; count],
            open_from: Vec::with_capacity(tips.len()),
            holders: vec![0; count],
            above_from: vec![NONE; count],
            ancestry: None,
        };
        tips.iter().for_each(|tip| walk.append(*tip));
        for index in graph.oldest_first.iter().rev() {
            let here = walk.above_from[*index].min(walk.place_of[*index]);
            if here != NONE {
                for need in &graph.nodes[*index].needs {
                    walk.holders[*need] += 1;
                    walk.above_from[*need] = walk.above_from[*need].min(here);
                }
            }
        }
        walk
    }

    fn append(&mut self, tip: usize) {
        let place = self.row.len();
        self.row.push(Place { tip, left: self.last, right: NONE });
        self.open_from.push(place);
        self.place_of[tip] = place;
        match self.last {
            NONE => self.first = place,
            last => self.row[last].right = place,
        }
        self.last = place;
    }

    /// Returns the first place whose tip is above this one.
    fn first_above(&mut self, tip: usize) -> Option<usize> {
        let mut from = self.above_from[tip];
        while let Some(place) = self.open_place(from) {
            let graph = self.graph;
            let ancestry = self.ancestry.get_or_insert_with(|| Ancestry::of(graph));
            if ancestry.needs(self.row[place].tip, tip) {
                self.above_from[tip] = place;
                return Some(place);
            }
            from = place + 1;
        }
        None
    }

    /// Returns the first open place from here on to the right, and shortens the way for the next time.
    fn open_place(&mut self, from: usize) -> Option<usize> {
        let mut open = from;
        while open < self.row.len() && self.open_from[open] != open {
            open = self.open_from[open];
        }
        let mut passed = from;
        while passed < open {
            passed = std::mem::replace(&mut self.open_from[passed], open);
        }
        (open < self.row.len()).then_some(open)
    }

    /// Takes a tip out and returns the place to go on at.
    fn take(&mut self, tip: usize, place: usize) -> Option<usize> {
        self.left.remove(tip);
        self.place_of[tip] = NONE;
        let graph = self.graph;
        let needs = graph.nodes[tip].normalized_needs.iter().copied();
        let new_tips: Vec<usize> =
            needs.filter(|need| self.left.contains(*need) && self.place_of[*need] == NONE).collect();
        let next = match new_tips.split_first() {
            Some((first, others)) => {
                self.row[place].tip = *first;
                self.place_of[*first] = place;
                others.iter().for_each(|other| self.append(*other));
                Some(place)
            }
            None => self.close(place),
        };
        self.let_go(tip);
        next
    }

    /// Takes a place out of the row and returns its left neighbour, or the first place.
    fn close(&mut self, place: usize) -> Option<usize> {
        let Place { left, right, .. } = self.row[place];
        match left {
            NONE => self.first = right,
            left => self.row[left].right = right,
        }
        match right {
            NONE => self.last = left,
            right => self.row[right].left = left,
        }
        self.open_from[place] = place + 1;
        let next = if left == NONE { self.first } else { left };
        (next != NONE).then_some(next)
    }

    /// Forgets that a taken tip needs others, and what those need if no tip is above them any more.
    fn let_go(&mut self, tip: usize) {
        let mut gone = vec![tip];
        while let Some(index) = gone.pop() {
            for need in &self.graph.nodes[index].needs {
                self.holders[*need] -= 1;
                if self.holders[*need] == 0 && self.place_of[*need] == NONE {
                    gone.push(*need);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Bound, Revision, RevisionGraph};

    fn order(revisions: Vec<Revision>) -> String {
        let graph = RevisionGraph::build(revisions).unwrap();
        let all = graph.history(&Bound::from("base"), &Bound::from("heads")).unwrap();
        all.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_branch_is_walked_to_its_fork_before_the_next_one_begins() {
        let fork = vec![
            Revision::new("a1"),
            Revision::new("b1").down(&["a1"]),
            Revision::new("b2").down(&["b1"]),
            Revision::new("c1").down(&["a1"]),
        ];
        assert_eq!(order(fork), "b2 b1 c1 a1");
    }

    #[test]
    fn a_dependency_waits_for_the_branch_that_needs_it() {
        let dependent = vec![
            Revision::new("a1"),
            Revision::new("a2").down(&["a1"]),
            Revision::new("b1"),
            Revision::new("b2").down(&["b1"]).depends_on(&["a1"]),
        ];
        assert_eq!(order(dependent), "a2 b2 b1 a1");
    }
}
