//! Flask-Migrate's env.py, which wants the application: made by either Python, as `flask db` makes it.

use testkit::{OwnPython, Program, Project, check_succeeds};

use crate::subject::check_fails;

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

const INI: &str = "-c migrations/alembic.ini";

/// The application, and what `flask db init` writes beside it.
fn shop() -> Project {
    let template = Project::new(Program::ours_or_named(env!("CARGO_BIN_EXE_limbeck")));
    check_succeeds(&template.run("init alembic"));
    Project::new(Program::ours_or_named(env!("CARGO_BIN_EXE_limbeck")))
        .with_file("shop.py", SHOP)
        // Flask-Migrate's ini does not say where the scripts are: beside it.
        .with_file("migrations/alembic.ini", "[alembic]\n")
        .with_file("migrations/env.py", FLASK_ENV)
        .with_file("migrations/versions/.keep", "")
        .with_file("migrations/script.py.mako", &template.read("alembic/script.py.mako"))
}

#[track_caller]
fn check_round(project: &Project, options: &str) {
    let flask = [("FLASK_APP", "shop")];
    let run = |command: &str| project.run_with(&flask, &format!("{options} {INI} {command}"));
    check_succeeds(&run("revision --autogenerate -m first --rev-id a1"));
    let run_up = run("upgrade head");
    check_succeeds(&run_up);
    assert!(!run_up.stderr.contains("note:"), "{}", run_up.stderr);
    assert_eq!(project.sqlite("app.db").tables(), ["alembic_version", "user"]);
    check_succeeds(&run("check"));
    check_succeeds(&run("downgrade base"));
    assert_eq!(project.sqlite("app.db").tables(), ["alembic_version"]);
}

#[test]
fn the_embedded_python_makes_the_application() {
    check_round(&shop(), "");
}

#[test]
fn the_own_python_makes_the_application() {
    let Some(project) = shop().with_own_python(OwnPython::Latest) else { return };
    check_round(&project, "--python .venv");
}

#[test]
fn the_application_may_change_the_settings_before_a_command() {
    let callback = "\n\n@migrate.configure\ndef settings(config):\n    config.set_main_option('keeper', 'the shop')\n    return config\n";
    let asks = "\nprint(context.config.get_main_option('keeper'))\n";
    let project = shop()
        .with_file("shop.py", &format!("{SHOP}{callback}"))
        .with_file("migrations/env.py", &format!("{FLASK_ENV}{asks}"));
    let Some(project) = project.with_own_python(OwnPython::Latest) else { return };
    for options in ["", "--python .venv"] {
        let run = project.run_with(&[("FLASK_APP", "shop")], &format!("{options} {INI} current"));
        check_succeeds(&run);
        assert_eq!(run.stdout, "the shop\n", "{options}");
    }
}

#[test]
fn an_application_that_is_not_found_is_told_by_either() {
    let Some(project) = shop().with_own_python(OwnPython::Latest) else { return };
    for options in ["", "--python .venv"] {
        let run = project.run(&format!("{options} {INI} current"));
        let told = "env.py needs the Flask application: Could not locate a Flask application";
        check_fails(&run, 255, &[told, "hint: set FLASK_APP in the environment"]);
    }
}

/// Alembic's own command pushes no context, and this env.py is for both.
#[test]
fn an_env_py_that_has_a_way_without_the_application_goes_it() {
    let asks = "from alembic import context\nfrom flask import current_app\n\ntry:\n    name = current_app.name\n\
                except RuntimeError as error:\n    name = str(error).splitlines()[0]\nprint(name)\n";
    let project = shop().with_file("migrations/env.py", asks);
    let Some(project) = project.with_own_python(OwnPython::Latest) else { return };
    for options in ["", "--python .venv"] {
        let run = project.run(&format!("{options} {INI} current"));
        check_succeeds(&run);
        assert_eq!(run.stdout, "Working outside of application context.\n", "{options}");
        let run = project.run_with(&[("FLASK_APP", "shop")], &format!("{options} {INI} current"));
        check_succeeds(&run);
        assert_eq!(run.stdout, "shop\n", "{options}");
    }
}

