//! Renames: the question at the terminal, the option, and what is said where nobody knows.

use testkit::{Program, Project, check_fails, check_succeeds};

const MODELS: &str = "\
from typing import Optional
from sqlalchemy import String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = 'users'
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    age: Mapped[Optional[int]]
";

const ENV: &str = "\
from logging.config import fileConfig

from alembic import context
from sqlalchemy import create_engine

import models

fileConfig(context.config.config_file_name)
with create_engine('sqlite:///app.db').connect() as connection:
    context.configure(connection=connection, target_metadata=models.Base.metadata)
    with context.begin_transaction():
        context.run_migrations()
";

const EVIDENCE: &str =
    "users.name -> users.full_name: same type VARCHAR(50), both NOT NULL, same position, names share 'name'";
const QUESTION: &str = "Was users.name renamed to users.full_name? [y/N] ";
const OPTION: &str = "--rename users.name=users.full_name";
const GENERATE: &str = "revision --autogenerate --rev-id b -m x";

/// A database with a user, and models that call a column otherwise.
fn project() -> Project {
    let project = Project::new(Program::ours_or_named(env!("CARGO_BIN_EXE_alembic")));
    check_succeeds(&project.run("init alembic"));
    project.write("alembic/env.py", ENV);
    project.write("models.py", MODELS);
    check_succeeds(&project.run("revision --autogenerate --rev-id a -m x"));
    check_succeeds(&project.run("upgrade head"));
    project.sqlite("app.db").execute("INSERT INTO users (id, name) VALUES (1, 'Ada')");
    project.replace("models.py", "    name:", "    full_name:");
    project
}

fn file(project: &Project) -> String {
    project.read("alembic/versions/b_x.py")
}

#[track_caller]
fn check_renames(project: &Project) {
    assert!(file(project).contains("new_column_name='full_name'"), "{}", file(project));
    check_succeeds(&project.run("upgrade head"));
    assert_eq!(project.sqlite("app.db").rows("SELECT full_name FROM users"), ["Ada"]);
    check_succeeds(&project.run("check"));
    check_succeeds(&project.run("downgrade -1"));
    assert_eq!(project.sqlite("app.db").rows("SELECT name FROM users"), ["Ada"]);
}

#[track_caller]
fn check_drops(file: &str, comment: Option<&str>) {
    let comments: Vec<&str> = file.lines().map(str::trim).filter(|line| line.starts_with("# limbeck: ")).collect();
    assert_eq!(comments.first().copied(), comment, "{file}");
    assert!(file.contains("op.drop_column('users', 'name')"), "{file}");
}

#[test]
fn a_yes_at_the_terminal_renames() {
    let project = project();
    let run = project.type_in_terminal(200, &format!("alembic {GENERATE}"), "what?\ny\n");
    let place = run.stdout.find(EVIDENCE).expect("the evidence is shown");
    assert_eq!(run.stdout[place..].matches(QUESTION).count(), 2, "{}", run.stdout);
    assert!(run.stdout.contains("Please answer y or n."), "{}", run.stdout);
    check_renames(&project);
}

#[test]
fn a_no_at_the_terminal_drops_without_a_word() {
    for typed in ["\n", "n\n"] {
        let project = project();
        let run = project.type_in_terminal(200, &format!("alembic {GENERATE}"), typed);
        assert!(run.stdout.contains(QUESTION) && !run.stdout.contains("looks renamed"), "{}", run.stdout);
        check_drops(&file(&project), None);
    }
}

const COMMENT: &str = "# limbeck: looks like a rename of users.name; run again with --rename users.name=users.full_name \
                       to keep the data";

#[test]
fn without_an_answer_file_and_terminal_say_what_to_type() {
    let project = project();
    let run = project.type_in_terminal(200, &format!("alembic {GENERATE}"), "");
    assert!(run.stdout.contains(QUESTION) && run.stdout.contains(OPTION), "{}", run.stdout);
    check_drops(&file(&project), Some(COMMENT));
}

#[test]
fn without_a_terminal_nobody_is_asked() {
    let project = project();
    let run = project.run(GENERATE);
    check_succeeds(&run);
    let warning = "users.name looks renamed to users.full_name (same type VARCHAR(50), both NOT NULL, same position, names \
                   share 'name'): run again with --rename users.name=users.full_name, or its data is dropped";
    assert!(run.stderr.contains(warning) && !run.everything().contains("[y/N]"), "{}", run.everything());
    check_drops(&file(&project), Some(COMMENT));
}

