//! Plans of stamps: the rows of the version table move, no script runs.

use crate::bookkeeping::Rows;
use crate::error::Wording;
use crate::plan::Plan;
use crate::reach::{Along, Dependencies};
use crate::resolve::below_base;
use crate::step::{Step, Work};
use crate::walk::Place;
use crate::{Bound, Fault, Heads, ResolveError, RevisionGraph, RevisionId};

impl RevisionGraph {
    /// Plans how the current rows become the targets; no target or `base` takes the rows away.
    pub fn stamp(&self, current: &Heads, targets: &[&str]) -> Result<Plan, ResolveError> {
        let wording = Wording {
            multiple_heads: Some("Multiple heads are present; please specify a single target revision"),
            ..Wording::default()
        };
        let mut steps = self.stamp_steps(current, targets).map_err(|fault| wording.say(fault))?;
        let mut rows = Rows::new(self, current);
        for step in &mut steps {
            step.bookkeeping = rows.carry_out(step)?;
        }
        Ok(Plan { steps, warnings: Vec::new() })
    }

    fn stamp_steps(&self, current: &Heads, targets: &[&str]) -> Result<Vec<Step>, Fault> {
        let rows = self.positions(&Bound::from(current))?;
        let targets = if targets.is_empty() { &["base"] } else { targets };
        let mut concerned: Vec<usize> = Vec::new();
        for target in targets.iter().filter(|target| !target.is_empty()) {
            for row in self.on_lineage(rows.clone(), target, Dependencies::Follow)? {
                if !concerned.contains(&row) {
                    concerned.push(row);
                }
            }
        }
        let targets = Bound::from(targets);
        let mut destinations = self.places(&targets)?;
        if destinations.is_empty() {
            destinations.push(Place::Nowhere);
        }
        let mut steps = Vec::new();
        for destination in destinations {
            match destination {
                Place::At(index) if concerned.contains(&index) => {}
                Place::At(index) => steps.push(self.stamp_step(&concerned, index)?),
                Place::Nowhere => {
                    let go = concerned.iter().map(|row| step(Work::StampDown, self.ids(&[*row]), Vec::new()));
                    steps.extend(go);
                }
                Place::Base => return Err(below_base(&targets)),
            }
        }
        Ok(steps)
    }

    fn stamp_step(&self, concerned: &[usize], destination: usize) -> Result<Step, Fault> {
        let above = self.reach(&[destination], Along::NeededBy);
        let below = self.reach(&[destination], Along::Needs);
        let rows_above: Vec<usize> = concerned.iter().copied().filter(|row| above.contains(*row)).collect();
        let rows_below: Vec<usize> = concerned.iter().copied().filter(|row| below.contains(*row)).collect();
        let to = self.ids(&[destination]);
        match (rows_above.as_slice(), rows_below.as_slice()) {
            ([], []) => Ok(step(Work::StampUp, Vec::new(), to)),
            ([], _) => Ok(step(Work::StampUp, self.ids(concerned), to)),
            (_, []) => Ok(step(Work::StampDown, self.ids(concerned), to)),
            ([row, ..], others) => Err(Fault::Overlap { revision: self.id(*row).clone(), others: self.ids(others) }),
        }
    }
}

fn step(work: Work, from: Vec<RevisionId>, to: Vec<RevisionId>) -> Step {
    let (up_revisions, down_revisions) = match work {
        Work::StampUp | Work::Upgrade(_) => (to.clone(), from.clone()),
        Work::StampDown | Work::Downgrade(_) => (from.clone(), to.clone()),
    };
    Step { work, from, to, up_revisions, down_revisions, doc: String::new(), bookkeeping: Vec::new() }
}
