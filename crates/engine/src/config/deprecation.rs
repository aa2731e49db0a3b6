//! Old-fashioned settings, and whether `PYTHONWARNINGS` asks to hear of them.

use super::environment::Environment;
use super::python_text::{int, strip};
use std::fmt;

/// A setting that still works and is deprecated; it displays as Alembic's warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deprecation {
    NoSeparatorForSysPath,
    NoSeparatorForVersionLocations,
    OldSeparatorName,
}

impl Deprecation {
    /// The line of Alembic's `config.py` that the warning names.
    pub fn line(self) -> u32 {
        match self {
            Self::NoSeparatorForSysPath => 604,
            Self::NoSeparatorForVersionLocations => 572,
            Self::OldSeparatorName => 552,
        }
    }
}

impl fmt::Display for Deprecation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NoSeparatorForSysPath => {
                "No path_separator found in configuration; falling back to legacy splitting on spaces, commas, and \
                 colons for prepend_sys_path.  Consider adding path_separator=os to Alembic config."
            }
            Self::NoSeparatorForVersionLocations => {
                "No path_separator found in configuration; falling back to legacy splitting on spaces/commas for \
                 version_locations.  Consider adding path_separator=os to Alembic config."
            }
            Self::OldSeparatorName => {
                "The version_path_separator configuration parameter is deprecated; please use path_separator"
            }
        })
    }
}

/// What Python does with a warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WarningAction {
    Ignore,
    Show,
    /// The warning becomes an exception and ends the command.
    Raise,
}

/// What `PYTHONWARNINGS` wants to be done with a deprecation; Python's default is to ignore it.
pub fn deprecation_action(deprecation: Deprecation, environment: &Environment) -> WarningAction {
    let filters = environment.variable("PYTHONWARNINGS").unwrap_or_default();
    // A later filter goes before an earlier one.
    filters.split(',').rev().find_map(|filter| action_of(filter, deprecation)).unwrap_or(WarningAction::Ignore)
}

/// Reads one `action:message:category:module:line`; nothing if it is malformed or does not apply.
fn action_of(filter: &str, deprecation: Deprecation) -> Option<WarningAction> {
    let fields: Vec<&str> = filter.split(':').map(strip).collect();
    if fields.len() > 5 || filter.is_empty() {
        return None;
    }
    let field = |index: usize| fields.get(index).copied().unwrap_or_default();
    let action = match field(0) {
        "" | "all" => WarningAction::Show,
        short => {
            let actions = ["default", "always", "ignore", "module", "once", "error"];
            match actions.into_iter().find(|action| action.starts_with(short))? {
                "ignore" => WarningAction::Ignore,
                "error" => WarningAction::Raise,
                _ => WarningAction::Show,
            }
        }
    };
    let category_fits = matches!(field(2), "" | "Warning" | "DeprecationWarning");
    let message_fits = deprecation.to_string().to_lowercase().starts_with(&field(1).to_lowercase());
    let module_fits = matches!(field(3), "" | "alembic.config");
    let line_fits = match field(4) {
        "" => true,
        line => matches!(int(line)?, 0) || int(line)? == i64::from(deprecation.line()),
    };
    (category_fits && message_fits && module_fits && line_fits).then_some(action)
}
