//! `limbeck test`: all revisions on an empty database, up, down and up again, with data, to what the models say.

use testkit::{Project, check_says, check_succeeds};

use crate::subject::{on_postgresql, on_sqlite, revision, two_steps};

const MODELS: &str = "\
import sqlalchemy as sa

metadata = sa.MetaData()
users = sa.Table('users', metadata, sa.Column('id', sa.Integer, primary_key=True), sa.Column('name', sa.String(50)),
                 sa.Column('age', sa.Integer, index=True))
";

fn with_models(project: &Project) {
    project.write("models.py", MODELS);
    project.replace("alembic/env.py", "target_metadata = None", "from models import metadata as target_metadata");
    two_steps(project);
}

#[test]
fn a_history_that_leads_to_the_models_passes_on_both() {
    let project = on_sqlite();
    with_models(&project);
    let run = project.run("test");
    check_succeeds(&run);
    check_says(
        &run,
        &[
            "test: 2 revisions from base, one head (b2)",
            "ok       upgrade  -> a1, step a1: up, down, up",
            "ok       the schema is what the models say",
            "test passed in",
        ],
    );
    assert!(!project.path("app.db").exists());
    let Some((project, database)) = on_postgresql() else { return };
    with_models(&project);
    check_succeeds(&project.run("test"));
    assert_eq!(database.tables(), [""; 0]);
}

#[test]
fn a_model_without_a_revision_fails() {
    let project = on_sqlite();
    with_models(&project);
    project.replace(
        "models.py",
        "sa.Column('age', sa.Integer, index=True)",
        "sa.Column('age', sa.Integer, index=True), sa.Column('more', sa.Text)",
    );
    let run = project.run("test");
    assert_eq!(run.exit_code, 1, "{}", run.everything());
    assert!(
        run.stdout.contains("FAILED   the schema is not what the models say:")
            && run.stdout.contains("column users.more is in the models and not in the database"),
        "{}",
        run.everything()
    );
    let json: serde_json::Value = serde_json::from_str(&project.run("test --json").stdout).unwrap();
    assert_eq!((json["passed"].as_bool(), json["models"]["outcome"].as_str()), (Some(false), Some("differ")));
}

#[test]
fn data_of_a_revision_meets_the_later_ones() {
    let project = on_sqlite();
    with_models(&project);
    project.write(
        "tests/migrations/a1.sql",
        "INSERT INTO users (id, name) VALUES (1, 'Ada');\nINSERT INTO users (id, name) VALUES (2, NULL);\n",
    );
    let run = project.run("test");
    check_succeeds(&run);
    assert!(run.stdout.contains("up, down, up, data of tests/migrations/a1.sql"), "{}", run.everything());
    revision(
        &project,
        "b2",
        "a1",
        "with op.batch_alter_table('users') as batch:\n    batch.alter_column('name', nullable=False)\n    batch.add_column(sa.Column('age', sa.Integer))\nop.create_index('ix_users_age', 'users', ['age'])",
        "pass",
    );
    let run = project.run("test");
    assert_eq!(run.exit_code, 1, "{}", run.everything());
    assert!(
        run.stdout.contains("FAILED   upgrade a1 -> b2, step b2: upgrade:") && run.stdout.contains("NOT NULL"),
        "{}",
        run.everything()
    );
}

#[test]
fn two_heads_are_one_too_many() {
    let project = on_sqlite();
    two_steps(&project);
    revision(&project, "c3", "a1", "op.execute('SELECT 1')", "op.execute('SELECT 1')");
    let run = project.run("test");
    assert_eq!(run.exit_code, 1, "{}", run.everything());
    assert!(run.stdout.contains("FAILED   more than one head: "), "{}", run.everything());
}
