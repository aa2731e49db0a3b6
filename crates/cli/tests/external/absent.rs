//! Packages that the project asks for and nobody has installed: what runs without them, and what says that it cannot.

use testkit::{Project, check_succeeds};

use crate::subject::{bare, check_fails, version_file};

const DEPENDENCIES: &str = "[project]\nname = 'shop'\nversion = '1'\ndependencies = ['shop-mailer[fast]>=1.2; \
                            python_version > \"3\"']\n";
const MODELS: &str = "\
from shop_mailer import Mailer, MailError, templates
from shop_mailer.tasks import Task, task
from sqlalchemy import Column, Integer, MetaData, Table

metadata = MetaData()
Table('users', metadata, Column('id', Integer, primary_key=True))
mailer = Mailer('localhost', folder=templates['de'])


class Sends(Task[int]):
    retries: int = 3

    def run(self, to: Mailer) -> 'templates.Letter':
        raise MailError(to)


@task(name='send')
def send(to):
    mailer.send(to)


def tell():
    mailer.send('all')
";
const CREATES: &str = "op.create_table('users', sa.Column('id', sa.Integer, primary_key=True))";
const MISSING: &str = "ModuleNotFoundError: No module named 'shop_mailer'";

/// A project whose env.py imports models that import `shop_mailer`.
fn project(dependencies: &str) -> Project {
    let project = bare("sqlite:///%(here)s/app.db");
    project.write("pyproject.toml", dependencies);
    project.write("models.py", MODELS);
    project.replace("alembic/env.py", "target_metadata = None", "import models\n\ntarget_metadata = models.metadata");
    project.write("alembic/versions/a1.py", &version_file("a1", None, "", CREATES));
    project
}

#[test]
fn migrations_run_without_a_package_that_the_project_asks_for() {
    let project = project(DEPENDENCIES);
    for command in ["upgrade head", "current", "history --indicate-current"] {
        let run = project.run(command);
        check_succeeds(&run);
        let place = project.path("models.py");
        let note = format!("note: 'shop_mailer' is not installed and only stands in ({}, line 1)\n", place.display());
        assert_eq!(run.stderr, note, "{command}");
    }
    assert_eq!(project.sqlite("app.db").versions(), ["a1"]);
    assert_eq!(project.sqlite("app.db").tables(), ["alembic_version", "users"]);
}

#[test]
fn any_file_that_names_dependencies_will_do() {
    let files = [
        ("requirements.txt", "# for mails\nshop_mailer==1.2  # pinned\n"),
        ("requirements-dev.txt", "shop.mailer\n"),
        ("requirements/base.in", "Shop-Mailer @ https://example.com/shop.tar.gz\n"),
        ("setup.py", "setup(install_requires=['shop-mailer>=1'])\n"),
        ("setup.cfg", "[options]\ninstall_requires =\n    shop-mailer>=1\n"),
        ("Pipfile", "[packages]\nshop-mailer = '*'\n"),
        ("pyproject.toml", "[tool.poetry.group.web.dependencies]\nshop-mailer = {version = '^1', optional = true}\n"),
        ("pyproject.toml", "[dependency-groups]\nweb = ['shop-mailer']\n"),
    ];
    for (file, text) in files {
        let project = project("");
        project.write(file, text);
        check_succeeds(&project.run("upgrade head"));
    }
}

#[test]
fn a_package_that_nobody_asks_for_is_an_error() {
    for dependencies in ["", "[project]\nname = 'shop-mailer'\nversion = '1'\n", "[tool.ruff]\nsrc = ['shop_mailer']\n"]
    {
        check_fails(&project(dependencies).run("upgrade head"), 1, &[MISSING, "models.py, line 1"]);
    }
}

#[test]
fn models_are_not_compared_without_it() {
    let project = project(DEPENDENCIES);
    check_succeeds(&project.run("upgrade head"));
    for command in ["check", "revision --autogenerate -m x"] {
        check_fails(&project.run(command), 1, &[MISSING, "models.py, line 1"]);
    }
    let run = project.run("stamp head");
    check_succeeds(&run);
    let note = "note: stamped; the database could not be compared with the models: No module named 'shop_mailer'";
    assert!(run.stderr.contains(note), "{}", run.stderr);
}

#[test]
fn what_it_would_decide_is_an_error() {
    let decisions = [
        "config.set_main_option('sqlalchemy.url', shop_mailer.url())",
        "config.set_main_option('sqlalchemy.url', f'sqlite:///{shop_mailer.file}')",
        "if shop_mailer.is_ready(): pass",
        "if shop_mailer.stage == 'test': pass",
        "for one in shop_mailer.urls: pass",
        "class Settings(shop_mailer.Base): url = 'sqlite:///wrong.db'\nconfig.set_main_option('sqlalchemy.url', Settings.url)",
        "class Settings(shop_mailer.Base): url = 'sqlite:///wrong.db'\n\
         config.set_main_option('sqlalchemy.url', Settings().url)",
        "@shop_mailer.settings\nclass Settings: url = 'sqlite:///wrong.db'\n\
         config.set_main_option('sqlalchemy.url', Settings.url)",
    ];
    for decision in decisions {
        let project = project(DEPENDENCIES);
        let lines = format!("import models\nimport shop_mailer\n{decision}\n");
        project.replace("alembic/env.py", "import models\n", &lines);
        let run = project.run("upgrade head");
        assert_eq!(run.exit_code, 1, "{decision}\n{}", run.everything());
        assert!(run.stderr.contains("shop_mailer"), "{decision}\n{}", run.everything());
        assert!(!project.path("app.db").exists() && !project.path("wrong.db").exists(), "{decision}");
    }
}

#[test]
fn a_migration_that_uses_it_fails() {
    let uses = [
        ("import shop_mailer\n", "shop_mailer.Mailer().send('all')"),
        ("from shop_mailer import Mailer\n", "pass"),
        ("from models import tell\n", "tell()"),
        ("import models\n", "models.send('all')"),
        ("import models\n", "op.execute(models.mailer.template)"),
    ];
    for (above, uses) in uses {
        let project = project(DEPENDENCIES);
        let lines = format!("op.create_table('sent', sa.Column('id', sa.Integer))\n{uses}");
        project.write("alembic/versions/a2.py", &version_file("a2", Some("a1"), above, &lines));
        check_fails(&project.run("upgrade head"), 1, &[MISSING]);
        assert!(project.sqlite("app.db").tables().is_empty(), "{above}{uses}");
    }
}

#[test]
fn an_import_that_the_project_guards_takes_its_other_way() {
    let project = project(DEPENDENCIES);
    project.write(
        "models.py",
        "from sqlalchemy import MetaData\n\nmetadata = MetaData()\ntry:\n    import shop_mailer\nexcept ImportError:\n    \
         print('no mails')\n",
    );
    let run = project.run("upgrade head");
    check_succeeds(&run);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("no mails\n", ""));
}
