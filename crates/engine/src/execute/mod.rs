//! Carries out a plan: env.py drives, scripts ask, statements go to a database or to the output.

mod ahead;
mod answers;
mod autogenerate;
mod configure;
mod connections;
mod context;
mod extras;
mod hints;
mod inspected;
mod interpreter;
mod journal;
mod migrate;
mod offline;
mod python_only;
mod raise;
mod reading_ahead;
mod rebuild;
mod record;
mod results;
mod run;
mod script_directory;
mod stand_ins;
mod statements;
mod strict;
mod switch;
mod within;

pub(crate) use autogenerate::Description;
pub(crate) use extras::{Extras, TemplateArguments, Written};
pub(crate) use journal::Applied;
pub use journal::Resume;
pub(crate) use python_only::{reflect_header, render_template};
pub(crate) use record::{RecordedStep, Recording};
pub(crate) use run::{Compares, Run, RunSettings, View};
pub(crate) use within::{SharedPython, Within};
