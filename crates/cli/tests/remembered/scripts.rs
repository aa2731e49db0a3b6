//! Scripts are remembered with the run that they are in: the database is asked anew, and as long as it answers the same, no
//! Python has to be told.

use std::fs;

use testkit::{Project, Run, check_fails, check_succeeds, postgresql};

use crate::{project, told};

const SCRIPT: &str = "alembic/versions/r2_people.py";
const BY: &str = "asked by ";

/// Makes a table where there is none, and a row where there is none.
const ASKS: &str = "    bind = op.get_bind()
    if 'people' not in sa.inspect(bind).get_table_names():
        op.create_table('people', sa.Column('id', sa.Integer, primary_key=True))
    if bind.execute(sa.text('SELECT count(*) FROM people')).scalar() == 0:
        bind.execute(sa.text('INSERT INTO people VALUES (7)'))
";

/// A project whose second script does this.
fn project_with(body: &str) -> Project {
    let project = project();
    project.write("app/tools.py", "import uuid\n\n\ndef name():\n    return 'people'\n");
    write_script(&project, body);
    project
}

/// The script prints the address of an object, which is another one in each process that runs it.
fn write_script(project: &Project, body: &str) {
    let first = project.run("history").stdout;
    let first = first.split_whitespace().find(|word| word.len() == 12).expect("its revision").to_owned();
    project.write(
        SCRIPT,
        &format!(
            "\"\"\"people\"\"\"\nimport sqlalchemy as sa\nfrom alembic import op\n\nrevision = 'r2'\ndown_revision = \
             '{first}'\n\n\ndef upgrade():\n{body}    print('{BY}%d' % id(object()))\n\n\ndef downgrade():\n    \
             op.drop_table('people')\n"
        ),
    );
}

/// Runs `upgrade head` on a database that these statements have made.
fn upgrade_from(project: &Project, statements: &[&str]) -> Run {
    if project.path("app.db").exists() {
        project.remove("app.db");
    }
    statements.iter().for_each(|statement| project.sqlite("app.db").execute(statement));
    project.run("upgrade head")
}

#[track_caller]
fn upgrade_from_empty(project: &Project) -> Run {
    let run = upgrade_from(project, &[]);
    check_succeeds(&run);
    assert_eq!(project.sqlite("app.db").versions(), ["r2"]);
    run
}

/// Where the script ran, of which this run tells.
#[track_caller]
fn place(run: &Run) -> &str {
    told(run, BY)
}

#[track_caller]
fn people(project: &Project) -> Vec<String> {
    project.sqlite("app.db").rows("SELECT id FROM people ORDER BY id")
}

#[test]
fn a_script_that_asks_is_remembered_and_the_database_is_asked_anew() {
    let project = project_with(ASKS);
    let first = upgrade_from_empty(&project);
    let second = upgrade_from_empty(&project);
    assert_eq!((place(&first), &first.stderr), (place(&second), &second.stderr));
    assert!(second.stderr.contains("Running upgrade"), "{}", second.everything());
    assert_eq!(people(&project), ["7"]);
}

#[test]
fn a_long_history_is_remembered_though_what_plain_scripts_ask_for_is_kept_meanwhile() {
    let project = project_with(ASKS);
    for number in 3..20 {
        project.write(
            &format!("alembic/versions/r{number}_more.py"),
            &format!(
                "import sqlalchemy as sa\nfrom alembic import op\n\nrevision = 'r{number}'\ndown_revision = 'r{}'\n\n\ndef \
                 upgrade():\n    op.add_column('people', sa.Column('c{number}', sa.String(9)))\n",
                number - 1
            ),
        );
    }
    let upgrade = || {
        let run = upgrade_from(&project, &[]);
        check_succeeds(&run);
        assert_eq!(project.sqlite("app.db").versions(), ["r19"]);
        run
    };
    let first = upgrade();
    let second = upgrade();
    assert_eq!(place(&first), place(&second), "only plain scripts are taken from elsewhere");
    assert_eq!(first.stderr, second.stderr);
    assert_eq!(place(&first), place(&upgrade()));
}

#[test]
fn each_state_of_the_database_is_remembered() {
    let project = project_with(ASKS);
    let full = ["CREATE TABLE people (id integer primary key)", "INSERT INTO people VALUES (1), (2)"];
    let first = upgrade_from_empty(&project);
    let on_full = upgrade_from(&project, &full);
    check_succeeds(&on_full);
    assert_ne!(place(&first), place(&on_full), "the script was not asked what to do");
    assert_eq!(people(&project), ["1", "2"]);
    assert_eq!(on_full.stderr, first.stderr);
    assert_eq!(place(&first), place(&upgrade_from_empty(&project)));
    assert_eq!(people(&project), ["7"]);
    assert_eq!(place(&on_full), place(&upgrade_from(&project, &full)));
    assert_eq!(people(&project), ["1", "2"]);
    // Nothing is to do.
    (0..3).for_each(|_| check_succeeds(&project.run("upgrade head")));
    assert_eq!(place(&first), place(&upgrade_from_empty(&project)));
}

#[test]
fn what_a_script_depends_on_has_it_run_again() {
    let asks = ASKS.replace("'people' not in", "__import__('app.tools').tools.name() not in");
    let project = project_with(&asks);
    let first = upgrade_from_empty(&project);
    assert_eq!(place(&first), place(&upgrade_from_empty(&project)));
    project.replace("app/tools.py", "import uuid", "import uuid, json");
    let second = upgrade_from_empty(&project);
    assert_ne!(place(&first), place(&second), "a module has changed");
    write_script(&project, &asks.replace("(7)", "(8)"));
    let third = upgrade_from_empty(&project);
    assert_ne!(place(&second), place(&third), "the script has changed");
    assert_eq!(people(&project), ["8"]);
}