#[test]
fn an_application_that_cannot_be_imported_is_told() {
    let project = shop().with_file("broken.py", "import not_there_at_all\n");
    let broken = [("FLASK_APP", "broken")];
    let command = format!("{INI} current");
    let run = project.run_with(&broken, &command);
    check_fails(&run, 1, &["No module named 'not_there_at_all'", "hint: Limbeck runs without an installed Python"]);
    let Some(project) = project.with_own_python(OwnPython::Latest) else { return };
    let run = project.run_with(&broken, &command);
    check_fails(
        &run,
        255,
        &[
            "note: using .venv/bin/python instead of the embedded Python",
            "While importing 'broken', an ImportError was raised: ModuleNotFoundError: No module named 'not_there_at_all'",
            "hint: the application cannot be imported with this Python",
        ],
    );
    assert!(!run.stderr.contains("Traceback"), "{}", run.stderr);
}

#[test]
fn an_application_that_wants_more_is_made_by_the_own_python_even_where_it_catches_the_refusal() {
    let catching = SHOP.replace(
        "    return app\n",
        "    try:\n        with app.app_context():\n            print(db.session.execute(db.text('SELECT 1')).scalar())\n    \
             except Exception:\n        print('went on')\n    return app\n",
    );
    let Some(project) = shop().with_file("shop.py", &catching).with_own_python(OwnPython::Latest) else { return };
    let run = project.run_with(&[("FLASK_APP", "shop:create_app")], &format!("{INI} current"));
    check_succeeds(&run);
    assert!(run.stderr.contains("note: using .venv/bin/python instead of the embedded Python"), "{}", run.stderr);
    assert!(run.stdout.ends_with("1\n"), "{}", run.everything());
}

#[test]
fn databases_of_an_application_are_migrated_each_by_its_own_engine() {
    let two = SHOP
        .replace("    db.init_app", "    app.config['SQLALCHEMY_BINDS'] = {'log': 'sqlite:///log.db'}\n    db.init_app")
        .replace(
            "\n\ndef create_app",
            "\n\nclass Line(db.Model):\n    __bind_key__ = 'log'\n    \
                  id = db.Column(db.Integer, primary_key=True)\n\n\ndef create_app",
        );
    let env = "from flask import current_app\n\nfrom alembic import context\n\ndb = current_app.extensions['migrate'].db\n\
               for key in (None, *current_app.config['SQLALCHEMY_BINDS']):\n    \
               with db.engines[key].connect() as connection:\n        \
               context.configure(connection=connection, target_metadata=db.metadatas[key], upgrade_token=f'{key}_up', \
               downgrade_token=f'{key}_down')\n        \
               with context.begin_transaction():\n            context.run_migrations(engine_name=key or '')\n";
    let script = "revision = 'a1'\ndown_revision = None\n\nfrom alembic import op\nimport sqlalchemy as sa\n\n\n\
                  def upgrade(engine_name):\n    name = 'line' if engine_name else 'user'\n    \
                  op.create_table(name, sa.Column('id', sa.Integer, primary_key=True))\n\n\n\
                  def downgrade(engine_name):\n    pass\n";
    let project = shop()
        .with_file("shop.py", &two)
        .with_file("migrations/env.py", env)
        .with_file("migrations/versions/a1.py", script);
    let flask = [("FLASK_APP", "shop:create_app()")];
    check_succeeds(&project.run_with(&flask, &format!("{INI} upgrade head")));
    assert_eq!(project.sqlite("app.db").tables(), ["alembic_version", "user"]);
    // A relative file lies in the folder of the instance.
    assert_eq!(project.sqlite("instance/log.db").tables(), ["alembic_version", "line"]);
}

#[test]
fn the_ini_of_flask_migrate_may_name_a_folder_that_holds_no_scripts() {
    let project = shop().with_file("migrations/alembic.ini", "[alembic]\nscript_location = .\n");
    let run = project.run_with(&[("FLASK_APP", "shop")], &format!("{INI} current"));
    check_succeeds(&run);
}
