//! `merge`: merges revisions into one.

use crate::{Error, Interrupt, Project, Reporter};

/// Options of `merge`.
#[derive(Clone, Debug, Default)]
pub struct MergeOptions {
    pub revisions: Vec<String>,
    pub message: Option<String>,
    pub branch_label: Option<String>,
    pub rev_id: Option<String>,
    pub splice: bool,
}

impl Project {
    pub fn merge(&self, _: &MergeOptions, _: &Interrupt, _: &mut dyn Reporter) -> Result<(), Error> {
        Err(Error::command("pending"))
    }
}
