//! env.py in the project's own Python: asynchronous engines, settings that stand in.

use testkit::{OwnPython, Program, Project, check_succeeds, postgresql};

use crate::subject::{project, version_file};

const CREATES: &str = "t = op.create_table('a', sa.Column('id', sa.Integer, primary_key=True), sa.Column('b', sa.String(5)))\n\
                       op.get_bind().execute(t.insert(), [{'b': 'x'}, {'b': 'y%'}])\n\
                       print(op.get_bind().execute(sa.select(t.c.b).order_by(t.c.id)).scalars().all())";

fn asynchronous_project(url: &str) -> Project {
    let project = Project::new(Program::ours_or_named(env!("CARGO_BIN_EXE_limbeck")));
    check_succeeds(&project.run("init -t async alembic"));
    project.replace("alembic.ini", "driver://user:pass@localhost/dbname", url);
    project
}

#[test]
fn an_asynchronous_env_py_runs_without_its_driver() {
    for own in OwnPython::ALL {
        let Some(postgresql) = postgresql() else { return };
        for url in ["sqlite+aiosqlite:///app.db", &postgresql.url("asyncpg")] {
            let project = asynchronous_project(url);
            let Some(project) = project.with_own_python(own) else { return };
            project.write("alembic/versions/a1.py", &version_file("a1", None, "", CREATES));
            let run = project.run("--python .venv upgrade head");
            check_succeeds(&run);
            assert_eq!(run.stdout, "['x', 'y%']\n", "{url}");
            let run = project.run("--python .venv current");
            assert!(run.stdout.contains("a1 (head)"), "{}", run.everything());
        }
    }
}

#[test]
fn configuring_again_inside_the_transaction_commits_at_its_end() {
    let Some(postgresql) = postgresql() else { return };
    for (url, options) in [
        ("sqlite:///app.db", ""),
        (&postgresql.url("psycopg2"), ""),
        (&postgresql.url("psycopg2"), "transaction_per_migration=True"),
    ] {
        let env = format!(
            "from alembic import context\nfrom sqlalchemy import create_engine\n\n\
             with create_engine('{url}').connect() as connection:\n    context.configure(connection=connection)\n    \
             with context.begin_transaction():\n        context.configure(connection=connection, {options})\n        \
             context.run_migrations()\n"
        );
        let Some(project) = project(OwnPython::Latest) else { return };
        project.write("alembic/env.py", &env);
        project.write(
            "alembic/versions/a1.py",
            &version_file("a1", None, "", "op.create_table('a', sa.Column('b', sa.Integer))"),
        );
        project.write("alembic/versions/a2.py", &version_file("a2", Some("a1"), "", "op.drop_table('a')"));
        for python in ["", "--python .venv "] {
            check_succeeds(&project.run(&format!("{python}upgrade head")));
            let run = project.run(&format!("{python}current"));
            assert_eq!(run.stdout, "a2 (head)\n", "{url} {options} {python}");
            check_succeeds(&project.run(&format!("{python}downgrade base")));
        }
    }
}

#[test]
fn configuring_with_an_asynchronous_connection_first_changes_nothing() {
    for own in OwnPython::ALL {
        let Some(postgresql) = postgresql() else { return };
        for url in ["sqlite+aiosqlite:///app.db", &postgresql.url("asyncpg")] {
            let project = asynchronous_project(url);
            let runs = "        await connection.run_sync(do_run_migrations)";
            let configures = "        context.configure(connection=connection, target_metadata=target_metadata)\n";
            project.replace("alembic/env.py", runs, &format!("{configures}{runs}"));
            let Some(project) = project.with_own_python(own) else { return };
            project.write("alembic/versions/a1.py", &version_file("a1", None, "", CREATES));
            for python in ["", "--python .venv "] {
                let run = project.run(&format!("{python}upgrade head"));
                check_succeeds(&run);
                assert_eq!(run.stdout, "['x', 'y%']\n", "{url} {python}");
                assert_eq!(project.run(&format!("{python}current")).stdout, "a1 (head)\n", "{url} {python}");
                project.write("alembic/versions/a2.py", &version_file("a2", Some("a1"), "", "op.drop_table('a')"));
                check_succeeds(&project.run(&format!("{python}upgrade head")));
                check_succeeds(&project.run(&format!("{python}downgrade base")));
                project.remove("alembic/versions/a2.py");
            }
        }
    }
}

