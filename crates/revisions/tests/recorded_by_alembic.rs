//! Every case of `conformance/graph.json`, recorded while Alembic's own tests ran, gives Alembic's answer.

#![expect(clippy::unwrap_used, reason = "a case that cannot be read fails the test")]

use revisions::{Between, Bound, Heads, Plan, ResolveError, Revision, RevisionGraph};
use serde_json::Value;
use std::collections::BTreeSet;

fn table(name: &str) -> Vec<Value> {
    let all: Value = serde_json::from_str(include_str!("conformance/graph.json")).unwrap();
    all[name].as_array().unwrap().clone()
}

/// Reads null, a text, or a list of texts.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Null => Vec::new(),
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().map(|item| item.as_str().unwrap().to_owned()).collect(),
        other => panic!("not a list of texts: {other}"),
    }
}

fn bound(value: &Value) -> Bound {
    match value {
        Value::Null => Bound::Nothing,
        Value::String(text) => Bound::One(text.clone()),
        _ => Bound::Several(texts(value)),
    }
}

fn graph(case: &Value) -> RevisionGraph {
    let revisions = case["graph"].as_array().unwrap().iter().map(|script| Revision {
        id: script["revision"].as_str().unwrap().into(),
        down: texts(&script["down_revision"]).into_iter().map(Into::into).collect(),
        depends_on: texts(&script["depends_on"]),
        labels: texts(&script["branch_labels"]),
        doc: String::new(),
    });
    RevisionGraph::build(revisions.collect()).unwrap()
}

fn as_set(values: &[String]) -> BTreeSet<String> {
    values.iter().cloned().collect()
}

fn check_error(case: &Value, family: &str, said: &str) {
    let expected = case["error"].as_str().unwrap();
    assert_eq!(expected.split_once(": ").unwrap(), (family_of(expected), said), "{}", case["case"]);
    assert!(family.is_empty() || expected.starts_with(family), "{}", case["case"]);
}

fn family_of(error: &str) -> &str {
    error.split(':').next().unwrap_or_default()
}

type Steps = Vec<(String, BTreeSet<String>, BTreeSet<String>)>;

fn steps(plan: &Plan) -> Steps {
    let ids = |ids: &[revisions::RevisionId]| ids.iter().map(ToString::to_string).collect();
    plan.steps
        .iter()
        .map(|step| (step.name().to_owned(), ids(step.source_revisions()), ids(step.destination_revisions())))
        .collect()
}

fn plan(case: &Value) -> Result<Plan, ResolveError> {
    let graph = graph(case);
    let arguments = case["arguments"].as_array().unwrap();
    let heads: Heads = texts(&arguments[1]).into_iter().collect();
    match case["call"].as_str().unwrap() {
        "_upgrade_revs" => graph.upgrade(&heads, bound(&arguments[0])),
        "_downgrade_revs" => graph.downgrade(&heads, bound(&arguments[0])),
        "_stamp_revs" => {
            let targets = texts(&arguments[0]);
            graph.stamp(&heads, &targets.iter().map(String::as_str).collect::<Vec<_>>())
        }
        other => panic!("unknown call {other}"),
    }
}

#[test]
fn plans_are_those_of_alembic() {
    let cases = table("plan");
    assert_eq!(cases.len(), 93);
    for case in &cases {
        match plan(case) {
            Ok(plan) => {
                let expected: Steps = case["result"]
                    .as_array()
                    .unwrap_or_else(|| panic!("{} should fail: {}", case["case"], case["error"]))
                    .iter()
                    .map(|step| {
                        (step[0].as_str().unwrap().to_owned(), as_set(&texts(&step[1])), as_set(&texts(&step[2])))
                    })
                    .collect();
                assert_eq!(steps(&plan), expected, "{} {}", case["case"], case["arguments"]);
            }
            Err(error) if case.get("error").is_some() => check_error(case, "CommandError", &error.to_string()),
            Err(error) => panic!("{} {}: {error}", case["case"], case["arguments"]),
        }
    }
}

#[test]
fn revisions_between_two_bounds_are_those_of_alembic() {
    let cases = table("iterate");
    assert_eq!(cases.len(), 163);
    for case in &cases {
        let option = |name: &str, default: bool| case["options"][name].as_bool().unwrap_or(default);
        let between = Between {
            implicit_base: option("implicit_base", false),
            inclusive: option("inclusive", false),
            assert_relative_length: option("assert_relative_length", true),
            select_for_downgrade: option("select_for_downgrade", false),
        };
        let arguments = &case["arguments"];
        let found = graph(case).iterate(&bound(&arguments[0]), &bound(&arguments[1]), between);
        match found {
            Ok(ids) => {
                let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
                assert!(case.get("result").is_some(), "{} should fail: {}", case["case"], case["error"]);
                assert_eq!(ids, texts(&case["result"]), "{} {arguments} {}", case["case"], case["options"]);
            }
            Err(fault) if case.get("error").is_some() => check_error(case, "", &fault.to_string()),
            Err(fault) => panic!("{} {arguments}: {fault}", case["case"]),
        }
    }
}

#[test]
fn targets_resolve_as_in_alembic() {
    let cases = table("resolve");
    assert_eq!(cases.len(), 602);
    for case in &cases {
        let graph = graph(case);
        let argument = &case["arguments"][0];
        let found = match (case["call"].as_str().unwrap(), argument) {
            ("get_current_head", Value::Null) => graph.resolve("head"),
            ("get_current_head", Value::String(branch)) => graph.resolve(&format!("{branch}@head")),
            (_, Value::String(target)) => graph.resolve(target),
            (_, targets) => graph.resolve_all(&texts(targets).iter().map(String::as_str).collect::<Vec<_>>()),
        };
        match found {
            Ok(ids) => {
                let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
                assert_eq!(as_set(&ids), as_set(&texts(&case["result"])), "{} {argument}", case["case"]);
            }
            Err(error) if case.get("error").is_some() => check_error(case, "", &error.fault.to_string()),
            Err(error) => panic!("{} {argument}: {error}", case["case"]),
        }
    }
}
