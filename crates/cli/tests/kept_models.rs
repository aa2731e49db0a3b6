//! What the models declare is kept between runs: a second `check` executes none of them, and whatever they depend on
//! makes it execute them again.
//!
//! The models have a type that prints when its SQL is asked for, which is when they are described.

use std::fs;

use testkit::{Program, Project, Run, check_succeeds, postgresql};

const ENV: &str = "alembic/env.py";
const MODELS: &str = "app/models.py";
const SETTINGS: &str = "app/settings.py";

/// Models whose table's name depends on a file of settings, and on an environment variable.
fn project() -> Project {
    let project =
        Project::new(Program::ours_or_named(env!("CARGO_BIN_EXE_alembic"))).with_variable("LIMBECK_CACHE_DIR", "cache");
    check_succeeds(&project.run("init alembic"));
    project.replace("alembic.ini", "driver://user:pass@localhost/dbname", "sqlite:///%(here)s/app.db");
    project.replace(ENV, "target_metadata = None", "from app.models import Base\ntarget_metadata = Base.metadata");
    project.write("app/__init__.py", "");
    project.write(".env", "TABLE_PREFIX=first\n");
    project.write(
        SETTINGS,
        "import os\n\nfrom dotenv import load_dotenv\n\nload_dotenv('.env')\n\n\nclass settings:\n    prefix = os.environ['TABLE_PREFIX']\n",
    );
    project.write(
        MODELS,
        "import sqlalchemy as sa\nfrom sqlalchemy.orm import DeclarativeBase, mapped_column\n\n\
         from app.settings import settings\n\n\nclass Base(DeclarativeBase):\n    metadata = sa.MetaData(naming_convention={'pk': 'pk_%(table_name)s'})\n\n\n\
         class Loud(sa.types.UserDefinedType):\n    cache_ok = True\n\n    def get_col_spec(self, **words):\n        \
         print('described')\n        return 'LOUD'\n\n\n\
         class User(Base):\n    __tablename__ = settings.prefix + '_users'\n    \
         id = mapped_column(sa.Integer, primary_key=True)\n    loud = mapped_column(Loud())\n",
    );
    project
}

#[track_caller]
fn check(project: &Project, variables: &[(&str, &str)], words: &str, table: &str, described: bool) -> Run {
    let run = project.run_with(variables, words);
    assert!(run.stdout.contains(&format!("Table('{table}'")), "no {table} in {}", run.everything());
    assert_eq!(run.stdout.contains("described"), described, "described: {}", run.everything());
    run
}

/// Two runs of which the second takes what the first has kept.
#[track_caller]
fn check_kept(project: &Project) {
    let words = |run: &Run| run.stdout.replace("described\n", "");
    let first = check(project, &[], "check", "first_users", true);
    let second = check(project, &[], "check", "first_users", false);
    assert_eq!(words(&first), words(&second));
    assert_eq!(first.stderr, second.stderr);
}

/// Something that nobody can know before forbids to keep anything.
#[track_caller]
fn check_never_kept(project: &Project) {
    check(project, &[], "check", "first_users", true);
    check(project, &[], "check", "first_users", true);
}

#[test]
fn a_second_check_executes_no_model() {
    check_kept(&project());
}

#[test]
fn a_second_check_on_postgresql_executes_no_model_and_takes_nothing_from_another_database() {
    let Some(database) = postgresql() else { return };
    let project = project();
    check_kept(&project);
    project.replace("alembic.ini", "sqlite:///%(here)s/app.db", &database.url(""));
    check_kept(&project);
}

#[test]
fn a_new_file_is_written_from_what_was_kept() {
    let project = project();
    check_succeeds(&project.run("revision --autogenerate -m one"));
    let files = || project.files().into_iter().filter(|file| file.ends_with("_one.py") || file.ends_with("_two.py"));
    let text = |file: String| {
        let text = project.read(&file);
        project.remove(&file);
        text[text.find("def upgrade").expect("a version file")..].to_owned()
    };
    let first = text(files().next().expect("a file was written"));
    let run = project.run("revision --autogenerate -m two");
    check_succeeds(&run);
    assert!(!run.stdout.contains("described"), "{}", run.everything());
    assert_eq!(first, text(files().next().expect("a file was written")));
    assert!(first.contains("app.models.Loud()"), "{first}");
    assert!(first.contains("op.f('pk_first_users')"), "{first}");
}

#[test]
fn a_changed_model_is_executed() {
    let project = project();
    check_kept(&project);
    project.replace(MODELS, "'_users'", "'_people'");
    check(&project, &[], "check", "first_people", true);
    project.replace(MODELS, "'_people'", "'_users'");
    check(&project, &[], "check", "first_users", false);
}

