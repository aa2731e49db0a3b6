//! B: an empty environment, the first revisions and autogenerate on SQLite (T015 to T033).

use crate::{
    expectation::{check_file, check_text, check_transcript},
    projects::{on_sqlite, write_recorded_file},
};
use testkit::{Project, check_succeeds};

#[test]
fn an_empty_environment_has_nothing_to_show_or_do() {
    let project = on_sqlite();
    check_transcript(&project, "T015", "history");
    check_transcript(&project, "T016", "heads");
    check_transcript(&project, "T017", "current");
    check_transcript(&project, "T018", "upgrade head");
    check_text(&project, "T019", &project.sqlite("app.db").schema());
}

#[test]
fn autogenerate_needs_models() {
    let project = on_sqlite();
    check_transcript(&project, "T020", "revision --autogenerate -m \"x\"");
    assert!(!project.files().iter().any(|file| file.starts_with("./alembic/versions/")), "{:?}", project.files());
}

#[test]
fn autogenerate_writes_the_first_revision_of_an_empty_database() {
    let project = with_models();
    let words = "revision --autogenerate -m \"create users table\" --rev-id aaaaaaaaaaa1";
    check_transcript(&project, "T021", words);
    check_file(&project, "T021", "alembic/versions/aaaaaaaaaaa1_create_users_table.py");
    check_transcript(&project, "T022", "revision --autogenerate -m \"again\"");
    check_transcript(&project, "T023", "check");
}

#[test]
fn changed_models_are_noticed() {
    let project = with_models();
    write_recorded_file(&project, "T021", "aaaaaaaaaaa1_create_users_table.py");
    check_succeeds(&project.run("upgrade head"));
    check_transcript(&project, "T029", "check");
    project.write("models.py", include_str!("users_project/changed_models.py"));
    check_transcript(&project, "T030", "check");
    check_transcript(&project, "T031", "revision --autogenerate -m \"add posts\" --rev-id aaaaaaaaaaa2");
    check_file(&project, "T031", "alembic/versions/aaaaaaaaaaa2_add_posts.py");
}

#[test]
fn the_first_revision_is_applied_once() {
    let project = with_users();
    check_transcript(&project, "T024", "current");
    check_transcript(&project, "T025", "upgrade head");
    check_transcript(&project, "T026", "upgrade head");
    check_transcript(&project, "T027", "current");
    check_transcript(&project, "T028", "current -v");
    assert_eq!(project.sqlite("app.db").tables(), ["alembic_version", "users"]);
}

#[test]
fn a_statement_that_sqlite_does_not_know_fails() {
    let project = with_users();
    check_succeeds(&project.run("upgrade head"));
    write_recorded_file(&project, "T031", "aaaaaaaaaaa2_add_posts.py");
    check_transcript(&project, "T032", "upgrade +1");
    check_text(&project, "T033", &state_as_python_prints_it(&project));
}

fn with_users() -> Project {
    let project = on_sqlite();
    write_recorded_file(&project, "T021", "aaaaaaaaaaa1_create_users_table.py");
    project
}

fn with_models() -> Project {
    let project = on_sqlite();
    project.replace(
        "alembic/env.py",
        "target_metadata = None",
        "import models\n\ntarget_metadata = models.Base.metadata",
    );
    project.with_file("models.py", include_str!("users_project/models.py"))
}

/// Two lists of tuples, as the Python one-liner of T033 prints them.
fn state_as_python_prints_it(project: &Project) -> String {
    let database = project.sqlite("app.db");
    let names = database.rows("SELECT name FROM sqlite_master ORDER BY rowid");
    let statements = database.rows("SELECT sql FROM sqlite_master ORDER BY rowid");
    let pairs = names.iter().zip(&statements).map(|(name, sql)| {
        let sql = if sql.is_empty() { "None".to_owned() } else { python_text(sql) };
        format!("({}, {sql})", python_text(name))
    });
    let versions = database.versions().into_iter().map(|version| format!("({},)", python_text(&version)));
    format!("[{}]\n[{}]", pairs.collect::<Vec<_>>().join(", "), versions.collect::<Vec<_>>().join(", "))
}

fn python_text(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('\n', "\\n").replace('\t', "\\t");
    if escaped.contains('\'') && !escaped.contains('"') { format!("\"{escaped}\"") } else { format!("'{escaped}'") }
}
