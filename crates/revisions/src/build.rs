//! Makes the graph from revisions in load order.

use crate::graph::{Ends, Links};
use crate::id::comma_separated;
use crate::{Defect, GraphError, Revision, RevisionGraph, RevisionId, Warning};
use crate::{branch_labels, cycles, dependencies};
use std::collections::HashMap;

/// One script as it was loaded: the revision that its identifier now means, and itself where a later script took
/// its place.
pub(crate) struct Loaded {
    pub index: usize,
    pub replaced: Option<Revision>,
}

impl RevisionGraph {
    /// Links revisions given in load order, which decides every tie.
    pub fn build(revisions: Vec<Revision>) -> Result<Self, GraphError> {
        let mut warnings = Vec::new();
        match link(revisions, &mut warnings) {
            Ok(graph) => Ok(Self { warnings, ..graph }),
            Err(defect) => Err(GraphError { defect, warnings }),
        }
    }
}

fn link(revisions: Vec<Revision>, warnings: &mut Vec<Warning>) -> Result<RevisionGraph, Defect> {
    let mut graph = empty_graph(revisions.len());
    let loaded = load(&mut graph, revisions, warnings)?;
    name_branches(&mut graph, &loaded)?;
    link_dependencies(&mut graph, &loaded)?;
    link_parents(&mut graph, warnings)?;
    graph.ends = ends(&graph, &loaded);
    check_replaced(&graph, &loaded)?;
    graph.oldest_first = cycles::oldest_first(&graph, &loaded)?;
    for (age, index) in graph.oldest_first.iter().enumerate() {
        graph.nodes[*index].age = age;
    }
    dependencies::normalize(&mut graph);
    branch_labels::spread(&mut graph);
    Ok(graph)
}

/// Checks what one script can get wrong without any other.
pub(crate) fn check_alone(revision: &Revision) -> Result<(), Defect> {
    if revision.down.contains(&revision.id) {
        return Err(Defect::Loop { revision: revision.id.clone() });
    }
    if revision.depends_on.iter().any(|dependency| revision.id == dependency.as_str()) {
        return Err(Defect::DependencyLoop { revision: revision.id.clone() });
    }
    let characters = revision.id.reserved_characters();
    if !characters.is_empty() {
        return Err(Defect::ReservedCharacters { id: revision.id.clone(), characters });
    }
    Ok(())
}

fn empty_graph(capacity: usize) -> RevisionGraph {
    RevisionGraph {
        nodes: Vec::with_capacity(capacity),
        names: Vec::with_capacity(capacity),
        index_of: HashMap::with_capacity(capacity),
        labels: Vec::new(),
        ends: Ends::default(),
        oldest_first: Vec::new(),
        warnings: Vec::new(),
    }
}

/// Gives every identifier its place. A second script with the same identifier takes the place of the first.
fn load(
    graph: &mut RevisionGraph,
    revisions: Vec<Revision>,
    warnings: &mut Vec<Warning>,
) -> Result<Vec<Loaded>, Defect> {
    let mut loaded: Vec<Loaded> = Vec::with_capacity(revisions.len());
    let mut loaded_at: Vec<usize> = Vec::new();
    for revision in revisions {
        check_alone(&revision)?;
        let index = match graph.index_of.get(&revision.id) {
            Some(index) => {
                warnings.push(Warning::PresentTwice { revision: revision.id.clone() });
                let earlier = std::mem::replace(&mut graph.nodes[*index].revision, revision);
                loaded[loaded_at[*index]].replaced = Some(earlier);
                loaded_at[*index] = loaded.len();
                *index
            }
            None => {
                let index = graph.nodes.len();
                graph.names.push((revision.id.clone(), index));
                graph.index_of.insert(revision.id.clone(), index);
                graph.nodes.push(unlinked(revision));
                loaded_at.push(loaded.len());
                index
            }
        };
        loaded.push(Loaded { index, replaced: None });
    }
    Ok(loaded)
}

fn unlinked(revision: Revision) -> Links {
    Links {
        revision,
        down: Vec::new(),
        dependencies: Vec::new(),
        needs: Vec::new(),
        normalized_needs: Vec::new(),
        children: Vec::new(),
        needed_by: Vec::new(),
        age: 0,
        labels: [].into(),
    }
}

