//! What must hold for every graph, without Alembic's answers: ways lead up and back, and large graphs are no trouble.

#![expect(clippy::unwrap_used, reason = "a plan that cannot be made fails the test")]

use revisions::{Bound, HeadChange, Heads, Plan, Revision, RevisionGraph, RevisionId};
use std::collections::{HashMap, HashSet};

const MANY: usize = 50_000;

fn id(number: usize) -> String {
    format!("r{number:06}")
}

fn revision(number: usize, down: &[usize], depends_on: &[usize]) -> Revision {
    let texts = |numbers: &[usize]| numbers.iter().map(|number| id(*number)).collect::<Vec<_>>();
    Revision {
        id: id(number).into(),
        down: texts(down).into_iter().map(Into::into).collect(),
        depends_on: texts(depends_on),
        labels: Vec::new(),
        doc: String::new(),
    }
}

fn line() -> RevisionGraph {
    let revisions =
        (0..MANY).map(|number| revision(number, &number.checked_sub(1).map_or(vec![], |down| vec![down]), &[]));
    RevisionGraph::build(revisions.collect()).unwrap()
}

/// A small generator of numbers, the same on every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

/// Branches, merges in both orders of parents, dependencies near and far.
fn tangle(count: usize, seed: u64) -> RevisionGraph {
    let mut chance = Chance(seed);
    let mut revisions = vec![revision(0, &[], &[])];
    for number in 1..count {
        let near = |chance: &mut Chance| number - 1 - chance.below(number.min(3));
        // A large graph has few heads at a time, as real ones do.
        let goes_on = count > 1_000 && chance.below(50) > 0;
        let first = if goes_on { number - 1 } else { near(&mut chance) };
        let second = near(&mut chance);
        let down = match chance.below(10) {
            0..3 if first != second => vec![first, second],
            9 if chance.below(50) == 0 => vec![],
            _ => vec![first],
        };
        let depends_on = match chance.below(10) {
            0 => vec![chance.below(number)],
            1 => vec![near(&mut chance)],
            _ => vec![],
        };
        let depends_on: Vec<usize> = depends_on.into_iter().filter(|dependency| !down.contains(dependency)).collect();
        revisions.push(revision(number, &down, &depends_on));
    }
    RevisionGraph::build(revisions).unwrap()
}

/// Returns the rows after a plan, and checks that every change finds its row.
#[track_caller]
fn after(heads: &Heads, plan: &Plan) -> HashSet<RevisionId> {
    let mut rows: HashSet<RevisionId> = heads.iter().cloned().collect();
    for change in plan.steps.iter().flat_map(|step| &step.bookkeeping) {
        let fits = match change {
            HeadChange::Insert(id) => rows.insert(id.clone()),
            HeadChange::Delete(id) => rows.remove(id),
            HeadChange::Replace { from, to } => rows.remove(from) && rows.insert(to.clone()),
        };
        assert!(fits, "{change:?}");
    }
    rows
}

fn real_heads(graph: &RevisionGraph) -> HashSet<RevisionId> {
    graph.real_heads().iter().cloned().collect()
}

/// Checks that every revision comes once, and after everything that it needs.
#[track_caller]
fn check_order(graph: &RevisionGraph, oldest_first: &[RevisionId]) {
    let position: HashMap<&RevisionId, usize> = oldest_first.iter().enumerate().map(|(at, id)| (id, at)).collect();
    assert_eq!(position.len(), oldest_first.len(), "a revision comes twice");
    for id in oldest_first {
        let node = graph.revision(id.as_str()).unwrap();
        for need in node.parents().iter().cloned().chain(node.dependencies()) {
            if let Some(at) = position.get(&need) {
                assert!(*at < position[id], "{need} comes after {id}");
            }
        }
    }
}

fn upgraded(plan: &Plan) -> Vec<RevisionId> {
    plan.steps.iter().filter_map(|step| step.revision()).cloned().collect()
}

#[test]
fn up_and_down_again_ends_at_base() {
    let mut went_back = 0;
    for seed in 0..200 {
        let graph = tangle(40, seed);
        let up = graph.upgrade(&Heads::default(), "heads").unwrap();
        assert_eq!(up.steps.len(), graph.len(), "seed {seed}");
        check_order(&graph, &upgraded(&up));
        let rows = after(&Heads::default(), &up);
        assert_eq!(rows, real_heads(&graph), "seed {seed}");
        let heads: Heads = rows.into_iter().collect();
        // Where a dependency lies below a parent, Alembic leaves a row too many on the way down; then the plan says so.
        if let Ok(down) = graph.downgrade(&heads, "base") {
            went_back += 1;
            assert_eq!(down.steps.len(), graph.len(), "seed {seed}");
            assert!(after(&heads, &down).is_empty(), "seed {seed}");
        }
    }
    assert!(went_back > 100, "only {went_back} went back");
}

#[test]
fn one_step_down_and_up_again_ends_at_the_same_heads() {
    for seed in 0..60 {
        let graph = line_with_branches(seed);
        let heads: Heads =
            after(&Heads::default(), &graph.upgrade(&Heads::default(), "heads").unwrap()).into_iter().collect();
        for head in graph.heads() {
            let down = graph.downgrade(&heads, format!("{head}@{head}-1").as_str()).unwrap();
            let rows: Heads = after(&heads, &down).into_iter().collect();
            let up = graph.upgrade(&rows, head.as_str()).unwrap();
            assert_eq!(upgraded(&up), std::slice::from_ref(head), "seed {seed}");
            assert_eq!(after(&rows, &up), real_heads(&graph), "seed {seed}, {head}");
        }
    }
}

/// Branches without merges and dependencies.
fn line_with_branches(seed: u64) -> RevisionGraph {
    let mut chance = Chance(seed);
    let mut revisions = vec![revision(0, &[], &[])];
    for number in 1..25 {
        revisions.push(revision(number, &[number - 1 - chance.below(number.min(3))], &[]));
    }
    RevisionGraph::build(revisions).unwrap()
}

#[test]
fn fifty_thousand_revisions_in_a_line_are_planned_up_and_down() {
    let graph = line();
    let up = graph.upgrade(&Heads::default(), "head").unwrap();
    assert_eq!(up.steps.len(), MANY);
    check_order(&graph, &upgraded(&up));
    assert_eq!(after(&Heads::default(), &up), real_heads(&graph));
    let heads: Heads = [id(MANY - 1)].into_iter().collect();
    let down = graph.downgrade(&heads, "base").unwrap();
    assert_eq!(down.steps.len(), MANY);
    assert!(after(&heads, &down).is_empty());
    let half_way: Heads = [id(MANY / 2)].into_iter().collect();
    assert_eq!(graph.upgrade(&half_way, "+10000").unwrap().steps.len(), 10_000);
    assert_eq!(graph.history(&Bound::from("base"), &Bound::from("heads")).unwrap().len(), MANY);
}

#[test]
fn fifty_thousand_revisions_with_merges_and_dependencies_are_planned() {
    let graph = tangle(MANY, 7);
    let up = graph.upgrade(&Heads::default(), "heads").unwrap();
    assert_eq!(up.steps.len(), MANY);
    check_order(&graph, &upgraded(&up));
    assert_eq!(after(&Heads::default(), &up), real_heads(&graph));
    assert_eq!(graph.history(&Bound::from("base"), &Bound::from("heads")).unwrap().len(), MANY);
}
