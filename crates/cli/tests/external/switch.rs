//! A run that meets something which only the project's own Python has: it begins again there, or says why not.

use testkit::{OwnPython, check_succeeds};

use crate::subject::{bare, check_fails, project, version_file};

const FILLS: &str = "users = op.create_table('users', sa.Column('id', sa.Integer, primary_key=True), \
                     sa.Column('name', sa.String(30), nullable=False))\n\
                     op.bulk_insert(users, [{'name': slug('Ann B')}])";
const IMPORTS: &str = "from shop_tools import slug\n";

#[test]
fn a_script_that_needs_a_compiled_module_runs_in_the_projects_own_python() {
    for own in OwnPython::ALL {
        let Some(project) = project(own) else { return };
        project.write("alembic/versions/a1.py", &version_file("a1", None, IMPORTS, FILLS));
        let run = project.run("upgrade head");
        check_succeeds(&run);
        assert_eq!(
            run.stderr,
            "note: using .venv/bin/python instead of the embedded Python: alembic/versions/a1.py, line 4: No module \
             named '_sqlite3'\n"
        );
        assert_eq!(project.sqlite("app.db").rows("SELECT id, name FROM users"), ["1|ann-b"]);
        assert_eq!(project.sqlite("app.db").versions(), ["a1"]);
    }
}

/// Such a package uses what another Python does otherwise, or reads otherwise.
#[test]
fn an_error_inside_a_package_is_tried_again_in_the_python_that_it_was_written_for() {
    let raising =
        "import sys\n\nif sys.implementation.name != 'cpython':\n    raise KeyError('not here')\n\nNAME = 'b'\n";
    // The embedded parser refuses a semicolon right behind `raise`.
    let unusual = "try:\n    NAME = 'b'\nexcept ValueError:raise;NAME\n";
    // The embedded Python reads no XML.
    let reading = "from xml.etree import ElementTree\n\nNAME = ElementTree.fromstring('<b/>').tag\n";
    for package in [raising, unusual, reading] {
        let Some(project) = project(OwnPython::Latest) else { return };
        let project = project.with_own_module("of_cpython.py", package);
        let creates = "op.create_table(NAME, sa.Column('id', sa.Integer))";
        project.write("alembic/versions/a1.py", &version_file("a1", None, "from of_cpython import NAME\n", creates));
        let run = project.run("upgrade head");
        check_succeeds(&run);
        assert!(
            run.stderr.contains("instead of the embedded Python: alembic/versions/a1.py, line 4: "),
            "{}",
            run.stderr
        );
        assert_eq!(project.sqlite("app.db").tables(), ["alembic_version", "b"]);
    }
}

#[test]
fn steps_before_the_one_that_cannot_be_served_are_run_again() {
    let Some(project) = project(OwnPython::Latest) else { return };
    let first = "op.create_table('a', sa.Column('id', sa.Integer))\nop.execute('INSERT INTO a VALUES (1)')";
    project.write("alembic/versions/a1.py", &version_file("a1", None, "", first));
    project.write("alembic/versions/a2.py", &version_file("a2", Some("a1"), IMPORTS, FILLS));
    check_succeeds(&project.run("upgrade head"));
    assert_eq!(project.sqlite("app.db").rows("SELECT count(*) FROM a"), ["1"]);
    assert_eq!(project.sqlite("app.db").versions(), ["a2"]);
}

