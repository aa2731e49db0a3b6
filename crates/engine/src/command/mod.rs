//! The commands: one file for each, every one a method of [`crate::Project`].

mod branches;
mod by_name;
mod check;
mod current;
mod doctor;
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
mod revision;
mod show;
mod stamp;
mod upgrade;
mod write_script;

pub use check::{CheckForm, CheckOptions};
pub use current::CurrentOptions;
pub use heads::HeadsOptions;
pub use history::HistoryOptions;
pub use init::{InitOptions, init};
pub(crate) use lint::lint_settings;
pub use lint::{LintForm, LintOptions};
pub use list_templates::list_templates;
pub use listing::Verbosity;
pub use lock::{LockAction, LockForm};
pub use merge::MergeOptions;
pub use revision::RevisionOptions;
pub use stamp::StampOptions;
pub use upgrade::MigrateOptions;
