//! Limbeck's embeddable face: open a project, run a command, hear what happens.
//!
//! ```no_run
//! use limbeck::{CommandLine, Environment, Interrupt, MigrateOptions, Project, Silent};
//!
//! let environment = Environment::of_this_process()?;
//! let project = Project::open(CommandLine::default(), environment, &mut Silent)?;
//! let head = MigrateOptions { revision: "head".into(), ..MigrateOptions::default() };
//! project.upgrade(&head, &Interrupt::default(), &mut Silent)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Nothing here prints, exits, or asks the terminal.

mod command;
pub mod config;
mod error;
mod execute;
mod git;
mod interrupt;
mod limits;
pub mod plan;
mod project;
pub mod rehearsal;
mod report;
mod scratch;

pub use command::{
    BackupWish, CheckForm, CheckOptions, Comparison, CurrentOptions, DeployForm, DeployOptions, DeployOutcome,
    DeployPart, DeployReport, Direction, DryRun, HeadsOptions, HistoryOptions, InitOptions, LintForm, LintOptions,
    LockAction, LockForm, MergeOptions, MigrateOptions, NewerValues, PartOutcome, PartReport, PlanOptions, PurgeChoice,
    RebaseOptions, RehearseOptions, RevisionOptions, SafeguardOptions, StampOptions, StopReport, TrashAction,
    TrashForm, Verbosity, init, list_templates, parse_age,
};
pub use config::Environment;
pub use error::{Error, ErrorKind};
pub use execute::Resume;
pub use interrupt::Interrupt;
pub use limits::{Limits, parse_time};
pub use project::{CommandLine, Project};
pub use pyruntime::{Frame, Raised};
pub use report::{Event, Question, Reporter, Silent};
