//! Revisions that autogenerate wrote, beside those that the real Alembic wrote for the same models and database.

use testkit::{check_same_text, check_succeeds};

use crate::{
    backend::{Backend, HEAD},
    writing::revision_of,
};

/// What the recorder gave the recorded revisions for an identifier.
const RECORDED_REVISION: &str = "000000000001";

/// A recorded revision.
#[derive(Clone, Copy)]
pub enum Recorded {
    InitialMigration,
    /// What [`add_phone`] asks for.
    AddNewColumn,
}

/// Adds a column with an index to the model of users; `recorded/record_autogenerate.py` makes the same change.
#[track_caller]
pub fn add_phone(backend: &Backend) {
    let last = "    locale: Mapped[str] = mapped_column(String(10), server_default=\"zh-CN\", comment=\"界面语言\")\n";
    let phone = "    phone: Mapped[str | None] = mapped_column(String(32), index=True, comment=\"电话\")\n";
    backend.replace("app/models/sql/user.py", last, &format!("{last}{phone}"));
}

/// Compares a revision, whole, with the recorded one. Only identifier, parent, message and date are its own.
#[track_caller]
pub fn check_generated(backend: &Backend, path: &str, recorded: Recorded, message: &str, parent: &str) {
    let (text, recorded_message) = match (recorded, backend.postgresql().is_some()) {
        (Recorded::InitialMigration, false) => {
            (include_str!("recorded/initial_migration.sqlite.txt"), "Initial migration")
        }
        (Recorded::InitialMigration, true) => {
            (include_str!("recorded/initial_migration.postgresql.txt"), "Initial migration")
        }
        (Recorded::AddNewColumn, false) => {
            (include_str!("recorded/add_new_column.sqlite.txt"), "Add new column to users")
        }
        (Recorded::AddNewColumn, true) => {
            (include_str!("recorded/add_new_column.postgresql.txt"), "Add new column to users")
        }
    };
    if backend.is_real_alembic() {
        backend.write(path, &backend.read(path).replace(BROKEN, MENDED));
    }
    let expected = text
        .replace(RECORDED_REVISION, revision_of(path))
        .replace(HEAD, parent)
        .replacen(recorded_message, message, 1)
        .replace(BROKEN, MENDED);
    let found = backend.read(path);
    let found: Vec<_> = found
        .lines()
        .map(|line| if line.starts_with("Create Date: ") { "Create Date: <DATE>" } else { line })
        .collect();
    check_same_text(path, expected.trim_end(), &found.join("\n"));
}

/// On SQLite Alembic forgets the prefix of a type inside a variant for PostgreSQL, and the file cannot be run.
const BROKEN: &str = "astext_type=Text()";
const MENDED: &str = "astext_type=sa.Text()";

/// Checks that models and database say the same, and that autogenerate then writes nothing.
#[track_caller]
pub fn check_nothing_differs(backend: &Backend) {
    let run = backend.shell("alembic check");
    check_succeeds(&run);
    assert_eq!(run.stdout, "No new upgrade operations detected.\n", "{}", run.everything());
    if backend.is_real_alembic() {
        return;
    }
    let (revisions, schema) = (backend.revision_files(), backend.schema());
    let run = backend.shell("alembic revision --autogenerate -m again");
    check_succeeds(&run);
    assert!(run.stdout.starts_with("No new upgrade operations detected; no file was written"), "{}", run.everything());
    assert_eq!((revisions, schema), (backend.revision_files(), backend.schema()));
}
