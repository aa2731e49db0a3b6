//! A process that dies, prints where only messages belong, or says a hundred megabytes.

use testkit::{OwnPython, check_succeeds};

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
                 _limbeck._port.sendall(b'Hello, I am no message\\n')";
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
    let lines = "import subprocess\nsubprocess.Popen(['sleep', '600'], close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\nimport os\nos._exit(3)";
    project.write("alembic/versions/a1.py", &version_file("a1", None, "", lines));
    let run = project.run("--python .venv upgrade head");
    check_fails(&run, 1, &["ended (exit status: 3)"]);
}

#[test]
fn a_connection_of_another_maker_is_refused_with_a_way_out() {
    let Some(project) = project(OwnPython::Latest) else { return };
    project.replace("alembic/env.py", "connectable = engine_from_config(", "import sqlite3\n    from sqlalchemy import create_engine\n    \
        connectable = create_engine('sqlite://', creator=lambda: sqlite3.connect('app.db'))\n    unused = engine_from_config(");
    let run = project.run("--python .venv current");
    check_fails(&run, 1, &["the connection was made by sqlite3, not by Limbeck", "without creator="]);
}
