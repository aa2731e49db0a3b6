//! `limbeck doctor`: which Python will run each file, said without running one.

use testkit::{OwnPython, check_succeeds};

use crate::subject::{bare, check_fails, project, version_file};

#[test]
fn each_file_is_told_with_its_reason() {
    let Some(project) = project(OwnPython::Latest) else { return };
    // Nothing of this is executed.
    let raises = "raise SystemExit('executed')\n";
    project.write("alembic/versions/a1.py", &version_file("a1", None, raises, "pass"));
    project.write("alembic/versions/a2.py", &version_file("a2", Some("a1"), "from shop_tools import slug\n", "pass"));
    project.write("alembic/versions/a3.py", &version_file("a3", Some("a2"), "", "import _sqlite3"));
    project.write("alembic/versions/a4.py", &version_file("a4", Some("a3"), "import bcrypt\n", "pass"));
    let run = project.run("doctor");
    check_fails(&run, 255, &[]);
    assert_eq!(
        run.stdout,
        "alembic/env.py          embedded\n\
         alembic/versions/a1.py  embedded\n\
         alembic/versions/a2.py  external    line 4: 'shop_tools' imports '_sqlite3', which is not part of Limbeck\n\
         alembic/versions/a3.py  external    line 10: '_sqlite3' is not part of Limbeck\n\
         alembic/versions/a4.py  not at all  line 4: 'bcrypt' is not in .venv/bin/python either\n\
         5 files: 2 embedded, 2 external, 1 not at all\n"
    );
    project.remove("alembic/versions/a4.py");
    check_succeeds(&project.run("doctor"));
    assert!(!project.path("app.db").exists());
}

#[test]
fn a_name_that_the_shims_lack_is_found_through_the_files_of_the_project() {
    let project = bare("sqlite:///%(here)s/app.db");
    project.write("models.py", "import sqlalchemy as sa\n\nx = sa.no_such_thing\n");
    project.replace("alembic/env.py", "target_metadata = None", "import models\ntarget_metadata = None");
    let sentence = "alembic/env.py  not at all  models.py, line 1: `no_such_thing` of 'sqlalchemy' is not part of \
                    Limbeck, and there is no virtual environment with SQLAlchemy";
    check_fails(&project.run("doctor"), 255, &[sentence]);
    project.write(
        "models.py",
        "import sqlalchemy as sa\n\ntry:\n    x = sa.no_such_thing\nexcept Exception:\n    x = None\n",
    );
    check_succeeds(&project.run("doctor"));
}

#[test]
fn a_file_that_is_no_python_does_not_run() {
    let project = bare("sqlite:///%(here)s/app.db");
    let text = version_file("a1", None, "", "pass").replace("pass", "pass (");
    project.write("alembic/versions/a1.py", &text);
    check_fails(&project.run("doctor"), 255, &["alembic/versions/a1.py  not at all  it is no valid Python"]);
}

#[test]
fn where_the_settings_choose_a_python_every_file_runs_there() {
    let Some(project) = project(OwnPython::Latest) else { return };
    let run = project.run("--python .venv doctor");
    check_succeeds(&run);
    assert!(run.stdout.starts_with("alembic/env.py  external    chosen by the settings\n"), "{}", run.stdout);
}

/// What only has its name here is not lacking before it is used.
#[test]
fn a_name_for_annotations_keeps_no_file_from_running() {
    let project = bare("sqlite:///%(here)s/app.db");
    project.replace("alembic/env.py", "target_metadata = None", "import models\ntarget_metadata = None");
    let lines = "from sqlalchemy.orm.util import LoaderCriteriaOption\nfrom sqlalchemy.sql._typing import _T\n\n\n\
                 def loaded(option):\n    return LoaderCriteriaOption(option)\n";
    project.write("models.py", lines);
    check_succeeds(&project.run("doctor"));
    project.write("models.py", &format!("{lines}\n\nloads = LoaderCriteriaOption(1)\n"));
    let sentence = "models.py, line 1: `LoaderCriteriaOption` of 'sqlalchemy.orm.util' is not part of Limbeck";
    check_fails(&project.run("doctor"), 255, &[sentence]);
}

/// What settings decrypt for the application, no migration reads.
#[test]
fn what_only_functions_of_the_project_decrypt_keeps_no_file_from_running() {
    let project = bare("sqlite:///%(here)s/app.db");
    project.replace("alembic/env.py", "target_metadata = None", "import secrets_of\ntarget_metadata = None");
    let lines = "from cryptography.fernet import Fernet\n\nKEY = Fernet.generate_key()\n\n\n\
                 def decrypted(text):\n    return Fernet(KEY).decrypt(text)\n";
    project.write("secrets_of.py", lines);
    check_succeeds(&project.run("doctor"));
    check_succeeds(&project.run("upgrade head"));
    project.write("secrets_of.py", &format!("{lines}\n\nopens = Fernet(KEY)\n"));
    check_succeeds(&project.run("doctor"));
    check_succeeds(&project.run("upgrade head"));
    project.write("secrets_of.py", &format!("{lines}\n\nurl = decrypted(b'gAAAA')\n"));
    check_fails(&project.run("upgrade head"), 1, &["cryptography.fernet.Fernet is not served"]);
}
