//! `list_templates`: the templates that `init` knows.

use crate::{CommandLine, Environment, Reporter};

pub fn list_templates(_: &CommandLine, _: &Environment, _: &mut dyn Reporter) {}
