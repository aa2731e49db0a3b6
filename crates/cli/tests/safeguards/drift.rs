//! `check --drift`: what somebody changed by hand is found, and the revision that it belongs to.

use serde_json::Value as Json;
use testkit::{Database, check_fails};

use crate::subject::Subject;

/// Scratch databases of this one that are left on the server.
fn scratches(subject: &Subject) -> Vec<String> {
    match &subject.database {
        Database::Sqlite(_) => Vec::new(),
        Database::Postgresql(database) => database.scratches(),
    }
}

#[test]
fn a_database_that_its_revisions_built_has_no_drift() {
    Subject::on_both(|subject| {
        // The second revision is not applied: what it would do is no drift.
        let run = subject.succeeds("check --drift");
        assert_eq!(run.stdout, "No drift: the database is what its applied revisions build.\n");
        subject.succeeds("upgrade head");
        subject.succeeds("check --drift");
        subject.succeeds("downgrade base");
        subject.succeeds("check --drift");
        assert_eq!(scratches(subject), Vec::<String>::new());
    });
}

#[test]
fn what_somebody_changed_by_hand_is_named_with_its_revision() {
    Subject::on_both(|subject| {
        subject.execute(
            "ALTER TABLE users ADD COLUMN extra INTEGER; ALTER TABLE users DROP COLUMN nickname; \
             DROP INDEX ix_users_name; CREATE TABLE stranger (id INTEGER PRIMARY KEY)",
        );
        let before = subject.rows("SELECT * FROM users ORDER BY id");
        let run = subject.project.run("check --drift");
        assert_eq!(run.exit_code, 255, "{}", run.everything());
        let mut lines: Vec<&str> = run.stdout.lines().collect();
        lines.sort_unstable();
        assert_eq!(
            lines,
            [
                "column users.extra is in no applied revision",
                "column users.nickname is missing; revision a1 makes it",
                "index ix_users_name of users is missing; revision a1 makes it",
                "table stranger is in no applied revision",
            ]
        );
        let run = subject.project.run("check --drift --json");
        assert_eq!(run.exit_code, 255, "{}", run.everything());
        let told: Json = serde_json::from_str(&run.stdout).unwrap();
        let missing = told["drift"].as_array().unwrap().iter().find(|one| one["name"] == "nickname").unwrap();
        assert_eq!((&missing["kind"], &missing["revision"]), (&Json::from("add_column"), &Json::from("a1")));
        assert_eq!(subject.rows("SELECT * FROM users ORDER BY id"), before);
        assert_eq!(scratches(subject), Vec::<String>::new());
    });
}

#[test]
fn a_changed_column_is_said_to_be_changed() {
    let Some(subject) = Subject::on_postgresql() else { return };
    subject.execute("ALTER TABLE users ALTER COLUMN name DROP NOT NULL");
    let run = subject.project.run("check --drift");
    assert_eq!(run.exit_code, 255, "{}", run.everything());
    assert_eq!(run.stdout, "column users.name is not what revision a1 makes: nullable is true instead of false\n");
}

#[test]
fn a_script_that_fails_leaves_no_scratch_database() {
    Subject::on_both(|subject| {
        subject.project.replace("alembic/versions/a1_first.py", "def upgrade():", "def upgrade():\n    1 / 0");
        let run = subject.project.run("check --drift");
        check_fails(&run, 1, "ZeroDivisionError");
        check_fails(&run, 1, "note: the scripts ran on a scratch database; the database itself was only read");
        assert_eq!(subject.versions(), ["a1"]);
        assert_eq!(scratches(subject), Vec::<String>::new());
    });
}

#[test]
fn without_the_right_to_make_a_database_the_way_out_is_said() {
    let Some(subject) = Subject::on_postgresql() else { return };
    let role = subject.connect_as("reader", "");
    subject.execute(&format!("GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}"));
    let run = subject.project.run("check --drift");
    check_fails(&run, 255, "permission denied to create database");
    check_fails(&run, 255, &format!("ALTER ROLE {role} CREATEDB"));
    subject.execute(&format!("DROP OWNED BY {role}; DROP ROLE {role}"));
}

#[test]
fn a_row_that_no_file_has_is_an_error_before_anything_is_made() {
    let subject = Subject::on_sqlite();
    subject.execute("UPDATE alembic_version SET version_num = 'gone'");
    check_fails(&subject.project.run("check --drift"), 255, "Can't locate revision identified by 'gone'");
}
