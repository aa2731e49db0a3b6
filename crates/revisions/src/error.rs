//! What can go wrong when targets are resolved and plans are made.

use crate::id::comma_separated;
use crate::target::Bound;
use crate::{RevisionId, Warning};
use std::fmt;

/// What went wrong, said as `--raiseerr` shows the inner exception of Alembic.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("No such revision or branch '{wanted}'{}", short_identifier_advice(.wanted))]
    NotFound { wanted: String, similar: Vec<String> },
    #[error("Multiple revisions start with '{wanted}': {}...", quoted(.candidates))]
    SeveralStartWith { wanted: String, candidates: Vec<String> },
    #[error("No such branch: '{branch}'")]
    NoSuchBranch { branch: String, similar: Vec<String> },
    #[error("Revision {revision} is not a member of branch '{branch}'")]
    NotOnBranch { wanted: String, revision: RevisionId, branch: String },
    #[error("Multiple heads are present for given argument '{argument}'; {}", comma_separated(.heads))]
    MultipleHeads { argument: String, heads: Vec<RevisionId> },
    #[error("Revision {} is not an ancestor of revision {}", .lower.shown_or_base(), .upper.shown_or_base())]
    NotAnAncestor { lower: Bound, upper: Bound },
    #[error("Relative revision {written} didn't produce {count} migrations")]
    TooFewMigrations { written: String, count: String },
    #[error("Walked too far")]
    WalkedTooFar,
    #[error("Ambiguous walk")]
    AmbiguousWalk { choices: Vec<RevisionId> },
    #[error("Ambiguous upgrade from multiple current revisions")]
    AmbiguousUpgrade { current: Vec<String> },
    #[error("Not a valid downgrade target from current heads")]
    NotADowngradeTarget,
    #[error("Requested revision {revision} overlaps with other requested revisions {}", comma_separated(.others))]
    Overlap { revision: RevisionId, others: Vec<RevisionId> },
    #[error("Revision {revision} does not belong to exactly one branch label")]
    NoSingleBranch { revision: RevisionId },
    #[error("The rows of the version table ({}) do not fit the step {step}", comma_separated(.rows))]
    RowsDoNotFit { rows: Vec<RevisionId>, step: String },
    #[error("Character(s) '{}' not allowed in revision identifier '{id}'", listed(.characters))]
    ReservedCharacters { id: RevisionId, characters: Vec<char> },
    #[error("Duplicate head revisions specified")]
    DuplicateHeads,
    #[error(
        "Revision {revision} is not a head revision; please specify --splice to create a new branch from this revision"
    )]
    NotAHead { revision: RevisionId },
    #[error("The script directory has multiple bases. Please use get_bases().")]
    MultipleBases,
}

fn short_identifier_advice(wanted: &str) -> &'static str {
    if is_short(wanted) {
        "; please ensure at least four characters are present for partial revision identifier matches"
    } else {
        ""
    }
}

/// Below four characters Alembic advises to write more of an identifier.
fn is_short(wanted: &str) -> bool {
    wanted.chars().count() < 4
}

fn quoted(names: &[String]) -> String {
    names.iter().take(3).map(|name| format!("'{name}'")).collect::<Vec<_>>().join(", ")
}

fn listed(characters: &[char]) -> String {
    characters.iter().map(char::to_string).collect::<Vec<_>>().join(", ")
}

impl Fault {
    /// Returns the name that a failed look-up was for.
    fn unresolved(&self) -> Option<&str> {
        match self {
            Self::NotFound { wanted, .. }
            | Self::SeveralStartWith { wanted, .. }
            | Self::NotOnBranch { wanted, .. } => Some(wanted),
            Self::NoSuchBranch { branch, .. } => Some(branch),
            Self::MultipleHeads { .. }
            | Self::NotAnAncestor { .. }
            | Self::TooFewMigrations { .. }
            | Self::WalkedTooFar
            | Self::AmbiguousWalk { .. }
            | Self::AmbiguousUpgrade { .. }
            | Self::NotADowngradeTarget
            | Self::Overlap { .. }
            | Self::NoSingleBranch { .. }
            | Self::RowsDoNotFit { .. }
            | Self::ReservedCharacters { .. }
            | Self::DuplicateHeads
            | Self::NotAHead { .. }
            | Self::MultipleBases => None,
        }
    }

