//! `merge`: writes a revision that has several parents.

use std::rc::Rc;

use crate::{
    Error, Interrupt, Project, Reporter,
    command::write_script::{NewRevision, heads_of_merge},
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
}

impl Project {
    /// Merges revisions into a new one; env.py runs only where `revision_environment` is set.
    pub fn merge(
        &self,
        options: &MergeOptions,
        interrupt: &Interrupt,
        reporter: &mut dyn Reporter,
    ) -> Result<(), Error> {
        self.graph(reporter)?;
        self.require_whole_graph()?;
        let extras = Rc::new(Extras::default());
        if self.config().revision_environment()? {
            let settings = RunSettings { extras: Some(Rc::clone(&extras)), ..RunSettings::of("merge") };
            Run::env(self, settings, interrupt, reporter, &mut |_, _| Ok(None))?;
        }
        let new = NewRevision {
            rev_id: options.rev_id.clone(),
            message: options.message.clone(),
            heads: heads_of_merge(&options.revisions),
            splice: options.splice,
            branch_labels: options.branch_label.iter().cloned().collect(),
            ..NewRevision::default()
        };
        self.write_revision(new, &extras.template_args(), reporter)
    }
}
