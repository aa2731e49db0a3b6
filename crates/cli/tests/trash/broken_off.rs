//! Runs that are killed, and runs that meet: nothing is lost, and nothing is kept twice.

use testkit::{Running, check_fails, check_succeeds};

use crate::subject::{BOTH_TABLES, COLUMN, ROWS, Scripts, Subject};

/// Waits for ever, where the file `stop` is there. It asks the database first, so that it is not reached before its turn,
/// when the run looks what its scripts will do.
const STOP: &str = "    op.get_bind().execute(sa.text('SELECT 1'))\n    import os\n    if os.path.exists('stop'):\n        \
                    open('reached', 'w').close()\n        while True:\n            pass\n";

const USERS: &str = "SELECT * FROM users ORDER BY id";
const POSTS: &str = "SELECT * FROM posts ORDER BY id";

/// Kills a command when its script has come to [`STOP`].
#[track_caller]
fn kill_in(subject: &Subject, words: &str) {
    subject.project.write("stop", "");
    let mut running = Running::new(subject.project.start(&[], words), words);
    running.wait_until(|| subject.project.path("reached").exists());
    running.signal("KILL");
    assert_ne!(running.end().exit_code, 0);
    subject.project.remove("stop");
    subject.project.remove("reached");
}

#[test]
fn a_killed_run_has_dropped_and_kept_nothing() {
    Subject::on_both(&BOTH_TABLES, ROWS, |subject| {
        subject.second(&format!("{}\n{STOP}", BOTH_TABLES.up), &format!("{}\n{STOP}", BOTH_TABLES.down));
        kill_in(subject, "upgrade head --keep-dropped");
        assert_eq!((subject.trash(), subject.versions()), (Vec::new(), vec!["a1".to_owned()]));
        subject.check_rows(USERS, &["1|Ann", "3|Cid"]);
        subject.succeeds("upgrade head --keep-dropped");
        kill_in(subject, "downgrade a1");
        assert_eq!(subject.trash(), ["table posts 2", "table users 2"]);
        subject.succeeds("downgrade a1");
        subject.check_rows(POSTS, &["1|1|Hello", "2|3|"]);
        assert_eq!(subject.trash(), Vec::<String>::new());
    });
}

#[test]
fn what_a_killed_run_has_committed_is_kept_once() {
    Subject::on_both(&BOTH_TABLES, ROWS, |subject| {
        let up = format!(
            "    with op.get_context().autocommit_block():\n        op.drop_table('posts')\n{STOP}    op.drop_table('users')"
        );
        subject.second(&up, BOTH_TABLES.down);
        kill_in(subject, "upgrade head --keep-dropped");
        assert_eq!(subject.trash(), ["table posts 2"]);
        subject.check_rows(USERS, &["1|Ann", "3|Cid"]);
        check_fails(&subject.project.run("upgrade head --keep-dropped"), 255, "--resume");
        subject.succeeds("upgrade head --keep-dropped --resume");
        assert_eq!(subject.trash(), ["table posts 2", "table users 2"]);
        subject.succeeds("downgrade a1");
        subject.check_rows(USERS, &["1|Ann", "3|Cid"]);
        subject.check_rows(POSTS, &["1|1|Hello", "2|3|"]);
    });
}

#[test]
fn values_come_back_when_a_killed_downgrade_is_resumed() {
    let people = "INSERT INTO users (name, nickname) VALUES ('Ann', 'A'), ('Bob', NULL)";
    let down = format!(
        "    op.add_column('users', sa.Column('name', sa.String(50), nullable=False))\n    \
         with op.get_context().autocommit_block():\n        \
         op.add_column('users', sa.Column('nickname', sa.String(50)))\n{STOP}"
    );
    Subject::on_both(&COLUMN, people, |subject| {
        subject.succeeds("upgrade head --keep-dropped");
        subject.second(COLUMN.up, &down);
        kill_in(subject, "downgrade a1");
        assert_eq!(subject.trash(), ["column users.name 2", "column users.nickname 1"]);
        subject.succeeds("downgrade a1 --resume");
        subject.check_rows("SELECT id, name, nickname FROM users ORDER BY id", &["1|Ann|A", "2|Bob|"]);
        assert_eq!(subject.trash(), Vec::<String>::new());
    });
}

#[test]
fn two_runs_at_once_keep_everything_once() {
    let scripts = Scripts { up: "    op.drop_table('posts')\n    op.drop_table('users')", ..BOTH_TABLES };
    Subject::on_both(&scripts, ROWS, |subject| {
        let (up, down) = ("upgrade head --keep-dropped", "downgrade a1 --keep-dropped");
        for (words, kept) in [(up, vec!["table posts 2", "table users 2"]), (down, Vec::new())] {
            let runs = [subject.project.start(&[], words), subject.project.start(&[], words)];
            for run in runs {
                check_succeeds(&subject.project.finish(run, words));
            }
            assert_eq!(subject.trash(), kept);
        }
        subject.check_rows(USERS, &["1|Ann", "3|Cid"]);
        subject.check_rows(POSTS, &["1|1|Hello", "2|3|"]);
    });
}