fn name_branches(graph: &mut RevisionGraph, loaded: &[Loaded]) -> Result<(), Defect> {
    for script in loaded {
        let revision = script.replaced.as_ref().unwrap_or(&graph.nodes[script.index].revision);
        for label in revision.labels.clone() {
            let name = RevisionId::from(label.as_str());
            if let Some(used_by) = graph.index_of.get(&name) {
                let revision = graph.id(script.index).clone();
                return Err(Defect::LabelTaken { label, revision, used_by: graph.id(*used_by).clone() });
            }
            graph.index_of.insert(name.clone(), script.index);
            graph.names.push((name, script.index));
            graph.labels.push(label);
        }
    }
    Ok(())
}

fn link_dependencies(graph: &mut RevisionGraph, loaded: &[Loaded]) -> Result<(), Defect> {
    for script in loaded {
        let revision = script.replaced.as_ref().unwrap_or(&graph.nodes[script.index].revision);
        let found = resolved_dependencies(graph, revision)?;
        if script.replaced.is_none() {
            graph.nodes[script.index].dependencies = found;
        }
    }
    Ok(())
}

/// Looks dependencies up by full identifier or label; a partial identifier is not enough in a script.
pub(crate) fn resolved_dependencies(graph: &RevisionGraph, revision: &Revision) -> Result<Vec<usize>, Defect> {
    let look_up = |dependency: &String| {
        graph
            .index_of
            .get(dependency.as_str())
            .copied()
            .ok_or_else(|| Defect::MissingDependency { revision: revision.id.clone(), dependency: dependency.clone() })
    };
    revision.depends_on.iter().map(look_up).collect()
}

fn link_parents(graph: &mut RevisionGraph, warnings: &mut Vec<Warning>) -> Result<(), Defect> {
    let mut label_as_parent = None;
    for index in 0..graph.nodes.len() {
        for position in 0..graph.nodes[index].revision.down.len() {
            let written = graph.nodes[index].revision.down[position].clone();
            let Some(parent) = graph.index_of.get(&written).copied() else {
                let named_by = line_of(&graph.nodes[index]);
                warnings.push(Warning::MissingParent { parent: written.clone(), named_by });
                return Err(Defect::MissingParent { revision: graph.id(index).clone(), parent: written });
            };
            if *graph.id(parent) != written {
                label_as_parent
                    .get_or_insert(Defect::MissingParent { revision: graph.id(index).clone(), parent: written });
                continue;
            }
            graph.nodes[index].down.push(parent);
            if !graph.nodes[index].needs.contains(&parent) {
                graph.nodes[index].needs.push(parent);
                graph.nodes[parent].children.push(index);
                graph.nodes[parent].needed_by.push(index);
            }
        }
        for dependency in graph.nodes[index].dependencies.clone() {
            if !graph.nodes[index].needs.contains(&dependency) {
                graph.nodes[index].needs.push(dependency);
                graph.nodes[dependency].needed_by.push(index);
            }
        }
    }
    label_as_parent.map_or(Ok(()), Err)
}

/// Writes a revision as `history` does, with what is linked so far.
fn line_of(links: &Links) -> String {
    let revision = &links.revision;
    format!(
        "{} -> {}{}{}{}, {}",
        if revision.down.is_empty() { "<base>".to_owned() } else { comma_separated(&revision.down) },
        revision.id,
        if links.children.is_empty() { " (head)" } else { "" },
        if links.children.len() > 1 { " (branchpoint)" } else { "" },
        if revision.down.len() > 1 { " (mergepoint)" } else { "" },
        revision.doc
    )
}

fn ends(graph: &RevisionGraph, loaded: &[Loaded]) -> Ends {
    let mut ends = Ends::default();
    for script in loaded {
        let links = &graph.nodes[script.index];
        let id = &links.revision.id;
        let revision = script.replaced.as_ref().unwrap_or(&links.revision);
        // Nothing is linked to a replaced script, so it stays a head for ever.
        if script.replaced.is_some() || links.children.is_empty() {
            ends.heads.push(id.clone());
        }
        if script.replaced.is_some() || links.needed_by.is_empty() {
            ends.real_heads.push(id.clone());
        }
        if revision.down.is_empty() {
            ends.bases.push(id.clone());
            if revision.depends_on.is_empty() {
                ends.real_bases.push(id.clone());
            }
        }
    }
    ends
}

fn check_replaced(graph: &RevisionGraph, loaded: &[Loaded]) -> Result<(), Defect> {
    for revision in loaded.iter().filter_map(|script| script.replaced.as_ref()) {
        for parent in &revision.down {
            if graph.revision(parent.as_str()).is_none() {
                return Err(Defect::MissingParent { revision: revision.id.clone(), parent: parent.clone() });
            }
        }
    }
    Ok(())
}
