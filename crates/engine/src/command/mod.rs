//! The commands: one file for each, every one a method of [`crate::Project`].

mod branches;
mod by_name;
mod check;
mod current;
mod deploy;
mod difference;
mod doctor;
mod drift;
mod edit;
mod editor;
mod ensure_version;
mod heads;
mod history;
mod init;
pub(crate) mod lint;
mod list_templates;
mod listing;
mod lock;
mod merge;
mod orders;
mod overlap;
mod plan;
mod rebase;
mod rehearse;
mod revision;
mod safeguards;
mod show;
mod smoke;
mod stamp;
mod trash;
mod upgrade;
mod version_file;
mod write_script;

pub use check::{CheckForm, CheckOptions};
pub use current::CurrentOptions;
pub use deploy::{
    DeployForm, DeployOptions, DeployOutcome, DeployPart, DeployReport, PartOutcome, PartReport, StopReport,
};
pub use heads::HeadsOptions;
pub use history::HistoryOptions;
pub use init::{InitOptions, init};
pub(crate) use lint::{Judge, ScriptText, lint_settings};
pub use lint::{LintForm, LintOptions};
pub use list_templates::list_templates;
pub use listing::Verbosity;
pub use lock::{LockAction, LockForm};
pub use merge::MergeOptions;
pub use overlap::Comparison;
pub use plan::{Direction, DryRun, PlanOptions};
pub use rebase::RebaseOptions;
pub use rehearse::RehearseOptions;
pub use revision::RevisionOptions;
pub use safeguards::{BackupWish, SafeguardOptions};
pub use stamp::StampOptions;
pub use trash::{NewerValues, PurgeChoice, TrashAction, TrashForm, parse_age};
pub use upgrade::MigrateOptions;
