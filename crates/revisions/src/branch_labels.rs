//! Spreads branch labels over their branches.

use crate::RevisionGraph;
use std::sync::Arc;

/// Gives every revision the labels of its branch: those of its ancestors, and those of a descendant that is reached
/// by a single line.
//
//   base -- a1 -- a2 (label x) -- a3        x spreads up to a3 and, as no branch or merge is in the way, down to base.
//   base -- b1 -- b2 (label y) -- b3        y spreads up to b3 and c3, but b2 is a branch point: nothing goes down.
//                     \---------- c3
pub(crate) fn spread(graph: &mut RevisionGraph) {
    if graph.labels.is_empty() {
        return;
    }
    let own = own_labels(graph);
    let from_above = labels_from_above(graph, &own);
    let nothing: Arc<[u32]> = [].into();
    let mut spread: Vec<Arc<[u32]>> = vec![nothing; graph.nodes.len()];
    for index in &graph.oldest_first {
        let mut sets: Vec<&Arc<[u32]>> = graph.nodes[*index].down.iter().map(|parent| &spread[*parent]).collect();
        let here: Arc<[u32]> = from_above[*index].iter().chain(&own[*index]).copied().collect();
        sets.push(&here);
        let union = union(sets);
        spread[*index] = union;
    }
    for (links, labels) in graph.nodes.iter_mut().zip(spread) {
        links.labels = labels;
    }
}

fn own_labels(graph: &RevisionGraph) -> Vec<Vec<u32>> {
    let mut own = vec![Vec::new(); graph.nodes.len()];
    for (position, label) in graph.labels.iter().enumerate() {
        let index = graph.index_of[label.as_str()];
        // A label that only a replaced script has names the revision, but does not spread.
        if graph.nodes[index].revision.labels.contains(label) {
            own[index].push(u32::try_from(position).expect("there are fewer labels than 2^32"));
        }
    }
    own
}

/// Collects for each revision the labels that come down to it along a line without branches and merges.
fn labels_from_above(graph: &RevisionGraph, own: &[Vec<u32>]) -> Vec<Vec<u32>> {
    let mut ends_a_line = vec![false; graph.nodes.len()];
    let mut from_above: Vec<Vec<u32>> = vec![Vec::new(); graph.nodes.len()];
    for index in graph.oldest_first.iter().rev() {
        let links = &graph.nodes[*index];
        let is_single = links.needed_by.len() < 2 && links.down.len() < 2;
        let (line, labels) = match links.children.as_slice() {
            [] => (true, Vec::new()),
            [child] => (ends_a_line[*child], [own[*child].as_slice(), &from_above[*child]].concat()),
            _ => (false, Vec::new()),
        };
        ends_a_line[*index] = is_single && line;
        if ends_a_line[*index] {
            from_above[*index] = labels;
        }
    }
    from_above
}

/// Joins sorted sets; where one of them holds all of the others it is shared, not copied.
fn union(sets: Vec<&Arc<[u32]>>) -> Arc<[u32]> {
    let largest = sets.iter().max_by_key(|set| set.len()).expect("own labels are always among the sets");
    let is_whole = sets.iter().all(|set| set.iter().all(|label| largest.contains(label)));
    let is_sorted = largest.is_sorted();
    if is_whole && is_sorted {
        return Arc::clone(largest);
    }
    let mut all: Vec<u32> = sets.iter().flat_map(|set| set.iter().copied()).collect();
    all.sort_unstable();
    all.dedup();
    all.into()
}
