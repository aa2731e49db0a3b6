//! env.py in the project's own Python: asynchronous engines, Flask-Migrate, settings that stand in.

use testkit::{OwnPython, Program, Project, check_succeeds, postgresql};

use crate::subject::{check_fails, project, version_file};

const CREATES: &str = "t = op.create_table('a', sa.Column('id', sa.Integer, primary_key=True), sa.Column('b', sa.String(5)))\n\
                       op.get_bind().execute(t.insert(), [{'b': 'x'}, {'b': 'y%'}])\n\
                       print(op.get_bind().execute(sa.select(t.c.b).order_by(t.c.id)).scalars().all())";

#[test]
fn an_asynchronous_env_py_runs_without_its_driver() {
    for own in OwnPython::ALL {
        let Some(postgresql) = postgresql() else { return };
        for url in ["sqlite+aiosqlite:///app.db", &postgresql.url("asyncpg")] {
            let project = Project::new(Program::ours_or_named(env!("CARGO_BIN_EXE_limbeck")));
            check_succeeds(&project.run("init -t async alembic"));
            project.replace("alembic.ini", "driver://user:pass@localhost/dbname", url);
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

/// A Flask application with Flask-SQLAlchemy and Flask-Migrate, made by a function.
const SHOP: &str = "from flask import Flask\nfrom flask_migrate import Migrate\nfrom flask_sqlalchemy import SQLAlchemy\n\n\
db = SQLAlchemy()\nmigrate = Migrate()\n\n\nclass User(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n    \
name = db.Column(db.String(30), nullable=False)\n\n\ndef create_app():\n    app = Flask(__name__)\n    \
app.config['SQLALCHEMY_DATABASE_URI'] = 'sqlite:///' + app.root_path + '/app.db'\n    db.init_app(app)\n    \
migrate.init_app(app, db)\n    return app\n";

/// What `flask db init` writes, shortened: the application says which database it is.
const FLASK_ENV: &str = "from flask import current_app\n\nfrom alembic import context\n\n\
db = current_app.extensions['migrate'].db\n\
context.config.set_main_option('sqlalchemy.url', str(db.engine.url).replace('%', '%%'))\n\
with db.engine.connect() as connection:\n    \
context.configure(connection=connection, target_metadata=db.metadatas[None], \
**current_app.extensions['migrate'].configure_args)\n    \
with context.begin_transaction():\n        context.run_migrations()\n";

#[test]
fn the_application_of_flask_is_made_for_its_env_py() {
    let project = Project::new(Program::ours_or_named(env!("CARGO_BIN_EXE_limbeck")))
        .with_file("shop.py", SHOP)
        // Flask-Migrate's ini does not say where the scripts are: beside it.
        .with_file("migrations/alembic.ini", "[alembic]\n")
        .with_file("migrations/env.py", FLASK_ENV)
        .with_file("migrations/versions/.keep", "");
    let template = Project::new(Program::ours_or_named(env!("CARGO_BIN_EXE_limbeck")));
    check_succeeds(&template.run("init alembic"));
    project.write("migrations/script.py.mako", &template.read("alembic/script.py.mako"));
    let Some(project) = project.with_own_python(OwnPython::Latest) else { return };
    let flask = [("FLASK_APP", "shop")];
    let run = project.run_with(&flask, "-c migrations/alembic.ini revision --autogenerate -m first --rev-id a1");
    check_succeeds(&run);
    assert!(run.stderr.contains("note: using .venv/bin/python instead of the embedded Python"), "{}", run.stderr);
    check_succeeds(&project.run_with(&flask, "-c migrations/alembic.ini upgrade head"));
    assert_eq!(project.sqlite("app.db").tables(), ["alembic_version", "user"]);
    check_succeeds(&project.run_with(&flask, "-c migrations/alembic.ini check"));
    let run = project.run("-c migrations/alembic.ini current");
    check_fails(
        &run,
        255,
        &[
            "env.py needs the Flask application: Could not locate a Flask application",
            "hint: set FLASK_APP in the environment",
        ],
    );
    project.write("broken.py", "import not_there_at_all\n");
    let run = project.run_with(&[("FLASK_APP", "broken")], "-c migrations/alembic.ini current");
    check_fails(
        &run,
        255,
        &[
            "While importing 'broken', an ImportError was raised: ModuleNotFoundError: No module named 'not_there_at_all'",
            "hint: the application cannot be imported with this Python",
        ],
    );
    assert!(!run.stderr.contains("Traceback"), "{}", run.stderr);
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
