//! Which Python is used: `--python`, the setting `python`, and what is wrong with what they name.

use testkit::{OwnPython, check_succeeds};

use crate::subject::{bare, check_fails, project, version_file};

/// Says which SQLAlchemy runs: ours has no engine of that kind.
const TELLS: &str =
    "print(sa.__version__, hasattr(sa, 'pool') and hasattr(sa.pool, 'QueuePool') and sa.__file__ is not None)";

#[test]
fn the_setting_in_the_ini_names_an_interpreter_beside_it() {
    for (own, version) in OwnPython::ALL.into_iter().zip(["2.1.9 ", "2.0.58 ", "1.4.54 "]) {
        let Some(project) = project(own) else { return };
        project.replace("alembic.ini", "[alembic]", "[alembic]\npython = .venv/bin/python");
        project.write("alembic/versions/a1.py", &version_file("a1", None, "", TELLS));
        let run = project.run("upgrade head");
        check_succeeds(&run);
        assert_eq!(run.stderr, "");
        assert!(run.stdout.starts_with(version), "{}", run.stdout);
    }
}

#[test]
fn the_setting_may_stand_in_pyproject_and_name_the_folder_of_the_environment() {
    let Some(project) = project(OwnPython::Oldest) else { return };
    project.write("pyproject.toml", "[tool.alembic]\npython = \".venv\"\n");
    project.write("alembic/versions/a1.py", &version_file("a1", None, "", TELLS));
    let run = project.run("upgrade head");
    check_succeeds(&run);
    assert!(run.stdout.starts_with("1.4.54 "), "{}", run.stdout);
}

#[test]
fn an_interpreter_that_is_not_there_is_named() {
    let project = bare("sqlite:///%(here)s/app.db");
    let run = project.run("--python nowhere/python upgrade head");
    check_fails(
        &run,
        255,
        &[
            "FAILED: ",
            "nowhere/python cannot be started: No such file or directory",
            "hint: `--python` and the setting `python` name the interpreter",
        ],
    );
}

#[test]
fn a_program_that_is_no_python_is_named() {
    let project = bare("sqlite:///%(here)s/app.db");
    for (program, reason) in [("/bin/true", "ended (exit status: 0)"), ("/bin/false", "ended (exit status: 1)")] {
        let run = project.run(&format!("--python {program} upgrade head"));
        check_fails(&run, 255, &[]);
        let sentence = format!(
            "FAILED: {program} does not work as a Python: the Python side stopped: the process of {program} {reason}"
        );
        assert!(run.stdout.contains(&sentence), "{}", run.everything());
    }
}

#[test]
fn a_python_without_sqlalchemy_is_told_what_to_install() {
    let Some(project) = project(OwnPython::Latest) else { return };
    std::fs::remove_file(project.path(".venv").join("lib").join(library(&project)).join("site-packages/sqlalchemy"))
        .expect("it was linked");
    std::fs::remove_file(project.path(".venv").join("lib").join(library(&project)).join("site-packages/installed.pth"))
        .expect("it was written");
    let run = project.run("--python .venv upgrade head");
    check_fails(&run, 255, &[".venv/bin/python has no SQLAlchemy", ".venv/bin/python -m pip install sqlalchemy"]);
    // By itself the program does not choose it.
    project.write("alembic/versions/a1.py", &version_file("a1", None, "import shop_tools\n", "pass"));
    let run = project.run("upgrade head");
    check_fails(&run, 1, &[]);
    assert!(!run.stderr.contains("instead of the embedded Python"), "{}", run.everything());
}

fn library(project: &testkit::Project) -> String {
    let mut libraries = std::fs::read_dir(project.path(".venv/lib")).expect("it has a library");
    libraries.next().expect("of one Python").expect("it can be read").file_name().into_string().expect("it is plain")
}
