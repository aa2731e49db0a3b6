//! The header of a version script: `revision`, `down_revision`, `branch_labels`, `depends_on` and the docstring.
//!
//! Nothing is run. A quick scanner reads the usual top of a file; whatever it does not know for certain goes to the
//! parser, and what the parser cannot know without running the file is an error that says so.

mod assigned;
mod error;
mod quick;
mod rebase;
mod source;
mod syntax;

use std::path::Path;

pub use error::HeaderError;
pub use rebase::{RebaseError, Rebased, RevisesLine, rebased};

use assigned::{Assigned, Constant, Field};

/// What the graph and the listings need to know of one script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The identifier; for scripts of the first Alembic versions it is their file name.
    pub revision: String,
    /// The parents; none for a base.
    pub down_revision: Vec<String>,
    /// The names of the branch that begins here.
    pub branch_labels: Vec<String>,
    /// Revisions, partial identifiers or labels that must be there before.
    pub depends_on: Vec<String>,
    /// Whether it may say how SQL is written, by `@compiles`: for every script, as Alembic executes all of them.
    pub compiles: bool,
    /// Whether it may commit what came before it, by an `autocommit_block()`.
    pub commits: bool,
    docstring: Option<String>,
}

impl Header {
    /// Makes the header of a script whose values are known, for instance because it was run.
    pub fn new(revision: String, down_revision: Vec<String>, docstring: Option<String>) -> Self {
        let (branch_labels, depends_on) = (Vec::new(), Vec::new());
        Self { revision, down_revision, branch_labels, depends_on, compiles: false, commits: false, docstring }
    }

    /// Returns the docstring without the white space around it; empty if there is none.
    pub fn long_doc(&self) -> &str {
        self.docstring.as_deref().unwrap_or_default().trim_matches(pysource::is_space)
    }

    /// Returns the first paragraph of the docstring: the message of the revision.
    pub fn doc(&self) -> &str {
        let long = self.long_doc();
        long.split_once("\n\n").map_or(long, |(first, _)| first)
    }
}

/// Reads the header from the bytes of a script; `file` names it in errors and gives old scripts their identifier.
pub fn read_source(bytes: &[u8], file: &Path) -> Result<Header, HeaderError> {
    let text = source::decode(bytes, file)?;
    let assigned = match quick::read(&text) {
        Some(assigned) => assigned,
        None => syntax::read(&text, file)?,
    };
    let (compiles, commits) = (text.contains("@compiles"), text.contains("autocommit_block"));
    Ok(Header { compiles, commits, ..header_of(assigned, file)? })
}

fn header_of(mut assigned: Assigned, file: &Path) -> Result<Header, HeaderError> {
    let revision = match assigned.take(Field::Revision) {
        Some(Constant::Text(revision)) => revision,
        // Only text can be an identifier; running the script shows what Python makes of the rest.
        Some(_) => return Err(HeaderError::NeedsRunning { file: file.into(), line: 1, name: "revision" }),
        None => legacy_revision(file).ok_or_else(|| HeaderError::NoRevision { file: file.into() })?,
    };
    let Some(down_revision) = assigned.take(Field::DownRevision) else {
        return Err(HeaderError::NoDownRevision { file: file.into() });
    };
    Ok(Header {
        revision,
        down_revision: down_revision.into_texts(),
        branch_labels: assigned.take(Field::BranchLabels).map(Constant::into_texts).unwrap_or_default(),
        depends_on: assigned.take(Field::DependsOn).map(Constant::into_texts).unwrap_or_default(),
        compiles: false,
        commits: false,
        docstring: assigned.docstring,
    })
}

/// The first Alembic versions named a script `<hexadecimal id>.py` and wrote no `revision` into it.
fn legacy_revision(file: &Path) -> Option<String> {
    let name = file.file_name()?.to_str()?;
    let stem = name.strip_suffix(".py")?;
    let is_hexadecimal = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f');
    (!stem.is_empty() && stem.bytes().all(is_hexadecimal)).then(|| stem.to_owned())
}

#[cfg(test)]
mod tests;
