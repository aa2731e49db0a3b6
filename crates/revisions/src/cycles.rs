//! Finds cycles, and the order in which everything comes after what it needs.

use crate::build::Loaded;
use crate::reach::{Along, NodeSet};
use crate::{Defect, RevisionGraph, RevisionId};

/// Returns the revisions with parents and dependencies first, or the cycle that makes it impossible.
pub(crate) fn oldest_first(graph: &RevisionGraph, loaded: &[Loaded]) -> Result<Vec<usize>, Defect> {
    if graph.is_empty() {
        return Ok(Vec::new());
    }
    if let Some(revisions) = out_of_reach(graph, loaded, Along::Down) {
        return Err(Defect::Cycle { revisions });
    }
    if let Some(revisions) = out_of_reach(graph, loaded, Along::Needs) {
        return Err(Defect::DependencyCycle { revisions });
    }
    // Alembic does not see a cycle that can be entered from a base and left to a head; such a history has no order.
    let (_, cyclic) = order(graph, Along::Down);
    if !cyclic.is_empty() {
        return Err(Defect::Cycle { revisions: cyclic });
    }
    let (oldest_first, cyclic) = order(graph, Along::Needs);
    if !cyclic.is_empty() {
        return Err(Defect::DependencyCycle { revisions: cyclic });
    }
    Ok(oldest_first)
}

/// Returns the revisions that no way from a base to a head passes, if there are any.
fn out_of_reach(graph: &RevisionGraph, loaded: &[Loaded], down: Along) -> Option<Vec<RevisionId>> {
    let ends = &graph.ends;
    let (heads, bases, up) = match down {
        Along::Needs | Along::NeededBy => (&ends.real_heads, &ends.real_bases, Along::NeededBy),
        Along::Down | Along::Up => (&ends.heads, &ends.bases, Along::Up),
    };
    if heads.is_empty() || bases.is_empty() {
        return Some(graph.nodes.iter().map(|links| links.revision.id.clone()).collect());
    }
    let positions = |ids: &[RevisionId]| ids.iter().map(|id| graph.index_of[id]).collect::<Vec<_>>();
    let mut starts = positions(heads);
    for revision in loaded.iter().filter_map(|script| script.replaced.as_ref()) {
        starts.extend(positions(&revision.down));
    }
    let mut reached = graph.reach(&starts, down);
    reached.keep_only(&graph.reach(&positions(bases), up));
    let missed: Vec<usize> = (0..graph.nodes.len()).filter(|index| !reached.contains(*index)).collect();
    (!missed.is_empty()).then(|| sorted(graph, missed))
}

fn sorted(graph: &RevisionGraph, indexes: Vec<usize>) -> Vec<RevisionId> {
    let mut ids = graph.ids(&indexes);
    ids.sort();
    ids
}

/// Orders what can be ordered; the second part is what lies on cycles or between them.
fn order(graph: &RevisionGraph, down: Along) -> (Vec<usize>, Vec<RevisionId>) {
    let up = if down == Along::Down { Along::Up } else { Along::NeededBy };
    let oldest_first = peel(graph, up);
    if oldest_first.len() == graph.nodes.len() {
        return (oldest_first, Vec::new());
    }
    let mut rest = NodeSet::empty(graph);
    (0..graph.nodes.len()).for_each(|index| _ = rest.insert(index));
    oldest_first.iter().chain(&peel(graph, down)).for_each(|index| rest.remove(*index));
    (oldest_first, sorted(graph, rest.iter().collect()))
}

/// Takes away, again and again, what no link that is left leads to.
fn peel(graph: &RevisionGraph, along: Along) -> Vec<usize> {
    let mut left: Vec<usize> = vec![0; graph.nodes.len()];
    for index in 0..graph.nodes.len() {
        graph.neighbours(index, along).iter().for_each(|next| left[*next] += 1);
    }
    let mut peeled: Vec<usize> = (0..graph.nodes.len()).filter(|index| left[*index] == 0).collect();
    let mut next = 0;
    while let Some(index) = peeled.get(next).copied() {
        next += 1;
        for above in graph.neighbours(index, along) {
            left[*above] -= 1;
            if left[*above] == 0 {
                peeled.push(*above);
            }
        }
    }
    peeled
}
