//! What others see of the trash.

use testkit::check_fails;

use crate::subject::{BOTH_TABLES, ROWS, Subject};

const MODELS: &str = "import sqlalchemy as sa\nmetadata = sa.MetaData()\n";

fn with_models(subject: &Subject) {
    subject.project.write("models.py", MODELS);
    subject.project.replace(
        "alembic/env.py",
        "target_metadata = None",
        "from models import metadata as target_metadata",
    );
    subject.project.replace(
        "alembic/env.py",
        "target_metadata=target_metadata\n        )",
        "target_metadata=target_metadata, include_schemas=True,\n        )",
    );
}

#[test]
fn our_own_comparisons_do_not_see_it() {
    Subject::on_both(&BOTH_TABLES, ROWS, |subject| {
        subject.succeeds("upgrade head --keep-dropped");
        with_models(subject);
        assert_eq!(subject.succeeds("check").stdout, "No new upgrade operations detected.\n");
        subject.succeeds("check --drift");
        subject.execute("CREATE TABLE strange (id INTEGER)");
        check_fails(&subject.project.run("check"), 255, "strange");
    });
}

#[test]
fn later_revisions_make_the_names_again() {
    Subject::on_both(&BOTH_TABLES, ROWS, |subject| {
        subject.succeeds("upgrade head --keep-dropped");
        subject.execute(
            "CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(9)); CREATE UNIQUE INDEX ix_users_name ON users (name);
             CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER, CONSTRAINT fk_posts_users FOREIGN KEY (user_id) REFERENCES users (id))",
        );
        assert_eq!(subject.trash().len(), 2);
    });
}
