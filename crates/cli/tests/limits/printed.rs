//! `--sql`: the file keeps the limits that were asked for, and has no word of them otherwise.

use testkit::{Program, Project, check_fails, check_succeeds};

use crate::subject::version;

fn project(url: &str, settings: &str) -> Project {
    let project = Project::initialised(Program::ours_or_named(env!("CARGO_BIN_EXE_limbeck")), url);
    let sets = format!("{settings}op.create_table('a', sa.Column('b', sa.Integer))");
    project.write("alembic/versions/a1.py", &version("a1", None, &sets));
    let block = "with op.get_context().autocommit_block():\n    op.execute('VACUUM')\nop.execute('SELECT 1')";
    project.write("alembic/versions/a2.py", &version("a2", Some("a1"), block));
    project
}

/// What of the printed SQL has to do with transactions and limits.
#[track_caller]
fn printed(project: &Project, words: &str) -> Vec<String> {
    let run = project.run(words);
    check_succeeds(&run);
    let meant = ["BEGIN", "COMMIT", "SET ", "PRAGMA", "VACUUM", "SELECT", "CREATE TABLE a "];
    let lines = run.stdout.lines().filter(|line| meant.iter().any(|word| line.starts_with(word)));
    lines.map(str::to_owned).collect()
}

#[test]
fn each_transaction_of_the_file_begins_with_them() {
    let project = project("postgresql://h/d", "");
    let set = ["SET LOCAL lock_timeout = '5s';", "SET LOCAL statement_timeout = '10min';"];
    let [lock, statement] = set;
    assert_eq!(
        printed(&project, "upgrade --sql --lock-timeout 5s --statement-timeout 600 head"),
        [
            "BEGIN;",
            lock,
            statement,
            "CREATE TABLE a (",
            "COMMIT;",
            "VACUUM;",
            "BEGIN;",
            lock,
            statement,
            "SELECT 1;",
            "COMMIT;"
        ]
    );
    assert_eq!(
        printed(&project, "upgrade --sql head"),
        ["BEGIN;", "CREATE TABLE a (", "COMMIT;", "VACUUM;", "BEGIN;", "SELECT 1;", "COMMIT;"]
    );
}

#[test]
fn a_script_says_them_for_its_own_step_in_the_file_too() {
    let project = project("postgresql://h/d", "op.get_context().settings.lock_timeout = '2s'\n");
    assert_eq!(
        printed(&project, "upgrade --sql head"),
        [
            "BEGIN;",
            "SET LOCAL lock_timeout = '2s';",
            "CREATE TABLE a (",
            "SET LOCAL lock_timeout TO DEFAULT;",
            "COMMIT;",
            "VACUUM;",
            "BEGIN;",
            "SELECT 1;",
            "COMMIT;"
        ]
    );
}

#[test]
fn sqlite_has_one_of_them() {
    let project = project("sqlite:///app.db", "");
    let found = printed(&project, "upgrade --sql --lock-timeout 5s head");
    assert_eq!(found, ["PRAGMA busy_timeout = 5000;", "CREATE TABLE a (", "VACUUM;", "SELECT 1;"]);
    let run = project.run("upgrade --sql --statement-timeout 5s head");
    check_fails(&run, 255, "--sql can't write statement_timeout for sqlite");
}
