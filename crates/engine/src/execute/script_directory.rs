//! What env.py may ask of the script directory: revisions as plain data.

use pyruntime::HostError;
use revisions::{Between, Bound, Fault, HeadChange, Heads, Node, RevisionNumber};
use serde_json::{Value as Json, json};

use crate::{Error, Project};

pub(super) fn script_directory(project: &Project, method: &str, arguments: &Json) -> Result<Json, HostError> {
    let graph = project.graph_of_run();
    let text = |name: &str| arguments.get(name).and_then(Json::as_str).map(str::to_owned);
    let described = |ids: Vec<revisions::RevisionId>| -> Result<Json, HostError> {
        let nodes = ids.iter().map(|id| project.node(id).map(|node| described_node(project, &node)));
        nodes.collect::<Result<Vec<_>, _>>().map(Json::Array).map_err(Error::into_host_error)
    };
    let resolved = |error: revisions::ResolveError| Error::from(error).into_host_error();
    match method {
        "settings" => Ok(project.script_directory_for_python()),
        "get_revision" => match text("id") {
            None => Ok(Json::Null),
            Some(id) => {
                let node = graph.resolve_one(&id).map_err(resolved)?;
                Ok(node.map_or(Json::Null, |node| described_node(project, &node)))
            }
        },
        "get_revisions" => {
            let ids = names(arguments.get("id"));
            let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
            described(graph.resolve_all(&ids).map_err(resolved)?)
        }
        "get_all_current" => {
            let heads: Heads = names(arguments.get("id")).into_iter().collect();
            described(graph.all_current(&heads).map_err(resolved)?)
        }
        "walk_revisions" => {
            let end = |name: &str, otherwise: &str| {
                let ids = names(arguments.get(name));
                if ids.is_empty() { vec![otherwise.to_owned()] } else { ids }
            };
            let (base, head) = (bound(end("base", "base")), bound(end("head", "heads")));
            described(graph.history(&base, &head).map_err(resolved)?)
        }
        "iterate_revisions" => {
            let (upper, lower) = (bound(names(arguments.get("upper"))), bound(names(arguments.get("lower"))));
            let found = graph.iterate(&upper, &lower, Between::default()).map_err(|fault| match fault {
                Fault::NotAnAncestor { .. } => {
                    HostError::new("alembic.script.revision.RangeNotAncestorError", fault.to_string())
                }
                fault => resolved(fault.into()),
            });
            described(found?)
        }
        "get_heads" => {
            let consider = arguments.get("consider_depends_on").and_then(Json::as_bool).unwrap_or(false);
            let heads = if consider { graph.real_heads() } else { graph.heads() };
            Ok(json!(heads.iter().map(ToString::to_string).collect::<Vec<_>>()))
        }
        "get_bases" => Ok(json!(graph.bases().iter().map(ToString::to_string).collect::<Vec<_>>())),
        "get_current_head" => Ok(json!(graph.current_head().map_err(resolved)?.map(|id| id.to_string()))),
        "as_revision_number" => match text("id") {
            None => Ok(Json::Null),
            Some(id) => Ok(match graph.as_revision_number(&id).map_err(resolved)? {
                RevisionNumber::Nothing => Json::Null,
                RevisionNumber::One(id) => json!(id),
                RevisionNumber::Several(ids) => json!(ids.iter().map(ToString::to_string).collect::<Vec<_>>()),
            }),
        },
        "stamp" => {
            let (heads, ids) = (names(arguments.get("heads")).into_iter().collect(), names(arguments.get("id")));
            // Alembic is given `None` for base.
            let targets: Vec<&str> =
                if ids.is_empty() { vec!["base"] } else { ids.iter().map(String::as_str).collect() };
            let plan = graph.stamp(&heads, &targets).map_err(resolved)?;
            let changes = plan.steps.iter().flat_map(|step| &step.bookkeeping).map(|change| match change {
                HeadChange::Insert(to) => json!([null, to.to_string()]),
                HeadChange::Delete(from) => json!([from.to_string(), null]),
                HeadChange::Replace { from, to } => json!([from.to_string(), to.to_string()]),
            });
            Ok(changes.collect())
        }
        other => Err(HostError::new("NotImplementedError", format!("ScriptDirectory.{other}()"))),
    }
}

fn described_node(project: &Project, node: &Node<'_>) -> Json {
    let ids = |ids: &[revisions::RevisionId]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
    json!({
        "revision": node.id().to_string(),
        "down_revision": ids(node.parents()),
        "branch_labels": node.labels(),
        "dependencies": ids(&node.dependencies()),
        "nextrev": ids(&node.children()),
        "is_head": node.is_head(),
        "doc": project.long_doc_of(node.id()),
        "path": project.file_of(node.id()),
    })
}

/// A name, a list of names, or nothing.
fn names(json: Option<&Json>) -> Vec<String> {
    match json {
        Some(Json::String(name)) => vec![name.clone()],
        Some(Json::Array(items)) => items.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect(),
        _ => Vec::new(),
    }
}

fn bound(mut names: Vec<String>) -> Bound {
    match names.len() {
        0 => Bound::Nothing,
        1 => Bound::One(names.remove(0)),
        _ => Bound::Several(names),
    }
}
