//! `revision`: creates a new revision file.

use crate::{Error, Interrupt, Project, Reporter};

/// Options of `revision`.
#[derive(Clone, Debug, Default)]
pub struct RevisionOptions {
    pub message: Option<String>,
    pub autogenerate: bool,
    pub sql: bool,
    pub head: String,
    pub splice: bool,
    pub branch_label: Option<String>,
    pub version_path: Option<String>,
    pub rev_id: Option<String>,
    pub depends_on: Vec<String>,
}

impl Project {
    pub fn revision(&self, _: &RevisionOptions, _: &Interrupt, _: &mut dyn Reporter) -> Result<(), Error> {
        Err(Error::command("pending"))
    }
}
