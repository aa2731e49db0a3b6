//! What is said of a deploy that stops: where the database is, and the ways back.

use std::{cell::RefCell, rc::Rc};

use revisions::Heads;

use super::{report::name_of, words};
use crate::{
    Error, Interrupt, Project, Silent,
    execute::{Run, RunSettings, Trail},
};

/// Where a deploy began, and what it has done.
pub(super) struct Stop<'deploy> {
    pub(super) project: &'deploy Project,
    pub(super) before: Heads,
    pub(super) trail: Rc<Trail>,
    /// Where the database was found after it had stopped.
    pub(super) now: RefCell<Option<Heads>>,
}

impl Project {
    /// Where the database is after a failure, a Ctrl-C too; nothing where that cannot be said.
    fn heads_now(&self) -> Option<Heads> {
        let mut now = None;
        let settings = RunSettings { dont_mutate: true, is_hushed: true, ..RunSettings::of("current") };
        let looked = Run::env(self, settings, &Interrupt::default(), &mut Silent, &mut |heads, _| {
            now = Some(heads.clone());
            Ok(None)
        });
        looked.ok().and(now)
    }
}

impl Stop<'_> {
    /// Adds to an error of the run what it was about when it stopped.
    pub(super) fn of_applying(&self, error: Error) -> Error {
        let part = self.trail.ending.borrow().part;
        self.of(name_of(part), error)
    }

    /// Adds to an error where the database is and the ways back.
    pub(super) fn of(&self, part: &str, mut error: Error) -> Error {
        let now = self.project.heads_now();
        self.now.borrow_mut().clone_from(&now);
        let is_back = now.as_ref().is_some_and(|now| now.has_same_rows(&self.before));
        let leaves_something = self.trail.ending.borrow().has_left_something();
        let state = match &now {
            Some(now) if is_back && leaves_something => format!("the version table says {}, as before", words(now)),
            Some(now) if is_back => format!("the database is at {}, as before", words(now)),
            Some(now) => format!("the database is at {}; it was at {}", words(now), words(&self.before)),
            None => format!("where the database is could not be read; it was at {}", words(&self.before)),
        };
        let first = error.aftermath.take().map(|aftermath| format!("{aftermath}; ")).unwrap_or_default();
        let mut aftermath = format!("{first}deploy stopped in {part}: {state}");
        if !is_back || leaves_something {
            let downgrade = now.and_then(|now| self.downgrade(&now));
            let backups = self.trail.ways_back();
            let backup = Some(format!("the backup: {}", backups.join(", and "))).filter(|_| !backups.is_empty());
            let ways: Vec<String> = downgrade.into_iter().chain(backup).collect();
            if !ways.is_empty() {
                aftermath.push_str(&format!("; the way back: {}", ways.join(", or ")));
            }
        }
        error.aftermath = Some(aftermath);
        error
    }

    /// The downgrade that ends where the database was, if one command does.
    fn downgrade(&self, now: &Heads) -> Option<String> {
        let target = match self.before.as_slice() {
            [] => "base",
            [one] => one.as_str(),
            _ => return None,
        };
        let plan = self.project.graph_of_run().downgrade(now, target).ok()?;
        let goes_back = !plan.steps.is_empty() && now.after(&plan.steps).has_same_rows(&self.before);
        goes_back.then(|| format!("`limbeck downgrade {target}`"))
    }
}
