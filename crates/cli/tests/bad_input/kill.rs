//! `kill -9` at any point of a run: the database is as before, and the next run works.

use testkit::{check_fails, check_succeeds};

use crate::{
    running::until_reached,
    subject::{ENV, SECOND, Subject, on_both, on_sqlite, second},
};

/// Waits for ever at the point that the variable `STOP_AT` names.
const POINT: &str = "def point(name):\n    if os.environ.get('STOP_AT') == name:\n        \
                     open('reached', 'w').close()\n        while True:\n            pass\n\n\n";

/// Many points in a script and one behind it, in the transaction.
fn with_points(subject: &Subject) {
    let lines = "point('inserted')\nop.execute('CREATE TABLE more (number INTEGER)')\npoint('created')\n\
                 op.execute('INSERT INTO more SELECT 1')\nop.execute('UPDATE kept SET number = 8')\npoint('updated')\n\
                 op.execute('DELETE FROM kept')\npoint('deleted')\nop.execute('DROP TABLE more')\n\
                 op.execute('INSERT INTO kept VALUES (7)')";
    let text = second(lines)
        .replace("def upgrade():\n", &format!("{POINT}def upgrade():\n    point('begun')\n"))
        .replace("\n\n\ndef downgrade():\n", "\n    point('done')\n\n\ndef downgrade():\n    point('down')\n");
    subject.project.write(SECOND, &format!("{text}    point('dropped')\n"));
    subject.project.replace(
        ENV,
        "from alembic import context\n",
        &format!("import os\nfrom alembic import context\n{POINT}"),
    );
    subject.project.replace(
        ENV,
        "        with context.begin_transaction():\n            context.run_migrations()\n\n\nif ",
        "        with context.begin_transaction():\n            context.run_migrations()\n            point('all')\n\n\nif ",
    );
}

#[track_caller]
fn check_killed(subject: &Subject, point: &str, words: &str) {
    let before = subject.content();
    let running = until_reached(subject, &[("STOP_AT", point)], words);
    running.signal("KILL");
    let run = running.end();
    check_fails(&run, 137, "Running");
    subject.check_unharmed(&run, &before);
}

#[test]
fn a_killed_upgrade_leaves_the_database_as_it_was() {
    on_both(|subject| {
        with_points(subject);
        for point in ["begun", "inserted", "created", "updated", "deleted", "done", "all"] {
            check_killed(subject, point, "upgrade head");
        }
        check_succeeds(&subject.project.run("upgrade head"));
        assert_eq!(subject.versions(), ["a2"]);
        assert_eq!(subject.rows("SELECT number FROM kept"), ["7"]);
    });
}

#[test]
fn a_killed_downgrade_leaves_the_database_as_it_was() {
    on_both(|subject| {
        with_points(subject);
        check_succeeds(&subject.project.run("upgrade head"));
        for point in ["down", "dropped", "all"] {
            check_killed(subject, point, "downgrade base");
        }
        assert_eq!(subject.versions(), ["a2"]);
        check_succeeds(&subject.project.run("downgrade base"));
        assert!(subject.versions().is_empty());
    });
}

#[test]
fn what_a_killed_run_has_already_written_to_the_sqlite_file_is_taken_back() {
    let subject = on_sqlite();
    let lines = "op.execute('PRAGMA cache_size = 5')\n\
                 op.execute('UPDATE kept SET number = 8')\n\
                 op.execute('CREATE TABLE much AS WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c \
                 WHERE i < 2000) SELECT i, hex(randomblob(500)) AS t FROM c')\npoint('written')";
    subject.project.write(SECOND, &second(lines).replace("def upgrade", &format!("{POINT}def upgrade")));
    let size = || std::fs::metadata(subject.project.path("app.db")).unwrap().len();
    let (before, size_before) = (subject.content(), size());
    let running = until_reached(&subject, &[("STOP_AT", "written")], "upgrade head");
    running.signal("KILL");
    let run = running.end();
    assert!(size() > size_before + 1_000_000, "the test is about pages that are in the file already");
    subject.check_unharmed(&run, &before);
    subject.check_works_again();
}
