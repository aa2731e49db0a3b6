//! The real Alembic on the same database in turn, by the statements that it sends, and commands that env.py calls.

use testkit::check_succeeds;

use crate::subject::{ENV, Subject};

#[test]
fn alembic_and_limbeck_work_on_one_database_in_turn() {
    for subject in Subject::everywhere() {
        // What Alembic 1.20.1 sends for `upgrade a1` on an empty database.
        subject.execute(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, \
             CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)); \
             CREATE TABLE users (id INTEGER NOT NULL PRIMARY KEY); INSERT INTO work VALUES ('a1'); \
             INSERT INTO alembic_version (version_num) VALUES ('a1')",
        );
        check_succeeds(&subject.project.run("upgrade head"));
        subject.check_done_once(&["a1", "a2"]);
        // Its `downgrade -1`.
        subject.execute(
            "INSERT INTO work VALUES ('-a2'); ALTER TABLE users DROP COLUMN name; \
             UPDATE alembic_version SET version_num='a1' WHERE alembic_version.version_num = 'a2'",
        );
        check_succeeds(&subject.project.run("upgrade head"));
        assert_eq!(subject.work(), ["-a2", "a1", "a2", "a2"]);
        subject.check_nothing_is_left();
    }
}

#[test]
fn a_command_that_env_py_calls_does_not_wait_for_its_own_run() {
    for subject in Subject::everywhere() {
        let call = "        with context.begin_transaction():\n            context.run_migrations()\n\n\nif";
        subject.project.replace(
            ENV,
            call,
            "        from alembic import command\n        if not config.attributes.get('inner'):\n            \
             config.attributes['inner'] = True\n            command.upgrade(config, 'a1')\n        \
             with context.begin_transaction():\n            context.run_migrations()\n\n\nif",
        );
        let run = subject.project.run("upgrade --lock-wait 0 head");
        check_succeeds(&run);
        subject.check_done_once(&["a1", "a2"]);
    }
}
