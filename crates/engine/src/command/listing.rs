//! How listings show a revision: the short line, and the block of `--verbose`.

use std::fmt::Write as _;

use revisions::{Node, RevisionId};

use crate::Project;

/// Whether a listing shows lines or blocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Verbosity {
    #[default]
    Short,
    Verbose,
}

/// Which parts the short line has.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Parts {
    pub(crate) labels: bool,
    pub(crate) doc: bool,
    pub(crate) parents: bool,
    /// `(branchpoint)` and `(mergepoint)`.
    pub(crate) tree: bool,
}

impl Parts {
    pub(crate) const HISTORY: Self = Self { labels: true, doc: true, parents: true, tree: true };
    pub(crate) const CURRENT: Self = Self { labels: false, doc: false, parents: false, tree: true };
    pub(crate) const HEADS: Self = Self { labels: true, doc: false, parents: false, tree: false };
}

/// Returns the short line of a revision. `currents` are the rows of the version table where they are to be shown.
pub(crate) fn line(node: &Node<'_>, parts: Parts, currents: &[RevisionId]) -> String {
    let mut text = node.id().to_string();
    if parts.parents {
        let dependencies = node.dependencies();
        text = match dependencies.is_empty() {
            true => format!("{} -> {text}", parents(node)),
            false => format!("{} ({}) -> {text}", parents(node), listed(&dependencies)),
        };
    }
    let labels = node.labels();
    if parts.labels && !labels.is_empty() {
        text.push_str(&format!(" ({})", labels.join(", ")));
    }
    if node.is_real_head() {
        text.push_str(" (head)");
    } else if node.is_head() {
        text.push_str(" (effective head)");
    }
    if currents.contains(node.id()) {
        text.push_str(" (current)");
    }
    if parts.tree && node.is_branch_point() {
        text.push_str(" (branchpoint)");
    }
    if parts.tree && node.is_merge_point() {
        text.push_str(" (mergepoint)");
    }
    if parts.doc {
        text.push_str(&format!(", {}", node.revision().doc));
    }
    text
}

/// Returns the block of `--verbose`, with the docstring behind it.
pub(crate) fn block(project: &Project, node: &Node<'_>, currents: &[RevisionId]) -> String {
    let mut text = format!("Rev: {}", node.id());
    let marks = [
        (node.is_head(), " (head)"),
        (node.is_branch_point(), " (branchpoint)"),
        (node.is_merge_point(), " (mergepoint)"),
        (currents.contains(node.id()), " (current)"),
    ];
    text.extend(marks.into_iter().filter(|(is_so, _)| *is_so).map(|(_, mark)| mark));
    let mut field = |name: &str, value: &str| {
        write!(text, "\n{name}: {value}").expect("writing to a String cannot fail");
    };
    field(if node.is_merge_point() { "Merges" } else { "Parent" }, &parents(node));
    if !node.dependencies().is_empty() {
        field("Also depends on", &listed(&node.dependencies()));
    }
    if node.is_branch_point() {
        field("Branches into", &listed(&node.children()));
    }
    if !node.labels().is_empty() {
        field("Branch names", &node.labels().join(", "));
    }
    field("Path", &project.path_of(node.id()));
    let long_doc = project.long_doc_of(node.id());
    let indented: Vec<String> = long_doc.lines().map(|line| format!("    {line}")).collect();
    format!("{text}\n\n{}\n", indented.join("\n"))
}

/// Returns the line or the block, as the user asked.
pub(crate) fn shown(
    project: &Project,
    node: &Node<'_>,
    verbosity: Verbosity,
    parts: Parts,
    currents: &[RevisionId],
) -> String {
    match verbosity {
        Verbosity::Short => line(node, parts, currents),
        Verbosity::Verbose => block(project, node, currents),
    }
}

fn parents(node: &Node<'_>) -> String {
    match node.parents() {
        [] => "<base>".to_owned(),
        parents => listed(parents),
    }
}

/// Identifiers in a sentence.
pub(super) fn listed(ids: &[RevisionId]) -> String {
    ids.iter().map(RevisionId::as_str).collect::<Vec<_>>().join(", ")
}
