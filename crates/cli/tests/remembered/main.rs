//! A run of env.py that does nothing but configure is remembered: the next one needs no Python, and tells the same. Whatever
//! it depends on has env.py run again.
//!
//! env.py prints the address of an object, which is another one in each process that runs it.

mod scripts;
mod unseen;

use std::fs;

use testkit::{Program, Project, Run, check_succeeds, postgresql};

const ENV: &str = "alembic/env.py";
const AT: &str = "env.py ran with ";

fn project() -> Project {
    let project =
        Project::new(Program::ours_or_named(env!("CARGO_BIN_EXE_alembic"))).with_variable("LIMBECK_CACHE_DIR", "cache");
    check_succeeds(&project.run("init alembic"));
    project.replace("alembic.ini", "driver://user:pass@localhost/dbname", "sqlite:///%(here)s/app.db");
    project.write("app/__init__.py", "");
    project.write("app/names.py", "import os\n\n\nclass Names:\n    table = os.environ.get('TABLE', 'users')\n");
    write_env(&project, "");
    check_succeeds(&project.run("revision -m first"));
    check_succeeds(&project.run("upgrade head"));
    project
}

/// Writes an env.py that executes these lines, and prints that it runs.
fn write_env(project: &Project, lines: &str) {
    let text = project.read(ENV);
    let rest = &text[text.find("from logging.config").expect("the template's first line")..];
    project.write(ENV, &format!("from app.names import Names\n{lines}\nprint('{AT}%d' % id(object()))\n{rest}"));
}

/// When env.py ran, of which this run tells.
#[track_caller]
fn address(run: &Run) -> &str {
    told(run, AT)
}

/// What is printed behind these words, once.
#[track_caller]
fn told<'run>(run: &'run Run, words: &str) -> &'run str {
    let mut told = run.stdout.lines().filter_map(|line| line.strip_prefix(words));
    let (Some(told), None) = (told.next(), told.next()) else { panic!("told once: {}", run.everything()) };
    told
}

/// Runs until it is remembered, and returns the run that was. The first one may begin as another one that is remembered.
#[track_caller]
fn check_remembered(project: &Project, words: &str) -> Run {
    project.run(words);
    let first = project.run(words);
    let second = project.run(words);
    assert_eq!(address(&first), address(&second), "env.py ran again: {}", second.everything());
    assert_eq!((&first.stdout, &first.stderr), (&second.stdout, &second.stderr));
    assert_eq!(first.exit_code, second.exit_code);
    second
}

/// env.py runs each time.
#[track_caller]
fn check_runs_each_time(project: &Project) -> Run {
    let before = project.run("current");
    check_succeeds(&before);
    check_runs_again(project, &[], "current", &before);
    before
}

#[track_caller]
fn check_runs_again(project: &Project, variables: &[(&str, &str)], words: &str, before: &Run) -> Run {
    let run = project.run_with(variables, words);
    assert_ne!(address(&run), address(before), "env.py did not run: {}", run.everything());
    run
}

#[test]
fn a_run_that_only_configures_is_remembered() {
    let project = project();
    for words in ["current", "upgrade head", "stamp head", "-x tenant=a current -v"] {
        check_succeeds(&check_remembered(&project, words));
    }
    let run = check_remembered(&project, "upgrade head");
    assert!(run.stderr.contains("INFO  [alembic.runtime.migration] Context impl SQLiteImpl."), "{}", run.everything());
}

#[test]
fn a_run_on_postgresql_is_remembered_and_its_password_is_not_to_be_read() {
    let Some(database) = postgresql() else { return };
    let project = project();
    project.replace("alembic.ini", "sqlite:///%(here)s/app.db", &database.url(""));
    check_succeeds(&project.run("upgrade head"));
    check_succeeds(&check_remembered(&project, "current"));
    let (_, password) = database.credentials();
    assert!(!password.is_empty());
    for entry in fs::read_dir(project.path("cache")).expect("the cache is a folder") {
        let bytes = fs::read(entry.expect("an entry").path()).expect("an entry is readable");
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("postgresql://") && !text.contains(&password), "the URL can be read");
    }
}

