//! A law: whenever the program is killed in the middle of batches, the old table is whole, and the next run works.
//!
//! The program dies at a statement that is counted: this test calls itself as another process, which runs the upgrade by
//! the library and kills itself there.

use std::{env, process::Command};

use limbeck::{CommandLine, Environment, Event, Interrupt, MigrateOptions, Project as Opened, Reporter};
use testkit::{Project, SqliteFile, check_succeeds};

use crate::{empty_project, enforce_keys, random::table_with_everything};

const TEST: &str = "crash::a_batch_that_is_killed_at_any_statement_leaves_the_old_table_whole";

/// Tells the process that is to die at which statement.
const DIES_AT: &str = "BATCH_DIES_AT";

/// Kills this process when the statement of that number is about to be sent.
struct Dying {
    statements_left: usize,
}

impl Reporter for Dying {
    fn report(&mut self, event: Event<'_>) {
        if matches!(event, Event::Statement(_)) {
            if self.statements_left == 0 {
                testkit::die();
            }
            self.statements_left -= 1;
        }
    }
}

fn upgrade_and_die(statements_left: usize) {
    let environment = Environment::of_this_process().expect("a process has an environment");
    let mut dying = Dying { statements_left };
    let project = Opened::open(CommandLine::default(), environment, &mut dying).expect("the project is there");
    let head = MigrateOptions { revision: "head".into(), ..MigrateOptions::default() };
    project.upgrade(&head, &Interrupt::default(), &mut dying).expect("the batches are right");
}

/// Whether an upgrade that is to die at that statement lived long enough to end.
fn survives(project: &Project, statement: usize) -> bool {
    let mut command = Command::new(env::current_exe().expect("a test has a program"));
    command.args(["--exact", TEST, "--nocapture"]).current_dir(project.root()).env(DIES_AT, statement.to_string());
    let output = command.output().expect("the test can be started");
    let has_failed = output.status.code().is_some_and(|code| code != 0);
    assert!(!has_failed, "{}", String::from_utf8_lossy(&output.stderr));
    output.status.success()
}

/// Everything that is in the database.
fn content(database: &SqliteFile) -> Vec<String> {
    let mut found = database.rows("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name");
    for table in database.tables() {
        found.extend(database.rows(&format!("SELECT '{table}', * FROM \"{table}\" ORDER BY 2")));
    }
    found
}

#[test]
fn a_batch_that_is_killed_at_any_statement_leaves_the_old_table_whole() {
    if let Ok(statement) = env::var(DIES_AT) {
        return upgrade_and_die(statement.parse().expect("a number"));
    }
    let project = empty_project();
    enforce_keys(&project);
    let database = project.sqlite("app.db");
    table_with_everything().iter().for_each(|statement| database.execute(statement));
    project.write(
        "alembic/versions/a1_batches.py",
        "import sqlalchemy as sa\nfrom alembic import op\nrevision = 'a1'\ndown_revision = None\n\n\n\
         def upgrade():\n    with op.batch_alter_table('t0') as b:\n        b.alter_column('a', type_=sa.Text())\n        \
         b.alter_column('b', new_column_name='bb', nullable=False)\n        b.create_index('ix', ['a'])\n    \
         with op.batch_alter_table('t0') as b:\n        b.drop_column('c d')\n        \
         b.create_check_constraint('ck', 'id < 100')\n",
    );
    let before = content(&database);
    let mut statement = 0;
    while !survives(&project, statement) {
        assert_eq!(content(&database), before, "killed at statement {statement}");
        assert_eq!(database.rows("PRAGMA integrity_check"), ["ok"], "killed at statement {statement}");
        assert_eq!(database.rows("PRAGMA foreign_key_check"), Vec::<String>::new(), "killed at statement {statement}");
        statement += 1;
    }
    assert!(statement > 15, "the batches were only {statement} statements");
    assert_eq!(database.versions(), ["a1"]);
    assert_eq!(database.rows("SELECT id, a, bb FROM t0 ORDER BY id"), ["1|x|5", "2|y|7", "9|z|1"]);
    check_succeeds(&project.run("current"));
}
