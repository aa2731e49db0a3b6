//! What the branches of a merge touch, each without the others, and what more than one of them touches.

use std::collections::{BTreeMap, BTreeSet};

use lint::{How, Object, Server, Touch};
use revisions::{Bound, Heads, RevisionGraph, RevisionId};

use crate::{Error, ErrorKind, Interrupt, Project, Reporter, execute::RecordedStep, report::Event};

/// More is not told of one revision and one table.
const MOST_TOLD: usize = 6;

/// What is said where the branches have nothing in common.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Comparison {
    /// That they have nothing in common, or why that is not known.
    #[default]
    Told,
    /// Nothing, as Alembic says nothing.
    ToldIfCommon,
    /// As [`Comparison::Told`]; how to have both orders tried need not be said.
    Tested,
}

/// A revision that not all branches have.
struct Touching<'merge> {
    revision: &'merge RevisionId,
    /// The branches that have it.
    branches: &'merge BTreeSet<usize>,
    touches: Vec<Touch>,
}

impl Project {
    /// Tells what more than one of the branches touches since they parted. Their scripts are asked without a database.
    ///
    /// # Errors
    /// Ctrl-C. What keeps the scripts from being asked is told.
    pub(super) fn tell_overlap(
        &self,
        parents: &[RevisionId],
        comparison: Comparison,
        interrupt: &Interrupt,
        reporter: &mut dyn Reporter,
    ) -> Result<(), Error> {
        let branches = branches_of(self.graph_of_run(), parents);
        let (steps, dialect) = match self.parted(parents, &branches, interrupt) {
            Ok(recorded) => recorded,
            Err(error) if error.kind == ErrorKind::Interrupted => return Err(error),
            Err(error) => {
                if comparison != Comparison::ToldIfCommon {
                    let text = format!(
                        "what the branches touch was not compared, because env.py does not run without a database: {error}"
                    );
                    reporter.report(Event::Note(&text));
                }
                return Ok(());
            }
        };
        let has_types = Server::of(dialect.unwrap_or("postgresql"), None).is_postgresql();
        let is_kept = |touch: &Touch| has_types || !matches!(touch.object, Object::Type(_));
        let mut touching: Vec<Touching<'_>> = steps
            .iter()
            .filter_map(|step| {
                let touches = step.things.iter().flat_map(lint::touches).filter(is_kept).collect();
                Some(Touching { revision: &step.revision, branches: branches.get(&step.revision)?, touches })
            })
            .collect();
        // As the branches were named; in each, the order of the plan.
        touching.sort_by_key(|one| one.branches.first());
        let lines = lines(&touching);
        let who = if parents.len() == 2 { "both branches touch" } else { "several branches touch" };
        lines.iter().for_each(|line| reporter.report(Event::Note(&format!("{who} {line}"))));
        if lines.is_empty() && comparison == Comparison::ToldIfCommon {
            return Ok(());
        }
        for (step, stopped) in steps.iter().filter_map(|step| Some((step, step.stopped.as_ref()?))) {
            let line = stopped.line.map(|line| format!("to line {line}, ")).unwrap_or_default();
            let text = format!("{} was read only {line}because {}", step.revision, stopped.why);
            reporter.report(Event::Note(&text));
        }
        let last = match comparison {
            _ if lines.is_empty() => "the branches touch nothing in common",
            Comparison::Tested => return Ok(()),
            Comparison::Told | Comparison::ToldIfCommon => {
                "to have both orders tried on a scratch database, delete the new file and use `limbeck merge --test`"
            }
        };
        reporter.report(Event::Note(last));
        Ok(())
    }

    /// Asks the scripts that not all branches have.
    fn parted(
        &self,
        parents: &[RevisionId],
        branches: &BTreeMap<RevisionId, BTreeSet<usize>>,
        interrupt: &Interrupt,
    ) -> Result<(Vec<RecordedStep>, Option<&'static str>), Error> {
        let targets = parents.iter().map(ToString::to_string).collect();
        let mut plan = self.graph_of_run().upgrade(&Heads::default(), Bound::Several(targets))?;
        plan.steps.retain(|step| {
            let found = step.revision().and_then(|revision| branches.get(revision));
            found.is_some_and(|branches| branches.len() < parents.len())
        });
        self.recorded(&plan, interrupt)
    }
}

/// Each revision with the branches that have it, by their place in `parents`.
fn branches_of(graph: &RevisionGraph, parents: &[RevisionId]) -> BTreeMap<RevisionId, BTreeSet<usize>> {
    let mut branches: BTreeMap<RevisionId, BTreeSet<usize>> = BTreeMap::new();
    for (branch, parent) in parents.iter().enumerate() {
        let mut open = vec![parent.clone()];
        while let Some(id) = open.pop() {
            let Some(node) = graph.revision(id.as_str()) else { continue };
            if branches.entry(id).or_default().insert(branch) {
                open.extend(node.parents().iter().cloned().chain(node.dependencies()));
            }
        }
    }
    branches
}

/// One line for each thing that two revisions touch of which no branch has both.
fn lines(touching: &[Touching<'_>]) -> Vec<String> {
    let mut objects: BTreeMap<&Object, Vec<(usize, How)>> = BTreeMap::new();
    for (index, one) in touching.iter().enumerate() {
        one.touches.iter().for_each(|touch| objects.entry(&touch.object).or_default().push((index, touch.how)));
    }
    let mut lines = Vec::new();
    for (object, touches) in objects {
        let collides = |(index, how): &(usize, How)| {
            touches.iter().any(|(other, other_how)| {
                let are_apart = touching[*index].branches.is_disjoint(touching[*other].branches);
                are_apart && lint::collide(object, *how, *other_how)
            })
        };
        let parties: BTreeSet<usize> =
            touches.iter().filter(|touch| collides(touch)).map(|(index, _)| *index).collect();
        if parties.is_empty() {
            continue;
        }
        let told: Vec<String> = parties.iter().map(|index| told(object, &touching[*index])).collect();
        lines.push(format!("{object}: {}", told.join("; ")));
    }
    lines
}

/// `mine adds column phone, drops column email`.
fn told(object: &Object, one: &Touching<'_>) -> String {
    let mut words: Vec<String> = match object {
        Object::Table(table) => {
            let is_told = |touch: &&Touch| {
                let is_of_table = touch.table.as_ref() == Some(table);
                let goes_without_saying = match touch.object {
                    Object::Table(_) => touch.how == How::Alters,
                    _ => touch.how == How::Uses,
                };
                is_of_table && !goes_without_saying
            };
            one.touches.iter().filter(is_told).map(ToString::to_string).collect()
        }
        object => one
            .touches
            .iter()
            .filter(|touch| touch.object == *object)
            .map(|touch| format!("{} it", touch.how.verb()))
            .collect(),
    };
    if words.is_empty() {
        words.push("alters it".to_owned());
    }
    if words.len() > MOST_TOLD {
        let more = words.split_off(MOST_TOLD - 1).len();
        words.push(format!("and {more} more"));
    }
    format!("{} {}", one.revision, words.join(", "))
}
