//! Asks git which version files are new.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    process::Command,
};

use crate::Error;

/// Returns the files that the commit `base` (where this branch left it) does not have: added since, or not yet in git.
///
/// # Errors
/// There is no git, or no such commit.
pub(super) fn new_files(directory: &Path, base: &str) -> Result<BTreeSet<PathBuf>, Error> {
    let top = PathBuf::from(git(directory, &["rev-parse", "--show-toplevel"])?.trim_end());
    let left_at = git(directory, &["merge-base", "--end-of-options", base, "HEAD"]).map_err(|error| {
        error.with_hint(Some(format!(
            "`--base` wants a branch or commit that is here; in CI fetch it first: `git fetch origin {base}`"
        )))
    })?;
    let added = git(&top, &["diff", "--name-only", "-z", "--no-renames", "--diff-filter=A", left_at.trim_end()])?;
    let untracked = git(&top, &["ls-files", "-z", "--others", "--exclude-standard"])?;
    let names = added.split('\0').chain(untracked.split('\0')).filter(|name| !name.is_empty());
    Ok(names.map(|name| top.join(name)).map(|file| file.canonicalize().unwrap_or(file)).collect())
}

fn git(directory: &Path, arguments: &[&str]) -> Result<String, Error> {
    let output = Command::new("git").arg("-C").arg(directory).args(arguments).output().map_err(|error| {
        Error::command(format!("`git` does not run: {error}"))
            .with_hint(Some("`--base` asks git which revisions are new; name a range instead".into()))
    })?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.lines().next().unwrap_or("without a word").trim_start_matches("fatal: ").to_owned();
    Err(Error::command(format!("git refuses: {said}"))
        .with_hint(Some("`--base` asks git which revisions are new; name a range instead".into())))
}