#[test]
fn whatever_env_py_depends_on_has_it_run_again() {
    let project = project();
    let before = check_remembered(&project, "current");
    check_runs_again(&project, &[("TABLE", "people")], "current", &before);
    project.replace("app/names.py", "'users'", "'persons'");
    let before = check_runs_again(&project, &[], "current", &before);
    project.replace("alembic.ini", "prepend_sys_path = .", "prepend_sys_path = .\nspare = 1");
    let before = check_runs_again(&project, &[], "current", &before);
    project.replace(ENV, "\nfrom alembic import", "\n\nfrom alembic import");
    let before = check_runs_again(&project, &[], "current", &before);
    check_runs_again(&project, &[], "-x tenant=a current", &before);
    assert_eq!(address(&before), address(&project.run("current")));
}

#[test]
fn each_test_of_a_suite_is_the_same_to_who_does_not_ask_for_its_name() {
    let of_test = |project: &Project, name: &str| project.run_with(&[("PYTEST_CURRENT_TEST", name)], "current");
    let project = project();
    let first = of_test(&project, "test_a.py::test (setup)");
    check_succeeds(&first);
    assert_eq!(address(&first), address(&of_test(&project, "test_b.py::test (call)")));
    write_env(&project, "import os\nos.environ.get('PYTEST_CURRENT_TEST')");
    let first = of_test(&project, "test_a.py::test (setup)");
    assert_ne!(address(&first), address(&of_test(&project, "test_b.py::test (call)")));
}

#[test]
fn a_file_that_was_not_there_has_it_run_again() {
    let project = project();
    write_env(&project, "import glob\nfrom dotenv import load_dotenv\nload_dotenv('.env')\nglob.glob('app/*.sql')\n");
    let mut before = check_remembered(&project, "current");
    for file in [".env", "app/new.sql", "app/names/__init__.py", "logging.py"] {
        project.write(file, "class Names:\n    table = 'x'\n");
        // The module of the library wins over a file of that name, in Alembic and here.
        if file != "logging.py" {
            check_runs_again(&project, &[], "current", &before);
        }
        project.remove(file);
        before = project.run("current");
    }
    assert_eq!(address(&before), address(&project.run("current")));
}

#[test]
fn what_may_differ_at_each_run_is_not_remembered() {
    for lines in [
        "from datetime import datetime\ndatetime.now()",
        "import time\ntime.monotonic()",
        "import uuid\nuuid.uuid4()",
        "import os\nos.getpid()",
        "import secrets\nsecrets.token_hex()",
        "import random",
        "import app.clock",
        "from urllib.request import urlopen",
        "import os\nos.system('true')",
        "import platform\nplatform.node()",
        "open('log.txt', 'a').close()",
        "import os\nos.makedirs('made', exist_ok=True)",
        "import tempfile\ntempfile.mkdtemp(dir='.')",
        "import sys\nsys.stdin",
    ] {
        let project = project();
        project.write("app/clock.py", "import datetime\n\nNOW = datetime.date.today()\n");
        write_env(&project, lines);
        check_runs_each_time(&project);
    }
}

#[test]
fn what_nobody_has_asked_for_the_time_is_remembered() {
    let project = project();
    project.write("app/clock.py", "import time, uuid\nfrom datetime import datetime\nfrom urllib.parse import quote\n\n\ndef now():\n    return datetime.now()\n");
    write_env(&project, "import asyncio\nimport app.clock\nasyncio.run(asyncio.sleep(0))");
    check_succeeds(&check_remembered(&project, "current"));
}

#[test]
fn a_line_with_the_time_is_not_remembered() {
    let project = project();
    project.replace("alembic.ini", "format = %(levelname)", "format = %(asctime)s %(levelname)");
    let run = check_runs_each_time(&project);
    assert_eq!(run.stderr.get(2..3), Some(":"), "{}", run.everything());
}

