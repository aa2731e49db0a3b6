//! Random graphs with branches, merges, dependencies, labels and defects give the answers recorded from Alembic.

#![expect(clippy::unwrap_used, reason = "a case that cannot be read fails the test")]

use revisions::{
    Bound, Defect, GraphError, HeadChange, Heads, Plan, ResolveError, Revision, RevisionGraph, RevisionId,
};
use serde_json::{Value, json};

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|item| item.as_str().unwrap()).collect()
}

fn build(case: &Value) -> Result<RevisionGraph, GraphError> {
    let revisions = case["graph"].as_array().unwrap().iter().map(|script| {
        Revision::new(script[0].as_str().unwrap())
            .down(&texts(&script[1]))
            .depends_on(&texts(&script[2]))
            .labels(&texts(&script[3]))
            .doc(script[4].as_str().unwrap())
    });
    RevisionGraph::build(revisions.collect())
}

fn ids(ids: &[RevisionId]) -> Value {
    ids.iter().map(RevisionId::as_str).collect()
}

fn told(plan: &Plan) -> Value {
    let change = |change: &HeadChange| match change {
        HeadChange::Insert(id) => json!(["insert", id.as_str()]),
        HeadChange::Delete(id) => json!(["delete", id.as_str()]),
        HeadChange::Replace { from, to } => json!(["replace", from.as_str(), to.as_str()]),
    };
    let step = |step: &revisions::Step| {
        let changes: Value = step.bookkeeping.iter().map(change).collect();
        json!([step.log(), ids(&step.up_revisions), ids(&step.down_revisions), changes])
    };
    plan.steps.iter().map(step).collect()
}

/// Puts an answer of ours into the form of a recorded one.
fn answer(found: Result<Value, ResolveError>) -> Value {
    match found {
        Ok(result) => json!({ "result": result }),
        Err(error) => {
            let (said, inner) = (error.to_string(), error.fault.to_string());
            if said == inner { json!({ "error": said }) } else { json!({ "error": said, "inner": inner }) }
        }
    }
}

fn plan_answer(found: Result<Plan, ResolveError>) -> Value {
    let warnings = match &found {
        Ok(plan) => &plan.warnings,
        Err(error) => &error.warnings,
    };
    let warnings: Vec<String> = warnings.iter().map(ToString::to_string).collect();
    let mut told = answer(found.map(|plan| told(&plan)));
    if !warnings.is_empty() {
        told["warnings"] = json!(warnings);
    }
    told
}

fn ask(graph: &RevisionGraph, kind: &str, arguments: &Value) -> Value {
    let heads = || Heads::from(texts(&arguments[0]).as_slice());
    let text = |position: usize| arguments[position].as_str().unwrap();
    match kind {
        "upgrade" => plan_answer(graph.upgrade(&heads(), text(1))),
        "downgrade" => plan_answer(graph.downgrade(&heads(), text(1))),
        "stamp" => plan_answer(graph.stamp(&heads(), &texts(&arguments[1]))),
        "resolve" => answer(graph.resolve(text(0)).map(|found| ids(&found))),
        "one" => answer(graph.resolve_one(text(0)).map(|found| json!(found.map(|node| node.id().as_str())))),
        "history" => answer(graph.history(&Bound::from(text(0)), &Bound::from(text(1))).map(|found| ids(&found))),
        "current" => answer(graph.all_current(&heads()).map(|found| ids(&found))),
        other => panic!("unknown question {other}"),
    }
}

/// Takes away the warnings about the graph: the recorder builds it anew for every answer.
fn without_graph_warnings(recorded: &Value, graph: &RevisionGraph) -> Value {
    let mut recorded = recorded.clone();
    let Some(warnings) = recorded.get("warnings") else { return recorded };
    let of_graph: Vec<String> = graph.warnings().iter().map(ToString::to_string).collect();
    let mut left = texts(warnings);
    left.retain(|warning| !of_graph.contains(&warning.to_string()));
    if left.is_empty() {
        recorded.as_object_mut().unwrap().remove("warnings");
    } else {
        recorded["warnings"] = json!(left);
    }
    recorded
}