const ADDS_COMPUTED: &str =
    "op.create_table('a', sa.Column('id', sa.Integer), sa.Column('b', sa.Integer, sa.Computed('id + 1')))";

/// An env.py that asks nothing: what it hands over says the dialect, and a connection the server's version, too.
#[test]
fn offline_an_engine_of_asyncio_or_a_connection_tells_the_dialect() {
    let Some(postgresql) = postgresql() else { return };
    let engine = "from alembic import context\nfrom sqlalchemy.ext.asyncio import create_async_engine\n\n\
                  context.configure(connection=create_async_engine('postgresql+asyncpg://nobody@127.0.0.1:1/x'), \
                  literal_binds=True)\nwith context.begin_transaction():\n    context.run_migrations()\n";
    let connection = format!(
        "from alembic import context\nfrom sqlalchemy import create_engine\n\n\
         with create_engine('{}').connect() as connection:\n    \
         context.configure(connection=connection, literal_binds=True)\n    \
         with context.begin_transaction():\n        context.run_migrations()\n",
        postgresql.url("psycopg2")
    );
    let Some(project) = project(OwnPython::Latest) else { return };
    project.write("alembic/versions/a1.py", &version_file("a1", None, "", ADDS_COMPUTED));
    for python in ["", "--python .venv "] {
        project.write("alembic/env.py", engine);
        let run = project.run(&format!("{python}upgrade head --sql"));
        check_succeeds(&run);
        assert!(run.stdout.contains("b INTEGER GENERATED ALWAYS AS (id + 1)"), "{}", run.stdout);
        // Version 18 and later say nothing where nothing is asked for.
        project.write("alembic/env.py", &connection);
        let run = project.run(&format!("{python}upgrade head --sql"));
        check_succeeds(&run);
        let is_new = postgresql.rows("SELECT current_setting('server_version_num')::int >= 180000") == ["t"];
        assert_eq!(run.stdout.contains("GENERATED ALWAYS AS (id + 1) STORED"), !is_new, "{}", run.stdout);
    }
}

#[test]
fn the_url_of_the_environment_stands_in_for_the_placeholder() {
    let Some(project) = project(OwnPython::Latest) else { return };
    project.replace("alembic.ini", "sqlite:///%(here)s/app.db", "driver://user:pass@localhost/dbname");
    project.write("alembic/versions/a1.py", &version_file("a1", None, "", CREATES));
    let run = project.run_with(&[("DATABASE_URL", "sqlite:///other.db")], "--python .venv upgrade head");
    check_succeeds(&run);
    assert_eq!(project.sqlite("other.db").versions(), ["a1"]);
}

#[test]
fn listeners_of_connections_are_called_with_a_driver_connection() {
    let Some(project) = project(OwnPython::Latest) else { return };
    project.replace(
        "alembic/env.py",
        "target_metadata = None",
        "target_metadata = None\nfrom sqlalchemy import event\nfrom sqlalchemy.engine import Engine\n\n\n\
         @event.listens_for(Engine, 'connect')\ndef keys(connection, record):\n    \
         cursor = connection.cursor()\n    cursor.execute('PRAGMA foreign_keys=ON')\n    cursor.close()\n",
    );
    let lines = "print(op.get_bind().exec_driver_sql('PRAGMA foreign_keys').scalar())";
    project.write("alembic/versions/a1.py", &version_file("a1", None, "", lines));
    let run = project.run("--python .venv upgrade head");
    check_succeeds(&run);
    assert_eq!(run.stdout, "1\n");
}

/// eventlet and gevent do such things.
#[test]
fn what_a_project_makes_of_sockets_is_not_what_we_talk_by() {
    let Some(project) = project(OwnPython::Latest) else { return };
    project.replace(
        "alembic/env.py",
        "target_metadata = None",
        "target_metadata = None\nimport os\nimport socket\n\n\ndef fails(*given):\n    raise RuntimeError('not here')\n\n\n\
         os.write = socket.SocketIO.readinto = socket.SocketIO.close = fails\nsocket.socket = None\n",
    );
    project.write("alembic/versions/a1.py", &version_file("a1", None, "", CREATES));
    let run = project.run("--python .venv upgrade head");
    check_succeeds(&run);
    assert_eq!(run.stdout, "['x', 'y%']\n");
    assert!(!run.stderr.contains("not here"), "{}", run.everything());
}
