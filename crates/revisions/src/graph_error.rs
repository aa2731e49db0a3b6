//! Why scripts do not make a graph, and what is only worth a warning.

use crate::RevisionId;
use crate::id::comma_separated;
use std::fmt;

/// Something odd that does not stop a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// Two scripts have one identifier; the later one counts.
    PresentTwice { revision: RevisionId },
    /// A script names a parent that no script has; `named_by` is the script's line as `history` shows it.
    MissingParent { parent: RevisionId, named_by: String },
    /// `downgrade -1` was asked for although several heads are current.
    AmbiguousDowngrade,
}

impl fmt::Display for Warning {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PresentTwice { revision } => write!(formatter, "Revision {revision} is present more than once"),
            Self::MissingParent { parent, named_by } => {
                write!(formatter, "Revision {parent} referenced from {named_by} is not present")
            }
            Self::AmbiguousDowngrade => formatter.write_str(
                "downgrade -1 from multiple heads is ambiguous; this usage will be disallowed in a future release.",
            ),
        }
    }
}

/// Scripts that do not make a graph, with what was noticed before.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{defect}")]
pub struct GraphError {
    pub defect: Defect,
    pub warnings: Vec<Warning>,
}

/// What is wrong with the scripts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Defect {
    #[error("Character(s) '{}' not allowed in revision identifier '{id}'", listed(.characters))]
    ReservedCharacters { id: RevisionId, characters: Vec<char> },
    #[error("Self-loop is detected in revisions ({revision})")]
    Loop { revision: RevisionId },
    #[error("Dependency self-loop is detected in revisions ({revision})")]
    DependencyLoop { revision: RevisionId },
    #[error("Cycle is detected in revisions ({})", comma_separated(.revisions))]
    Cycle { revisions: Vec<RevisionId> },
    #[error("Dependency cycle is detected in revisions ({})", comma_separated(.revisions))]
    DependencyCycle { revisions: Vec<RevisionId> },
    #[error("Branch name '{label}' in revision {revision} already used by revision {used_by}")]
    LabelTaken { label: String, revision: RevisionId, used_by: RevisionId },
    #[error("Revision {revision} has the down_revision '{parent}', which no script has")]
    MissingParent { revision: RevisionId, parent: RevisionId },
    #[error("Revision {revision} has '{dependency}' in depends_on, which no script has")]
    MissingDependency { revision: RevisionId, dependency: String },
}

fn listed(characters: &[char]) -> String {
    characters.iter().map(char::to_string).collect::<Vec<_>>().join(", ")
}

/// How Alembic lets a defect out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DefectKind {
    /// A `RevisionError`: most commands turn it into a `CommandError` (exit 255). Only `heads` without
    /// `--resolve-dependencies` and `current --check-heads` let it escape (exit 1).
    RevisionError,
    /// A `KeyError`: it escapes from every command (exit 1).
    KeyError,
}

impl Defect {
    /// Tells which family of exceptions Alembic raises.
    pub fn kind(&self) -> DefectKind {
        match self {
            Self::MissingParent { .. } | Self::MissingDependency { .. } => DefectKind::KeyError,
            Self::ReservedCharacters { .. }
            | Self::Loop { .. }
            | Self::DependencyLoop { .. }
            | Self::Cycle { .. }
            | Self::DependencyCycle { .. }
            | Self::LabelTaken { .. } => DefectKind::RevisionError,
        }
    }

    /// Returns the last line of the traceback that Alembic prints when the exception escapes.
    pub fn exception(&self) -> String {
        let class = match self {
            Self::MissingParent { parent, .. } => return format!("KeyError: '{parent}'"),
            Self::MissingDependency { dependency, .. } => return format!("KeyError: '{dependency}'"),
            Self::ReservedCharacters { .. } | Self::LabelTaken { .. } => "RevisionError",
            Self::Loop { .. } => "LoopDetected",
            Self::DependencyLoop { .. } => "DependencyLoopDetected",
            Self::Cycle { .. } => "CycleDetected",
            Self::DependencyCycle { .. } => "DependencyCycleDetected",
        };
        format!("alembic.script.revision.{class}: {self}")
    }

    /// Returns the way out.
    pub fn hint(&self) -> String {
        match self {
            Self::ReservedCharacters { .. } => "`@`, `-`, `+` and `:` have a meaning in targets; rename it".to_owned(),
            Self::Loop { revision } | Self::DependencyLoop { revision } => {
                format!("the script of {revision} names itself; mend its down_revision or depends_on")
            }
            Self::Cycle { .. } => {
                "follow down_revision through these scripts and mend the one that leads back".to_owned()
            }
            Self::DependencyCycle { .. } => {
                "follow down_revision and depends_on through these scripts and mend the one that leads back".to_owned()
            }
            Self::LabelTaken { label, .. } => format!("give '{label}' another name in one of the two scripts"),
            Self::MissingParent { revision, parent } => {
                format!("restore the script of {parent}, or mend down_revision in the script of {revision}")
            }
            Self::MissingDependency { revision, dependency } => {
                format!("restore the script of {dependency}, or mend depends_on in the script of {revision}")
            }
        }
    }
}