#[test]
fn the_option_renames_without_a_question() {
    let project = project();
    let run = project.run(&format!("{GENERATE} {OPTION}"));
    check_succeeds(&run);
    assert!(!run.stderr.contains("looks renamed"), "{}", run.stderr);
    assert!(run.stderr.contains("Detected renamed column 'users.name' to 'users.full_name'"), "{}", run.stderr);
    check_renames(&project);
}

#[test]
fn check_never_asks_and_takes_the_option() {
    let project = project();
    let run = project.type_in_terminal(200, "alembic check", "y\n");
    assert!(!run.stdout.contains("[y/N]"), "{}", run.stdout);
    assert!(run.stdout.contains("('add_column', None, 'users'") && run.stdout.contains(OPTION), "{}", run.stdout);
    let tuple = "New upgrade operations detected: [('rename_column', None, 'users', 'name', 'full_name')]";
    check_fails(&project.run(&format!("check {OPTION}")), 255, tuple);
}

#[test]
fn check_shows_a_rename_in_every_form() {
    let project = project();
    project.replace("models.py", "    __tablename__ = 'users'", "    __tablename__ = 'people'");
    let options = "--rename users=people --rename people.name=people.full_name";
    let found = project.run(&format!("check --json {options}")).stdout;
    assert!(found.contains("\"kind\": \"rename_table\"") && found.contains("\"after\": \"people\""), "{found}");
    assert!(found.contains("\"kind\": \"modify_column\"") && found.contains("\"after\": \"full_name\""), "{found}");
    let found = project.run(&format!("check --diff {options}")).stdout;
    assert!(found.contains("ALTER TABLE users RENAME TO people;\nALTER TABLE people RENAME "), "{found}");
    assert!(found.contains("--- users in the database\n+++ people in the models"), "{found}");
    assert!(found.contains("\n-    name VARCHAR(50)") && found.contains("\n+    full_name VARCHAR(50)"), "{found}");
}

#[test]
fn an_option_that_fits_nothing_is_an_error_and_writes_no_file() {
    let project = project();
    let run = project.run(&format!("{GENERATE} --rename users.nam=users.full_name"));
    check_fails(&run, 255, "FAILED: --rename users.nam=users.full_name: the database has no table or column users.nam");
    assert!(
        run.stderr.contains("hint: only the database has users.name; only the models have users.full_name"),
        "{}",
        run.stderr
    );
    assert!(!project.path("alembic/versions/b_x.py").exists());
    check_fails(&project.run("check --rename users.name"), 255, "it does not say the new name");
    let run = project.run("revision -m x --rename a=b");
    check_fails(&run, 2, "the following arguments are required: --autogenerate");
}

#[test]
fn models_that_contradict_themselves_are_an_error() {
    let project = project();
    let old = "info={'renamed_from': 'name'}";
    project.replace(
        "models.py",
        "    full_name: Mapped[str] = mapped_column(String(50))",
        &format!("    a: Mapped[str] = mapped_column({old})\n    b: Mapped[str] = mapped_column({old})"),
    );
    check_fails(&project.run("check"), 255, "users.a and users.b both say `renamed_from` of users.name");
    project.replace("models.py", old, "info={'renamed_from': 7}");
    check_fails(&project.run("check"), 1, "it must be the old name");
}

#[test]
fn a_wish_may_fit_one_of_several_databases() {
    let project = project();
    let second = ENV.split_once("with ").map(|(_, run)| format!("\nwith {run}").replace("app.db", "other.db"));
    project.write("alembic/env.py", &format!("{ENV}{}", second.unwrap_or_default()));
    project.sqlite("other.db").execute(
        "CREATE TABLE users (id INTEGER NOT NULL PRIMARY KEY, full_name VARCHAR(50) NOT NULL, age INTEGER);
         CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
         INSERT INTO alembic_version VALUES ('a')",
    );
    let run = project.run(&format!("check {OPTION}"));
    check_fails(&run, 255, "[('rename_column', None, 'users', 'name', 'full_name')]");
    check_fails(&project.run("check --rename users.x=users.full_name"), 255, "no table or column users.x");
}