#[test]
fn a_changed_settings_file_is_noticed() {
    let project = project();
    check_kept(&project);
    project.write(".env", "TABLE_PREFIX=second\n");
    check(&project, &[], "check", "second_users", true);
    project.write(SETTINGS, "class settings:\n    prefix = open('prefix.txt').read()\n");
    project.write("prefix.txt", "third");
    check(&project, &[], "check", "third_users", true);
    check(&project, &[], "check", "third_users", false);
    project.write("prefix.txt", "fourth");
    check(&project, &[], "check", "fourth_users", true);
}

#[test]
fn a_changed_environment_variable_or_argument_is_noticed() {
    let project = project();
    check_kept(&project);
    check(&project, &[("TABLE_PREFIX", "other")], "check", "other_users", true);
    check(&project, &[("UNKNOWN", "1")], "check", "first_users", true);
    check(&project, &[], "-x tenant=a check", "first_users", true);
    check(&project, &[], "-x tenant=a check", "first_users", false);
    check(&project, &[], "check", "first_users", false);
}

#[test]
fn a_changed_env_py_or_ini_is_noticed() {
    let project = project();
    check_kept(&project);
    project.replace(ENV, "\ntarget_metadata = Base", "\n# changed\ntarget_metadata = Base");
    check(&project, &[], "check", "first_users", true);
    project.replace("alembic.ini", "prepend_sys_path = .", "prepend_sys_path = .\nspare = 1");
    check(&project, &[], "check", "first_users", true);
}

#[test]
fn a_damaged_entry_is_not_used() {
    let project = project();
    check_kept(&project);
    for file in fs::read_dir(project.path("cache")).expect("the cache is a folder") {
        let path = file.expect("an entry").path();
        let mut bytes = fs::read(&path).expect("an entry is readable");
        *bytes.last_mut().expect("an entry is not empty") ^= 1;
        fs::write(&path, bytes).expect("an entry is writable");
    }
    check(&project, &[], "check", "first_users", true);
    check(&project, &[], "check", "first_users", false);
}

#[test]
fn without_a_place_for_it_nothing_is_kept() {
    let project = project().with_variable("LIMBECK_CACHE_DIR", "alembic.ini");
    check_never_kept(&project);
}

#[test]
fn a_hook_that_is_handed_objects_has_the_models_executed() {
    let project = project();
    project.replace(
        ENV,
        "target_metadata=target_metadata\n        )\n\n        with",
        "target_metadata=target_metadata, include_object=lambda *arguments: True\n        )\n\n        with",
    );
    check_never_kept(&project);
}

#[test]
fn what_env_py_has_touched_is_not_kept() {
    let project = project();
    project.replace(
        ENV,
        "\ntarget_metadata = Base.metadata",
        "\ntarget_metadata = Base.metadata\ntarget_metadata.info['x'] = 1",
    );
    check_never_kept(&project);
}

#[test]
fn what_may_differ_at_each_run_is_not_kept() {
    for line in ["import secrets", "from datetime import datetime; datetime.now()", "import subprocess"] {
        let project = project();
        project.replace(SETTINGS, "import os\n", &format!("import os\n{line}\n"));
        check_never_kept(&project);
    }
}

#[test]
fn a_worldly_module_that_no_model_imports_is_no_doubt() {
    let project = project();
    project.write("app/token.py", "import secrets\n\nTOKEN = secrets.token_hex()\nprint('token')\n");
    project.replace(ENV, "from app.models import Base", "import app.token\nfrom app.models import Base");
    check_kept(&project);
}

#[test]
fn a_warning_is_given_each_time() {
    let project = project();
    project.replace(
        MODELS,
        "print('described')",
        "print('described')\n        import warnings\n        warnings.warn('mind')",
    );
    for _ in 0..2 {
        let run = check(&project, &[], "check", "first_users", true);
        assert!(run.stderr.contains("mind"), "{}", run.everything());
    }
}

#[test]
fn what_functions_of_the_project_find_out_is_not_kept() {
    let project = project();
    project.write("app/clock.py", "from datetime import datetime\n\n\ndef year():\n    return datetime.now().year\n");
    check_kept_with(&project, "", true);
    check_kept_with(&project, "from app.clock import year\n", true);
    check_kept_with(&project, "from app.clock import year\n\nYEAR = year()\n", false);
}

#[track_caller]
fn check_kept_with(project: &Project, lines: &str, kept: bool) {
    let text = project.read(SETTINGS);
    project.write(SETTINGS, &format!("{text}{lines}"));
    if kept {
        check_kept(project)
    } else {
        check_never_kept(project)
    }
    project.write(SETTINGS, &text);
}

#[test]
fn what_the_database_has_told_env_py_is_not_kept() {
    let project = project();
    project.replace(
        ENV,
        "    with connectable.connect() as connection:\n",
        "    with connectable.connect() as connection:\n        connection.exec_driver_sql('SELECT 1').scalar()\n",
    );
    check_never_kept(&project);
}