#[test]
fn what_is_committed_is_not_begun_anew() {
    let Some(project) = project(OwnPython::Latest) else { return };
    project.replace(
        "alembic/env.py",
        "target_metadata=target_metadata\n        )\n\n        with",
        "target_metadata=target_metadata, transaction_per_migration=True\n        )\n\n        with",
    );
    let first = "op.create_table('a', sa.Column('id', sa.Integer))";
    project.write("alembic/versions/a1.py", &version_file("a1", None, "", first));
    // Nobody knows before the function is called.
    let second = format!("from shop_tools import slug\n{FILLS}");
    project.write("alembic/versions/a2.py", &version_file("a2", Some("a1"), "", &second));
    let run = project.run("upgrade head");
    check_fails(&run, 1, &["ModuleNotFoundError: No module named '_sqlite3'"]);
    assert!(
        run.stderr.contains(
            "hint: the embedded Python cannot serve this; run the command again with `--python .venv/bin/python`"
        ),
        "{}",
        run.everything()
    );
    assert!(run.stderr.contains("1 of 2 migrations were applied and stay"), "{}", run.everything());
    assert_eq!(project.sqlite("app.db").versions(), ["a1"]);
    check_succeeds(&project.run("--python .venv/bin/python upgrade head"));
    assert_eq!(project.sqlite("app.db").versions(), ["a2"]);
}

/// Where it would be too late later: the files are tried before the first step.
#[test]
fn a_run_that_commits_on_its_way_begins_in_the_python_that_has_everything() {
    let Some(project) = project(OwnPython::Latest) else { return };
    let first = "op.create_table('a', sa.Column('id', sa.Integer))\nwith op.get_context().autocommit_block():\n    \
                 op.execute('INSERT INTO a VALUES (1)')";
    // It asks the database while it is executed, which is not its turn yet.
    let second = "count = op.get_bind().execute(sa.text('SELECT count(*) FROM a')).scalar()";
    project.write("alembic/versions/a1.py", &version_file("a1", None, "", first));
    project.write("alembic/versions/a2.py", &version_file("a2", Some("a1"), second, "print(count)"));
    project.write("alembic/versions/a3.py", &version_file("a3", Some("a2"), IMPORTS, FILLS));
    let run = project.run("upgrade head");
    check_succeeds(&run);
    assert_eq!(run.stdout, "1\n");
    assert!(run.stderr.starts_with("note: using .venv/bin/python instead of the embedded Python"), "{}", run.stderr);
    assert_eq!(project.sqlite("app.db").rows("SELECT id FROM a"), ["1"]);
    assert_eq!(project.sqlite("app.db").versions(), ["a3"]);
}

#[test]
fn printed_sql_is_not_printed_twice() {
    let Some(project) = project(OwnPython::Latest) else { return };
    let first = "op.create_table('a', sa.Column('id', sa.Integer))";
    project.write("alembic/versions/a1.py", &version_file("a1", None, "", first));
    // Nobody knows before the function is called.
    let second = format!("{IMPORTS}{FILLS}");
    project.write("alembic/versions/a2.py", &version_file("a2", Some("a1"), "", &second));
    let run = project.run("upgrade head --sql");
    check_fails(&run, 1, &["run the command again with `--python .venv/bin/python`"]);
    project.write("alembic/versions/a2.py", &version_file("a2", Some("a1"), IMPORTS, FILLS));
    let run = project.run("upgrade head --sql");
    check_succeeds(&run);
    assert!(run.stdout.contains("INSERT INTO users (name) VALUES ('ann-b');"), "{}", run.stdout);
    assert!(run.stderr.starts_with("note: using .venv/bin/python instead of the embedded Python"), "{}", run.stderr);
    let run = project.run("--python .venv/bin/python upgrade head --sql");
    check_succeeds(&run);
    assert!(run.stdout.contains("INSERT INTO users (name) VALUES ('ann-b');"), "{}", run.stdout);
}

#[test]
fn a_version_file_that_works_with_a_stand_in_is_run_where_the_module_is() {
    let Some(project) = project(OwnPython::Latest) else { return };
    // The embedded Python has an empty `bcrypt`: what it would hash is no value.
    let project = project.with_own_module("bcrypt.py", "def hashpw(text):\n    return 'hashed ' + text\n");
    let lines = "op.execute('CREATE TABLE a (b TEXT)')\nif bcrypt.hashpw('x') == 'hashed x':\n    \
                 op.execute(\"INSERT INTO a VALUES ('right')\")";
    project.write("alembic/versions/a1.py", &version_file("a1", None, "import bcrypt\n", lines));
    let run = project.run("upgrade head");
    check_succeeds(&run);
    assert!(run.stderr.contains("line 4: No module named 'bcrypt'"), "{}", run.stderr);
    assert_eq!(project.sqlite("app.db").rows("SELECT b FROM a"), ["right"]);
}

