//! A process that dies, prints where only messages belong, or says a hundred megabytes; models that are not the tables.

use testkit::{OwnPython, Project, check_succeeds, send_signal};

use crate::subject::{check_fails, project, version_file};

const NOTHING: &str = "note: stopped in upgrade  -> a1, a1; the migration was not applied; the transaction was rolled \
                       back and the database is as it was before it";

#[test]
fn a_process_that_dies_is_an_error_and_nothing_is_applied() {
    for (lines, ending) in [
        ("import os\nos._exit(7)", "ended (exit status: 7)"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "ended (signal: 9 (SIGKILL))"),
    ] {
        let Some(project) = project(OwnPython::Latest) else { return };
        let lines = format!("op.create_table('a', sa.Column('id', sa.Integer))\n{lines}");
        project.write("alembic/versions/a1.py", &version_file("a1", None, "", &lines));
        let run = project.run("--python .venv upgrade head");
        check_fails(&run, 1, &[ending, NOTHING]);
        assert!(project.sqlite("app.db").tables().is_empty());
    }
}

#[test]
fn what_is_printed_into_the_port_is_shown_and_ends_the_run() {
    let Some(project) = project(OwnPython::Latest) else { return };
    let lines = "op.create_table('a', sa.Column('id', sa.Integer))\nimport _limbeck\n\
                 import os\nos.write(_limbeck._port, b'Hello, I am no message\\n')";
    project.write("alembic/versions/a1.py", &version_file("a1", None, "", lines));
    let run = project.run("--python .venv upgrade head");
    check_fails(&run, 1, &["wrote \"Hello, I am no message\\n\" where only Limbeck's own messages belong", NOTHING]);
    assert!(project.sqlite("app.db").tables().is_empty());
}

#[test]
fn a_hundred_megabytes_go_through() {
    let Some(project) = project(OwnPython::Latest) else { return };
    let lines = "bind = op.get_bind()\nop.execute('CREATE TABLE a (b TEXT)')\n\
                 bind.execute(sa.text('INSERT INTO a VALUES (:b)'), {'b': 'x' * 100_000_000})\n\
                 print(len(bind.execute(sa.text('SELECT b FROM a')).scalar()))";
    project.write("alembic/versions/a1.py", &version_file("a1", None, "", lines));
    let run = project.run("--python .venv upgrade head");
    check_succeeds(&run);
    assert_eq!(run.stdout, "100000000\n");
}

#[test]
fn a_subprocess_of_a_script_does_not_hold_the_run_up() {
    let Some(project) = project(OwnPython::Latest) else { return };
    let lines = "import os, subprocess\nsleeps = subprocess.Popen(['sleep', '600'], close_fds=False, \
                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n\
                 with open('sleeps', 'w') as file:\n    file.write(str(sleeps.pid))\nos._exit(3)";
    project.write("alembic/versions/a1.py", &version_file("a1", None, "", lines));
    let run = project.run("--python .venv upgrade head");
    check_fails(&run, 1, &["ended (exit status: 3)"]);
    send_signal(project.read("sleeps").parse().expect("a process has a number"), "KILL");
}

/// A script that takes its Python along after a step that is committed.
#[test]
fn what_was_committed_before_python_died_stays_and_is_told() {
    let Some(project) = project(OwnPython::Latest) else { return };
    one_transaction_each(&project);
    let table = "op.create_table('a', sa.Column('id', sa.Integer))";
    project.write("alembic/versions/a1.py", &version_file("a1", None, "", table));
    let dies = "op.create_table('b', sa.Column('id', sa.Integer))\nimport os\nos._exit(7)";
    project.write("alembic/versions/a2.py", &version_file("a2", Some("a1"), "", dies));
    let run = project.run("--python .venv upgrade head");
    check_fails(&run, 1, &["ended (exit status: 7)", "1 of 2 migrations were applied and stay", "a1 -> a2"]);
    let database = project.sqlite("app.db");
    assert_eq!(database.versions(), ["a1"]);
    assert!(!database.tables().contains(&"b".to_owned()));
}

const MODEL: &str = "from sqlalchemy.orm import Session, declarative_base\n\nBase = declarative_base()\n\n\n\
class Thing(Base):\n    __tablename__ = 'things'\n    id = sa.Column(sa.Integer, primary_key=True)\n    \
gone = sa.Column(sa.String(10))\n";

#[test]
fn a_model_that_is_not_the_table_is_told_with_its_line_and_statement() {
    let Some(project) = project(OwnPython::Latest) else { return };
    one_transaction_each(&project);
    let table = "op.create_table('things', sa.Column('id', sa.Integer, primary_key=True))";
    project.write("alembic/versions/a1.py", &version_file("a1", None, "", table));
    let reads = "op.execute('INSERT INTO things VALUES (1)')\nprint(Session(bind=op.get_bind()).query(Thing).all())";
    project.write("alembic/versions/a2.py", &version_file("a2", Some("a1"), MODEL, reads));
    let run = project.run("--python .venv upgrade head");
    let parts = [
        "no such column: things.gone",
        "[SQL: SELECT things.id AS things_id, things.gone AS things_gone",
        "a2.py\", line 20, in upgrade",
        "1 of 2 migrations were applied and stay",
        "a1 -> a2",
    ];
    check_fails(&run, 1, &parts);
    let database = project.sqlite("app.db");
    assert_eq!(database.versions(), ["a1"]);
    assert_eq!(database.rows("SELECT count(*) FROM things"), ["0"]);
}

/// env.py commits every step.
fn one_transaction_each(project: &Project) {
    project.replace(
        "alembic/env.py",
        "target_metadata=target_metadata\n        )\n\n        with",
        "target_metadata=target_metadata, transaction_per_migration=True\n        )\n\n        with",
    );
}

#[test]
fn a_connection_of_another_maker_is_refused_with_a_way_out() {
    let Some(project) = project(OwnPython::Latest) else { return };
    project.replace("alembic/env.py", "connectable = engine_from_config(", "import sqlite3\n    from sqlalchemy import create_engine\n    \
        connectable = create_engine('sqlite://', creator=lambda: sqlite3.connect('app.db'))\n    unused = engine_from_config(");
    let run = project.run("--python .venv current");
    check_fails(&run, 1, &["the connection was made by sqlite3, not by Limbeck", "without creator="]);
}
