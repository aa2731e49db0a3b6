//! `init`: a new scripts directory.

use crate::{CommandLine, Environment, Error, Reporter};

/// Options of `init`.
#[derive(Clone, Debug, Default)]
pub struct InitOptions {
    pub directory: String,
    pub template: String,
    pub package: bool,
}

pub fn init(_: &CommandLine, _: &Environment, _: &InitOptions, _: &mut dyn Reporter) -> Result<(), Error> {
    Err(Error::command("pending"))
}
