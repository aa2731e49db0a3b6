//! `merge`: writes a revision that has several parents.

use std::rc::Rc;

use crate::{
    Error, Interrupt, Project, Reporter,
    command::{
        overlap::Comparison,
        write_script::{NewRevision, heads_of_merge},
    },
    execute::{Extras, Run, RunSettings},
};

/// Options of `merge`.
#[derive(Clone, Debug, Default)]
pub struct MergeOptions {
    /// Revisions, or `heads`.
    pub revisions: Vec<String>,
    pub message: Option<String>,
    pub branch_label: Option<String>,
    pub rev_id: Option<String>,
    /// Allow parents that are no heads.
    pub splice: bool,
    /// Try the branches in both orders on scratch databases first.
    pub test: bool,
    /// What is said of the things that the branches have in common.
    pub comparison: Comparison,
}

impl Project {
    /// Merges revisions into a new one, and tells what more than one of their branches touches. For that env.py runs without
    /// a database; with one only where `revision_environment` is set.
    ///
    /// # Errors
    /// Revisions that cannot be merged; with `test`, orders that fail or give other schemas.
    pub fn merge(
        &self,
        options: &MergeOptions,
        interrupt: &Interrupt,
        reporter: &mut dyn Reporter,
    ) -> Result<(), Error> {
        let is_command = self.within().is_none();
        if is_command {
            self.start_python();
        }
        self.graph(reporter)?;
        self.require_whole_graph()?;
        let heads = heads_of_merge(&options.revisions);
        let names: Vec<&str> = heads.iter().map(String::as_str).collect();
        // Names that mean nothing are told below.
        let mut parents = self.graph_of_run().resolve_all(&names).unwrap_or_default();
        parents.dedup();
        if options.test && parents.len() > 1 {
            self.try_orders(&parents, interrupt, reporter)?;
        }
        let extras = Rc::new(Extras::default());
        if self.config().revision_environment()? {
            let settings = RunSettings { extras: Some(Rc::clone(&extras)), ..RunSettings::of("merge") };
            Run::env(self, settings, interrupt, reporter, &mut |_, _| Ok(None))?;
        }
        let new = NewRevision {
            rev_id: options.rev_id.clone(),
            message: options.message.clone(),
            heads,
            splice: options.splice,
            branch_labels: options.branch_label.iter().cloned().collect(),
            ..NewRevision::default()
        };
        self.write_revision(new, &extras.template_args(), reporter)?;
        let comparison = if options.test { Comparison::Tested } else { options.comparison };
        match is_command && parents.len() > 1 {
            true => self.tell_overlap(&parents, comparison, interrupt, reporter),
            false => Ok(()),
        }
    }
}
