//! Prints how long graphs of 50,000 revisions take to build and to plan.
#![expect(clippy::unwrap_used, reason = "a plan that cannot be made ends the example")]
#![expect(clippy::print_stdout, reason = "an example prints")]

use revisions::{Bound, Heads, Revision, RevisionGraph};
use std::time::Instant;

const MANY: usize = 50_000;

fn revision(number: usize, down: &[usize], depends_on: &[usize]) -> Revision {
    let texts = |numbers: &[usize]| numbers.iter().map(|number| format!("r{number:06}")).collect::<Vec<_>>();
    let mut revision = Revision::new(format!("r{number:06}")).doc("a change");
    revision.down = texts(down).into_iter().map(Into::into).collect();
    revision.depends_on = texts(depends_on);
    revision
}

fn main() {
    let below = |number: usize, by: usize| number.checked_sub(by).map_or(vec![], |down| vec![down]);
    measure("one line", (0..MANY).map(|number| revision(number, &below(number, 1), &[])));
    measure(
        "diamonds: two branches, a merge, again",
        (0..MANY).map(|number| match number % 3 {
            0 if number > 0 => revision(number, &[number - 1, number - 2], &[]),
            1 => revision(number, &[number - 1], &[]),
            2 => revision(number, &[number - 2], &[]),
            _ => revision(number, &[], &[]),
        }),
    );
    measure("ten lines side by side", (0..MANY).map(|number| revision(number, &below(number, 10), &[])));
    measure(
        "two lines, each step depends on the other",
        (0..MANY).map(|number| {
            let other = if number % 2 == 1 { below(number, 1) } else { below(number, 3) };
            revision(number, &below(number, 2), &other)
        }),
    );
    measure(
        "a long-lived branch merged into the line again and again",
        (0..MANY).map(|number| match number % 3 {
            0 if number > 2 => revision(number, &[number - 2, number - 1], &[]),
            1 if number > 3 => revision(number, &[number - 3], &[]),
            2 => revision(number, &[number - 2], &[]),
            _ => revision(number, &below(number, 1), &[]),
        }),
    );
    measure(
        "a comb: a line with a head at every tooth",
        (0..MANY).rev().map(|number| match number % 2 {
            0 => revision(number, &below(number, 2), &[]),
            _ => revision(number, &[number - 1], &[]),
        }),
    );
    measure(
        "a star: all on one base",
        (0..MANY).map(|number| revision(number, if number > 0 { &[0] } else { &[] }, &[])),
    );
    let mut random = 1_u64;
    let mut below_random = move |limit: usize| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(random >> 33).unwrap() % limit
    };
    measure(
        "at random: branches, merges, dependencies",
        (0..MANY).map(|number| match (number, below_random(10)) {
            (0, _) => revision(0, &[], &[]),
            (1.., 0..4) => {
                let (one, other) = (below_random(number.min(6)), below_random(number.min(6)));
                let down = [number - 1 - one, number - 1 - other];
                revision(number, if one == other { &down[..1] } else { &down }, &[])
            }
            (1.., 4) => revision(number, &[number - 1], &[below_random(number)]),
            (1.., _) => revision(number, &[number - 1 - below_random(number.min(3))], &[]),
        }),
    );
}

fn measure(name: &str, revisions: impl Iterator<Item = Revision>) {
    let revisions: Vec<Revision> = revisions.collect();
    let begin = Instant::now();
    let graph = RevisionGraph::build(revisions).unwrap();
    let built = begin.elapsed();
    let begin = Instant::now();
    let up = graph.upgrade(&Heads::default(), "heads").unwrap();
    let planned_up = begin.elapsed();
    let mut heads = Heads::default();
    if graph.real_heads().len() < 100 {
        up.steps.iter().flat_map(|step| &step.bookkeeping).for_each(|change| heads.apply(change));
    } else {
        heads = graph.real_heads().iter().cloned().collect();
    }
    let begin = Instant::now();
    let down = graph.downgrade(&heads, "base").unwrap();
    let planned_down = begin.elapsed();
    let begin = Instant::now();
    let listed = graph.history(&Bound::from("base"), &Bound::from("heads")).unwrap();
    let history = begin.elapsed();
    assert_eq!((up.steps.len(), down.steps.len(), listed.len()), (MANY, MANY, MANY));
    println!(
        "{name}: build {built:.1?}, upgrade heads {planned_up:.1?}, downgrade base {planned_down:.1?}, history {history:.1?}"
    );
}