#[test]
fn a_module_that_nobody_has_is_named_with_its_line_and_a_way_out() {
    let Some(project) = project(OwnPython::Latest) else { return };
    project.write("alembic/versions/a1.py", &version_file("a1", None, "import nowhere_at_all\n", "pass"));
    let run = project.run("upgrade head");
    check_fails(&run, 1, &[]);
    for part in [
        "using .venv/bin/python instead of the embedded Python: alembic/versions/a1.py, line 4: No module named 'nowhere_at_all'",
        "alembic/versions/a1.py\", line 4, in <module>",
        "ModuleNotFoundError: No module named 'nowhere_at_all'",
        "hint: 'nowhere_at_all' is not in .venv/bin/python either; install it there: .venv/bin/python -m pip install nowhere_at_all",
    ] {
        assert!(run.stderr.contains(part), "{part}\n{}", run.everything());
    }
}

#[test]
fn without_a_virtual_environment_nothing_changes() {
    let project = bare("sqlite:///%(here)s/app.db");
    project.write("alembic/versions/a1.py", &version_file("a1", None, "import nowhere_at_all\n", "pass"));
    let run = project.run("upgrade head");
    check_fails(&run, 1, &[]);
    assert!(!run.stderr.contains("using"), "{}", run.everything());
    assert!(run.stderr.contains("hint: Limbeck runs without an installed Python; 'nowhere_at_all'"), "{}", run.stderr);
}

#[test]
fn commands_that_need_no_python_start_none() {
    let Some(project) = project(OwnPython::Latest) else { return };
    project.write("alembic/versions/a1.py", &version_file("a1", None, IMPORTS, FILLS));
    for words in ["history", "heads", "show a1", "current"] {
        let run = project.run(words);
        check_succeeds(&run);
        assert_eq!(run.stderr, "", "{words}");
    }
}

/// What a stand-in gives is no number: the package itself gives one.
#[test]
fn a_line_that_fails_because_of_a_stand_in_is_run_where_the_package_is() {
    let project = bare("sqlite:///%(here)s/app.db");
    project.replace("alembic/env.py", "target_metadata = None", "import settings\ntarget_metadata = None");
    let lines = "import datetime\nimport passlib\n\nsince = datetime.timedelta(seconds=passlib.seconds())\n";
    project.write("settings.py", lines);
    let run = project.run("current");
    check_fails(&run, 1, &["TypeError: ", "hint: 'passlib' only stands in for a package that is not here: install it"]);
    let Some(project) = project.with_own_python(OwnPython::Latest) else { return };
    let project = project.with_own_module("passlib.py", "def seconds():\n    return 5\n");
    let run = project.run("current");
    check_succeeds(&run);
    assert!(
        run.stderr.starts_with("note: using .venv/bin/python instead of the embedded Python: settings.py, line 4: "),
        "{}",
        run.stderr
    );
}

#[test]
fn a_script_that_asks_the_database_while_sql_is_printed_is_told_what_to_ask_first() {
    let Some(project) = project(OwnPython::Latest) else { return };
    let lines = "orm.Session(op.get_bind()).execute(sa.text('SELECT 1')).all()";
    project.write("alembic/versions/a1.py", &version_file("a1", None, "from sqlalchemy import orm\n", lines));
    let run = project.run("upgrade head --sql");
    let told = [
        "AttributeError: 'MockConnection' object has no attribute",
        "a script can ask `op.get_context().as_sql` before",
    ];
    check_fails(&run, 1, &told);
    assert!(!run.stderr.contains("--python"), "{}", run.stderr);
    check_succeeds(&project.run("upgrade head"));
}
