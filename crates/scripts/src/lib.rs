//! The script directory: reads the headers of version scripts without running them, and writes new ones.
//!
//! Nothing here prints, asks the clock or runs Python: the clock, identifiers and folders come in as arguments, what
//! happened goes out as values and events.

mod create_date;
mod directory;
mod event;
mod file_name;
pub mod header;
pub mod new_script;
mod path;
mod percent;
pub mod scaffold;
mod shell_words;
pub mod template;
pub mod write_hooks;

pub use create_date::{Clock, CreateDate, UnknownTimezone};
pub use directory::{
    DirectoryError, Loaded, ScriptDirectory, ScriptFile, Settings, Surroundings, read_header, read_headers,
};
pub use event::{Event, Report, render_events};
pub use file_name::{BadFileTemplate, Naming};
pub use header::{Header, HeaderError};
pub use new_script::{NewScript, NewScriptError};
pub use scaffold::{Init, Package, Scaffold, ScaffoldError};
pub use shell_words::UnfinishedLine;
pub use write_hooks::{Hook, HookError, Programs};
