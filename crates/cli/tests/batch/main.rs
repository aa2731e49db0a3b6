//! `batch_alter_table` on SQLite: what the real Alembic makes of each batch in `cases.py`, and what we keep that it loses.
//!
//! What Alembic does is recorded by `recorded/record_batch.py` (`cargo xtask record-goldens`).

mod crash;
mod kept;
mod objects;
mod random;
mod recorded;

use testkit::{Program, Project, check_succeeds};

/// A project without a revision.
fn empty_project() -> Project {
    let project = Project::new(Program::ours_or_named(env!("CARGO_BIN_EXE_alembic")));
    check_succeeds(&project.run("init alembic"));
    project.replace("alembic.ini", "driver://user:pass@localhost/dbname", "sqlite:///%(here)s/app.db");
    project
}

/// An env.py that has foreign keys enforced, as many applications do.
fn enforce_keys(project: &Project) {
    project.replace(
        "alembic/env.py",
        "        context.configure(\n            connection=connection,",
        "        connection.exec_driver_sql('PRAGMA foreign_keys=ON')\n        connection.commit()\n        \
         context.configure(\n            connection=connection,",
    );
}
