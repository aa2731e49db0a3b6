//! Asks git, if there is one, which commit and branch have a version file that this folder lacks.

use std::{
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// A history that takes longer to search is not searched to the end.
const PATIENCE: Duration = Duration::from_secs(4);

/// Where git has a revision's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Whereabouts {
    pub(crate) commit: String,
    /// `2026-03-01`
    pub(crate) date: String,
    /// Seen from the root of the working tree.
    pub(crate) path: String,
    /// Branches that have the commit, local ones first.
    pub(crate) branches: Vec<String>,
}

/// Finds the commit that added the file of a revision; `None` where git, a repository or the file is missing.
pub(crate) fn find_revision(folder: &Path, locations: &[impl AsRef<Path>], revision: &str) -> Option<Whereabouts> {
    let begun = Instant::now();
    let needle = format!("-S{revision}");
    let format = "--format=%h%x09%cs";
    let mut words = vec!["log", "--all", "-n1", "--diff-filter=A", "--name-only", format, &needle, "--"];
    let locations: Vec<&str> = locations.iter().filter_map(|location| location.as_ref().to_str()).collect();
    words.extend(&locations);
    let log = git(folder, &words, begun)?;
    let mut lines = log.lines().filter(|line| !line.trim().is_empty());
    let (commit, date) = lines.next()?.split_once('\t')?;
    let path = lines.find(|line| line.ends_with(".py"))?;
    let contains = ["branch", "--all", "--format=%(refname:short)", "--contains", commit];
    let branches = git(folder, &contains, begun).unwrap_or_default();
    Some(Whereabouts {
        commit: commit.to_owned(),
        date: date.to_owned(),
        path: path.to_owned(),
        branches: branches.lines().filter(|name| !name.contains("HEAD")).map(str::to_owned).collect(),
    })
}

impl Whereabouts {
    /// What to say of it, and what to type.
    pub(crate) fn sentence(&self) -> String {
        let Self { commit, date, path, branches } = self;
        let restore = format!("`git show {commit}:{path}` has the file");
        match branches.first() {
            Some(branch) => format!(
                "git has it as {path} on branch {branch} (commit {commit}, {date}): `git merge {branch}` brings it here, \
                 {restore}"
            ),
            None => format!("git has it as {path} in commit {commit} ({date}), which is on no branch: {restore}"),
        }
    }
}

fn git(folder: &Path, words: &[&str], begun: Instant) -> Option<String> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(words);
    command.env("GIT_OPTIONAL_LOCKS", "0").env("GIT_TERMINAL_PROMPT", "0");
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
    ended_in_time(child, begun)
}

/// A few short lines fit into the pipe, so nobody has to read it meanwhile.
fn ended_in_time(mut child: Child, begun: Instant) -> Option<String> {
    loop {
        match child.try_wait() {
            Ok(Some(status)) => {
                let output = child.wait_with_output().ok()?;
                return status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned());
            }
            Ok(None) if begun.elapsed() < PATIENCE => std::thread::sleep(Duration::from_millis(5)),
            Ok(None) | Err(_) => {
                drop(child.kill().and_then(|()| child.wait()));
                return None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_without_a_repository_has_no_answer() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(find_revision(folder.path(), &["versions"], "ghost"), None);
    }
}
