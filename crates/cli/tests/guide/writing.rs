//! Filling in the revisions that `alembic revision` made, as a person does in an editor.

use testkit::check_succeeds;

use crate::backend::Backend;

/// Runs a command that makes one revision, and returns its path.
#[track_caller]
pub fn new_revision(backend: &Backend, command: &str) -> String {
    let before = backend.revision_files();
    check_succeeds(&backend.shell(command));
    only_new_file(backend, &before)
}

/// The one revision that was not there before.
#[track_caller]
pub fn only_new_file(backend: &Backend, before: &[String]) -> String {
    let mut new: Vec<_> = backend.revision_files().into_iter().filter(|file| !before.contains(file)).collect();
    assert_eq!(new.len(), 1, "exactly one new revision: {new:?}");
    new.remove(0)
}

/// Puts statements into the two functions that the template left empty.
#[track_caller]
pub fn fill_in(backend: &Backend, path: &str, upgrade: &str, downgrade: &str) {
    backend.replace(path, "\"\"\"Upgrade schema.\"\"\"\n    pass", upgrade);
    backend.replace(path, "\"\"\"Downgrade schema.\"\"\"\n    pass", downgrade);
}

/// Keeps what identifies the revision and writes the rest anew.
#[track_caller]
pub fn rewrite_functions(backend: &Backend, path: &str, functions: &str) {
    let text = backend.read(path);
    let end = text.find("def upgrade()").expect("a revision has upgrade()");
    backend.write(path, &format!("{}{functions}", &text[..end]));
}

/// The revision that a file's name begins with.
pub fn revision_of(path: &str) -> &str {
    let name = path.rsplit('/').next().expect("a path has a name");
    name.split('_').next().expect("a name has a beginning")
}
