//! Leaves out dependencies that an ancestor already has.

use crate::RevisionGraph;

/// Dependencies looked at in one pass, one bit each.
const AT_ONCE: usize = 64;

/// Fills in what each revision needs beyond what its ancestors need.
///
/// A dependency is left out where a parent's parent, however far, names it too. The question "is it named below me"
/// is carried up the graph for 64 dependencies at a time, so that many dependencies cost little more than one.
pub(crate) fn normalize(graph: &mut RevisionGraph) {
    let mut named_by = vec![0_usize; graph.nodes.len()];
    graph.nodes.iter().flat_map(|links| &links.dependencies).for_each(|dependency| named_by[*dependency] += 1);
    let shared: Vec<usize> = (0..graph.nodes.len()).filter(|index| named_by[*index] > 1).collect();

    let mut implied: Vec<Vec<usize>> = vec![Vec::new(); graph.nodes.len()];
    for group in shared.chunks(AT_ONCE) {
        find_implied(graph, group, &mut implied);
    }
    for (links, implied) in graph.nodes.iter_mut().zip(implied) {
        links.normalized_needs = first_of_each(
            links.down.iter().chain(links.dependencies.iter().filter(|dependency| !implied.contains(dependency))),
        );
    }
}

fn find_implied(graph: &RevisionGraph, group: &[usize], implied: &mut [Vec<usize>]) {
    let mut bit_of = vec![None; graph.nodes.len()];
    group.iter().enumerate().for_each(|(bit, dependency)| bit_of[*dependency] = Some(bit));
    let mut named_up_to = vec![0_u64; graph.nodes.len()];
    for index in &graph.oldest_first {
        let links = &graph.nodes[*index];
        let below = links.down.iter().fold(0, |bits, parent| bits | named_up_to[*parent]);
        let mut own = 0;
        for dependency in &links.dependencies {
            let Some(bit) = bit_of[*dependency] else { continue };
            own |= 1 << bit;
            if below & (1 << bit) != 0 {
                implied[*index].push(*dependency);
            }
        }
        named_up_to[*index] = below | own;
    }
}

fn first_of_each<'index>(indexes: impl Iterator<Item = &'index usize>) -> Vec<usize> {
    let mut found = Vec::new();
    for index in indexes {
        if !found.contains(index) {
            found.push(*index);
        }
    }
    found
}
