//! Answers "does this revision need that one, directly or not" many times on one graph.

use crate::RevisionGraph;

/// Two depth-first numberings of the graph, which settle nearly every question without a search.
///
/// A revision is numbered when everything that it needs is. What is numbered while a revision is open is needed by it;
/// what has a smaller lowest number or a larger own one is not. Only what both numberings leave open is searched for.
/// One numbering goes down the longest ways first: of two parents it has then numbered the upper one without the other.
pub(crate) struct Ancestry<'graph> {
    graph: &'graph RevisionGraph,
    levels: Vec<usize>,
    numberings: [Vec<Span>; 2],
    seen: Vec<u32>,
    search: u32,
}

/// The numbers of one revision.
#[derive(Debug, Clone, Copy, Default)]
struct Span {
    /// The next number when the revision was opened.
    opened: usize,
    /// Its own number.
    number: usize,
    /// The lowest number of all that it needs, directly or not.
    lowest: usize,
}

#[derive(PartialEq, Eq)]
enum Verdict {
    Needs,
    DoesNotNeed,
    Unknown,
}

impl<'graph> Ancestry<'graph> {
    pub fn of(graph: &'graph RevisionGraph) -> Self {
        let levels = levels(graph);
        let deepest_first = number(graph, |index| usize::MAX - levels[index]);
        let shallowest_first = number(graph, |index| levels[index]);
        let numberings = [deepest_first, shallowest_first];
        Self { graph, levels, numberings, seen: vec![0; graph.nodes.len()], search: 0 }
    }

    /// Tells whether `upper` needs `lower`, directly or not; a revision does not need itself.
    pub fn needs(&mut self, upper: usize, lower: usize) -> bool {
        let mut waiting = Vec::new();
        match self.verdict(upper, lower) {
            Verdict::Needs => return true,
            Verdict::DoesNotNeed => return false,
            Verdict::Unknown => waiting.push(upper),
        }
        self.search += 1;
        while let Some(index) = waiting.pop() {
            for need in &self.graph.nodes[index].needs {
                if *need == lower {
                    return true;
                }
                if std::mem::replace(&mut self.seen[*need], self.search) == self.search {
                    continue;
                }
                match self.verdict(*need, lower) {
                    Verdict::Needs => return true,
                    Verdict::DoesNotNeed => {}
                    Verdict::Unknown => waiting.push(*need),
                }
            }
        }
        false
    }

    fn verdict(&self, upper: usize, lower: usize) -> Verdict {
        if self.levels[upper] <= self.levels[lower] {
            return Verdict::DoesNotNeed;
        }
        for spans in &self.numberings {
            let (above, below) = (spans[upper], spans[lower]);
            if above.number < below.number || above.lowest > below.lowest {
                return Verdict::DoesNotNeed;
            }
            if above.opened <= below.number {
                return Verdict::Needs;
            }
        }
        Verdict::Unknown
    }
}

/// Numbers all revisions; of several that could come next, the one with the lowest rank does.
fn number(graph: &RevisionGraph, rank: impl Fn(usize) -> usize) -> Vec<Span> {
    let mut spans = vec![Span::default(); graph.nodes.len()];
    let mut is_open = vec![false; graph.nodes.len()];
    let mut next = 0;
    let in_order = |mut indexes: Vec<usize>| {
        indexes.sort_by_key(|index| rank(*index));
        indexes.into_iter()
    };
    let heads = (0..graph.nodes.len()).filter(|index| graph.nodes[*index].needed_by.is_empty()).collect();
    for head in in_order(heads) {
        let mut path = vec![(head, in_order(graph.nodes[head].needs.clone()))];
        spans[head].opened = next;
        while let Some((index, to_come)) = path.last_mut() {
            let Some(need) = to_come.next() else {
                let needs = graph.nodes[*index].needs.iter();
                spans[*index].lowest = needs.map(|need| spans[*need].lowest).min().unwrap_or(next).min(next);
                spans[*index].number = next;
                next += 1;
                path.pop();
                continue;
            };
            if !std::mem::replace(&mut is_open[need], true) {
                spans[need].opened = next;
                path.push((need, in_order(graph.nodes[need].needs.clone())));
            }
        }
    }
    spans
}

/// Returns for each revision the length of the longest way down to a base.
fn levels(graph: &RevisionGraph) -> Vec<usize> {
    let mut levels = vec![0; graph.nodes.len()];
    for index in &graph.oldest_first {
        levels[*index] = graph.nodes[*index].needs.iter().map(|need| levels[*need] + 1).max().unwrap_or(0);
    }
    levels
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Revision;

    #[test]
    fn every_question_is_answered_as_by_a_search() {
        let graph = RevisionGraph::build(vec![
            Revision::new("a1"),
            Revision::new("b1").down(&["a1"]),
            Revision::new("c1").down(&["a1"]),
            Revision::new("m1").down(&["b1", "c1"]),
            Revision::new("d1").depends_on(&["c1"]),
            Revision::new("d2").down(&["d1"]),
            Revision::new("e1"),
            Revision::new("m2").down(&["e1", "d2"]).depends_on(&["b1"]),
        ])
        .unwrap();
        let mut ancestry = Ancestry::of(&graph);
        for upper in 0..graph.len() {
            let below = graph.reach(&[upper], crate::reach::Along::Needs);
            for lower in 0..graph.len() {
                let expected = lower != upper && below.contains(lower);
                assert_eq!(ancestry.needs(upper, lower), expected, "{} {}", graph.id(upper), graph.id(lower));
            }
        }
    }
}