fn cases() -> Vec<Value> {
    serde_json::from_str(include_str!("conformance/random.json")).unwrap()
}

#[test]
fn every_answer_is_that_of_alembic() {
    let (mut compared, mut crashed, mut differing) = (0, 0, Vec::new());
    for (number, case) in cases().iter().enumerate() {
        let Some(asked) = case.get("asked") else { continue };
        let graph = build(case).unwrap();
        for question in asked.as_array().unwrap() {
            let (kind, arguments) = (question[0].as_str().unwrap(), &question[1]);
            let ours = ask(&graph, kind, arguments);
            if question[2].get("crash").is_some() {
                crashed += 1;
                continue;
            }
            compared += 1;
            let theirs = without_graph_warnings(&question[2], &graph);
            if ours != theirs {
                differing.push(format!(
                    "graph {number} {}\n{kind} {arguments}\n  ours   {ours}\n  theirs {theirs}",
                    case["graph"]
                ));
            }
        }
    }
    assert!(
        differing.is_empty(),
        "{} of {compared} differ\n{}",
        differing.len(),
        differing[..differing.len().min(6)].join("\n")
    );
    assert!(compared > 4_000, "only {compared} answers compared");
    assert!(crashed * 15 < compared, "{crashed} questions at which Alembic breaks down are too many");
}

#[test]
fn heads_bases_flags_and_labels_are_those_of_alembic() {
    for (number, case) in cases().iter().enumerate() {
        let Some(recorded) = case["facts"].get("result") else { continue };
        let graph = build(case).unwrap();
        let flag = |flag: bool| if flag { '1' } else { '0' };
        let nodes: Value = graph
            .iter()
            .map(|node| {
                let flags = [
                    node.is_head(),
                    node.is_real_head(),
                    node.is_branch_point(),
                    node.is_merge_point(),
                    node.is_base(),
                ];
                let flags: String = flags.into_iter().map(flag).collect();
                json!([flags, node.labels(), ids(&node.normalized_needs()), ids(&node.children())])
            })
            .collect();
        let ours =
            json!([ids(graph.heads()), ids(graph.real_heads()), ids(graph.bases()), ids(graph.real_bases()), nodes]);
        assert_eq!(ours, *recorded, "graph {number} {}", case["graph"]);
        let warnings: Vec<String> = graph.warnings().iter().map(ToString::to_string).collect();
        assert_eq!(json!(warnings), case["facts"].get("warnings").cloned().unwrap_or(json!([])), "graph {number}");
    }
}

#[test]
fn defects_are_those_of_alembic() {
    let mut seen = 0;
    for (number, case) in cases().iter().enumerate() {
        let facts = &case["facts"];
        if facts.get("result").is_some() {
            continue;
        }
        seen += 1;
        let error = build(case).map(|_| ()).unwrap_err();
        let context = format!("graph {number} {}", case["graph"]);
        if facts["crash"] == "unseen cycle" {
            assert!(matches!(error.defect, Defect::Cycle { .. } | Defect::DependencyCycle { .. }), "{context}");
            continue;
        }
        match facts.get("escaped") {
            Some(said) => assert_eq!(error.to_string(), said.as_str().unwrap(), "{context}"),
            None => {
                let key = format!("KeyError: '{}'", facts["key"].as_str().unwrap());
                assert_eq!(error.defect.exception(), key, "{context}");
            }
        }
        let warnings: Vec<String> = error.warnings.iter().map(ToString::to_string).collect();
        assert_eq!(json!(warnings), facts.get("warnings").cloned().unwrap_or(json!([])), "{context}");
    }
    assert!(seen > 25, "only {seen} broken graphs");
}