#[test]
fn env_py_hears_what_the_database_tells_it_anew_and_texts_are_not_remembered() {
    let asks = |query: &str| {
        let project = project();
        let connects = "    with connectable.connect() as connection:\n";
        let line = format!("        print('rows:', connection.exec_driver_sql(\"{query}\").scalar())\n");
        project.replace(ENV, connects, &format!("{connects}{line}"));
        project
    };
    let project = asks("SELECT count(*) FROM sqlite_master");
    let before = check_remembered(&project, "current");
    assert!(before.stdout.contains("rows: 2\n"), "{}", before.everything());
    project.sqlite("app.db").execute("CREATE TABLE more (id int)");
    let after = project.run("current");
    assert!(after.stdout.contains("rows: 3\n"), "{}", after.everything());
    check_runs_each_time(&asks("SELECT 'anna'"));
}

#[test]
fn a_step_that_has_come_is_applied_from_where_the_run_is() {
    let project = project();
    let before = check_remembered(&project, "upgrade head");
    check_succeeds(&project.run("revision -m second"));
    let run = project.run("upgrade head");
    check_succeeds(&run);
    assert_eq!(address(&run), address(&before), "what was remembered is told once: {}", run.everything());
    assert_eq!(run.stderr.matches("Context impl SQLiteImpl.").count(), 1, "{}", run.everything());
    assert_eq!(run.stderr.matches("Running upgrade").count(), 1, "{}", run.everything());
    assert_eq!(project.sqlite("app.db").versions().len(), 1);
    check_succeeds(&check_remembered(&project, "upgrade head"));
}

#[test]
fn a_difference_that_has_come_is_found_from_where_the_run_is() {
    let project = project();
    project.write(
        "app/models.py",
        "import sqlalchemy as sa\n\nmetadata = sa.MetaData()\nsa.Table('users', metadata, sa.Column('id', sa.Integer, primary_key=True))\n",
    );
    project.replace(ENV, "target_metadata = None", "from app.models import metadata as target_metadata");
    check_succeeds(&project.run("revision --autogenerate -m users"));
    check_succeeds(&project.run("upgrade head"));
    check_succeeds(&check_remembered(&project, "check"));
    project.sqlite("app.db").execute("DROP TABLE users");
    let run = project.run("check");
    assert_eq!(run.exit_code, 255, "{}", run.everything());
    assert!(run.stderr.contains("Detected added table 'users'"), "{}", run.everything());
}

#[test]
fn an_error_is_the_one_of_a_run_that_is_not_remembered() {
    let project = project();
    check_remembered(&project, "current");
    project.write("app.db", &"this is no database ".repeat(60));
    let run = project.run("current");
    let fresh = project.run_with(&[("LIMBECK_NO_CACHE", "1")], "current");
    assert!(run.stderr.contains("file is not a database"), "{}", run.everything());
    assert_eq!((run.stderr, run.exit_code), (fresh.stderr, fresh.exit_code));
}

#[test]
fn without_a_cache_nothing_is_remembered() {
    let project = project();
    let before = check_remembered(&project, "current");
    check_runs_again(&project, &[("LIMBECK_NO_CACHE", "1")], "current", &before);
}

#[test]
fn an_env_py_that_strays_is_run_from_the_beginning_and_never_remembered_again() {
    let project = project();
    project.replace(ENV, "connection=connection, ", "connection=connection, upgrade_token=str(id(object())), ");
    check_remembered(&project, "upgrade head");
    check_succeeds(&project.run("revision -m second"));
    let run = project.run("upgrade head");
    check_succeeds(&run);
    assert_eq!(run.stderr.matches("Running upgrade").count(), 1, "{}", run.everything());
    let before = project.run("upgrade head");
    check_runs_again(&project, &[], "upgrade head", &before);
}
