//! What version scripts do with the ORM and with Core: each case of `cases/` shows, sends and leaves in the tables what
//! SQLAlchemy does, as `recorded/record_orm.py` recorded it beside Alembic 1.20.1 (`cargo xtask record-goldens`).

mod cases;
mod scripts;

use testkit::{Program, Project};

/// A project whose script runs the cases on a database.
fn project(url: &str) -> Project {
    let project = Project::new(Program::ours_or_named(env!("CARGO_BIN_EXE_alembic")));
    project.write(
        "alembic.ini",
        &format!(
            "[alembic]\nscript_location = %(here)s/project\nprepend_sys_path = %(here)s\nsqlalchemy.url = {url}\n"
        ),
    );
    project.write("project/env.py", include_str!("project/env.py"));
    project.write("harness.py", include_str!("harness.py"));
    project.write("models.py", include_str!("models.py"));
    project
}