    /// Returns the way out, where we know it.
    fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::NotFound { wanted, .. } if is_short(wanted) => {
                "write at least four characters of the identifier".to_owned()
            }
            Self::NotFound { similar, .. } | Self::NoSuchBranch { similar, .. } if !similar.is_empty() => {
                format!("did you mean {}?", similar.join(" or "))
            }
            Self::NotFound { .. } => "`history` lists every revision of the script directory".to_owned(),
            Self::SeveralStartWith { candidates, .. } => {
                format!("several revisions start so, write more of one: {}", candidates.join(", "))
            }
            Self::NoSuchBranch { .. } => "`heads` and `branches` show the branch labels".to_owned(),
            Self::NotOnBranch { revision, branch, .. } => {
                format!("{revision} is neither above nor below '{branch}'; leave out `{branch}@`")
            }
            Self::MultipleHeads { heads, .. } => format!(
                "the heads are {}; `limbeck rebase` puts one that is applied nowhere yet behind another, `limbeck merge heads` \
                 joins them",
                comma_separated(heads)
            ),
            Self::NotAnAncestor { .. } => "`history` shows the order of the revisions".to_owned(),
            Self::TooFewMigrations { .. } | Self::WalkedTooFar => {
                "`history --indicate-current` shows how many revisions there are on either side".to_owned()
            }
            Self::AmbiguousWalk { choices } => {
                format!("the way forks here; name a revision or a branch: {}", comma_separated(choices))
            }
            Self::AmbiguousUpgrade { current } => {
                format!("name the branch, as in `<branchname>@+1`; current are {}", current.join(", "))
            }
            Self::NotADowngradeTarget => "`current` shows where the database is".to_owned(),
            Self::Overlap { .. } => {
                "one of them is already part of the other; `stamp --purge` with the right heads mends the version table"
                    .to_owned()
            }
            Self::NoSingleBranch { .. } => "write a branch label before the `@`".to_owned(),
            Self::RowsDoNotFit { .. } => "`stamp --purge` with the right heads mends the version table".to_owned(),
            Self::NotAHead { .. } | Self::DuplicateHeads | Self::MultipleBases => return None,
            Self::ReservedCharacters { .. } => "letters, digits and `_` are always good".to_owned(),
        };
        Some(hint)
    }
}

/// A target that can't be met, worded for the command that asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolveError {
    /// What happened, in its inner words.
    pub fault: Fault,
    /// What the user should be told besides.
    pub warnings: Vec<Warning>,
    said: String,
}

impl ResolveError {
    pub(crate) fn with_warnings(self, warnings: Vec<Warning>) -> Self {
        Self { warnings, ..self }
    }

    /// Returns the way out, where we know it.
    pub fn hint(&self) -> Option<String> {
        self.fault.hint()
    }
}

impl fmt::Display for ResolveError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.said)
    }
}

impl std::error::Error for ResolveError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.fault)
    }
}

impl From<Fault> for ResolveError {
    fn from(fault: Fault) -> Self {
        Wording::default().say(fault)
    }
}

/// How a command words the faults that mean different things to different commands.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Wording<'text> {
    /// What is said when two revisions are not on one line; `Requested range ..` if nothing is set.
    pub destination: Option<Destination<'text>>,
    /// The two ends of a listing.
    pub range: Option<(&'text str, &'text str)>,
    /// What is said instead of the long sentence on several heads.
    pub multiple_heads: Option<&'static str>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Destination<'text> {
    Upgrade(&'text str),
    Downgrade(&'text str),
}

impl Wording<'_> {
    pub fn say(&self, fault: Fault) -> ResolveError {
        let said = match &fault {
            Fault::NotAnAncestor { lower, upper } => self.not_on_one_line(lower, upper),
            Fault::MultipleHeads { argument, .. } => self.several_heads(argument),
            other => match other.unresolved() {
                Some(wanted) => format!("Can't locate revision identified by '{wanted}'"),
                None => other.to_string(),
            },
        };
        ResolveError { fault, warnings: Vec::new(), said }
    }

    fn not_on_one_line(&self, lower: &Bound, upper: &Bound) -> String {
        match (self.destination, self.range) {
            (Some(Destination::Upgrade(end)), _) => {
                format!("Destination {end} is not a valid upgrade target from current head(s)")
            }
            (Some(Destination::Downgrade(end)), _) => {
                format!("Destination {end} is not a valid downgrade target from current head(s)")
            }
            (None, Some((start, end))) => out_of_line(start, end),
            (None, None) => out_of_line(&lower.shown(), &upper.shown()),
        }
    }

    fn several_heads(&self, argument: &str) -> String {
        if let Some(sentence) = self.multiple_heads {
            return sentence.to_owned();
        }
        let asked = match (self.destination, self.range) {
            (Some(Destination::Upgrade(end) | Destination::Downgrade(end)), _) | (None, Some((_, end))) => end,
            (None, None) => argument,
        };
        format!(
            "Multiple head revisions are present for given argument '{asked}'; please specify a specific target \
             revision, '<branchname>@{asked}' to narrow to a specific head, or 'heads' for all heads"
        )
    }
}

fn out_of_line(start: &str, end: &str) -> String {
    format!("Requested range {start}:{end} does not refer to ancestor/descendant revisions along the same branch")
}
