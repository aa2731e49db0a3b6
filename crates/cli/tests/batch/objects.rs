//! `alter_column(sa.Column(…))` in a batch: Alembic looks for such a name only where it makes the table anew.

use testkit::{Project, SqliteFile, check_fails, check_succeeds};

use crate::empty_project;

fn with_recreate(recreate: &str) -> (Project, SqliteFile) {
    let project = empty_project();
    project.write(
        "alembic/versions/a1_nothing.py",
        &format!(
            "import sqlalchemy as sa\nfrom alembic import op\nrevision = 'a1'\ndown_revision = None\n\n\n\
             def upgrade():\n    op.create_table('t', sa.Column('a', sa.String(20)))\n    \
             with op.batch_alter_table('t', recreate='{recreate}') as b:\n        \
             b.alter_column(sa.Column('a', sa.String(20), nullable=False))\n"
        ),
    );
    let database = project.sqlite("app.db");
    (project, database)
}

#[test]
fn altering_nothing_of_a_column_object_does_nothing() {
    let (project, database) = with_recreate("never");
    check_succeeds(&project.run("upgrade head"));
    assert_eq!(database.rows("SELECT \"notnull\" FROM pragma_table_info('t')"), ["0"]);
}

#[test]
fn a_table_made_anew_has_no_column_of_such_a_name() {
    for recreate in ["auto", "always"] {
        let (project, database) = with_recreate(recreate);
        check_fails(&project.run("upgrade head"), 1, "KeyError: Column('a', String(length=20)");
        assert!(!database.tables().contains(&"t".to_owned()));
    }
}