#[test]
fn a_plain_script_that_has_changed_is_read_again_in_each_state() {
    let project = project_with(ASKS);
    let full = ["CREATE TABLE people (id integer primary key)"];
    for _ in 0..2 {
        upgrade_from_empty(&project);
        check_succeeds(&upgrade_from(&project, &full));
    }
    let first = fs::read_dir(project.path("alembic/versions")).expect("the folder can be listed");
    let mut names = first.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    let first = names.find(|name| name.ends_with("_first.py")).expect("the first script is there");
    project.replace(&format!("alembic/versions/{first}"), "pass", "op.execute('CREATE TABLE more (id int)')");
    for state in [&full[..], &[]] {
        check_succeeds(&upgrade_from(&project, state));
        assert_eq!(project.sqlite("app.db").rows("SELECT count(*) FROM more"), ["0"]);
    }
}

#[test]
fn a_time_that_nobody_reads_and_what_the_catalogue_tells_are_remembered() {
    let imports = "    import time, uuid\n    from datetime import datetime, timezone\n";
    for lines in [
        "    now = int(time.time())\n    for row in bind.execute(sa.text('SELECT id FROM people WHERE id > 9')):\n        print(now)\n",
        "    now = datetime.now(timezone.utc).isoformat()\n    new: str = str(uuid.uuid4())\n",
        "    print(bind.execute(sa.text(\"PRAGMA table_info('people')\")).all())\n",
        "    print(bind.execute(sa.text('SELECT name FROM sqlite_master')).all())\n",
    ] {
        let project = project_with(&format!("{imports}{ASKS}{lines}"));
        let first = upgrade_from_empty(&project);
        let second = upgrade_from_empty(&project);
        assert_eq!(place(&first), place(&second), "{lines}");
        // The first line is env.py's.
        assert_eq!(
            first.stdout.split_once('\n').map(|(_, rest)| rest),
            second.stdout.split_once('\n').map(|(_, rest)| rest)
        );
    }
}

#[test]
fn a_script_that_may_do_something_else_is_run_each_time() {
    for line in [
        "__import__('uuid').uuid4()",
        "__import__('datetime').datetime.now()",
        "import time; now = int(time.time()); len([now])",
        "import uuid; new = uuid.uuid4().hex; later = lambda: new; later()",
        "import time; now = time.time(); len([time.time()])",
        "bind.execute(sa.text(\"SELECT 'anna' UNION SELECT 'otto'\")).all()",
        "open('log.txt', 'a').close()",
        "__import__('time').sleep(0)",
        "try: input()\n    except EOFError: pass",
        "__import__('app.chance')",
        "__import__('random').random()",
        "import importlib; importlib.import_module('random').random()",
    ] {
        let project = project_with(&format!("{ASKS}    {line}\n"));
        project.write("app/chance.py", "import random\n");
        let first = upgrade_from_empty(&project);
        assert_ne!(place(&first), place(&upgrade_from_empty(&project)), "{line}");
    }
}

#[test]
fn a_remembered_run_that_fails_is_taken_back_and_tells_the_line() {
    let project = project_with(ASKS);
    upgrade_from_empty(&project);
    let view = ["CREATE VIEW people AS SELECT 1 AS id"];
    let run = upgrade_from(&project, &view);
    let left = project.sqlite("app.db").rows("SELECT name FROM sqlite_master");
    let fresh = {
        upgrade_from(&project, &[]);
        project.remove("app.db");
        project.sqlite("app.db").execute(view[0]);
        project.run_with(&[("LIMBECK_NO_CACHE", "1")], "upgrade head")
    };
    check_fails(&run, 1, "op.create_table('people'");
    assert_eq!((run.stderr, left), (fresh.stderr, vec!["people".to_owned()]));
}

#[test]
fn a_script_that_strays_is_run_from_the_beginning() {
    let project = project_with(&format!("    op.execute('SELECT %d' % id(object()))\n{ASKS}"));
    let first = upgrade_from_empty(&project);
    assert_eq!(place(&first), place(&upgrade_from_empty(&project)));
    let on_full = upgrade_from(&project, &["CREATE TABLE people (id integer primary key)"]);
    check_succeeds(&on_full);
    assert_eq!(people(&project), ["7"]);
    let before = upgrade_from_empty(&project);
    assert_ne!(place(&before), place(&upgrade_from_empty(&project)), "it is remembered again");
}

#[test]
fn scripts_that_leave_their_transaction_are_remembered_on_postgresql() {
    let Some(database) = postgresql() else { return };
    let leaves = "    with op.get_context().autocommit_block():\n        op.execute('CREATE INDEX CONCURRENTLY one ON \
                  people (id)')\n";
    let project = project_with(&format!("{ASKS}{leaves}"));
    project.replace("alembic.ini", "sqlite:///%(here)s/app.db", &database.url(""));
    let upgrade = || {
        let run = project.run("upgrade head");
        check_succeeds(&run);
        check_succeeds(&project.run("downgrade base"));
        run
    };
    // The first one makes the version table.
    upgrade();
    let second = upgrade();
    assert_eq!(place(&second), place(&upgrade()));
}
