//! No settings, or broken ones.

use std::fs;

use testkit::{Run, check_fails};

use crate::subject::{ENV, check_frame, check_hint, check_presentable, empty, initialised, line_of, on_sqlite};

const NO_LOCATION: &str = "FAILED: No 'script_location' key found in configuration.";

/// Runs in a folder with one file of settings and nothing else.
fn with_settings(file: &str, text: &[u8]) -> Run {
    let project = empty();
    fs::write(project.path(file), text).expect("the folder is writable");
    let run = project.run("current");
    check_presentable(&project, &run);
    assert!(!project.path("app.db").exists());
    run
}

#[test]
fn without_an_ini_file_the_way_out_is_named() {
    for words in ["current", "upgrade head", "history", "revision -m x"] {
        let project = empty();
        let run = project.run(words);
        check_fails(&run, 255, NO_LOCATION);
        check_hint(&run, "begin with `init`");
        assert_eq!(project.files(), Vec::<String>::new(), "{words}");
    }
}

#[test]
fn an_ini_file_that_is_a_folder_is_no_ini_file() {
    let project = empty();
    fs::create_dir(project.path("alembic.ini")).unwrap();
    let run = project.run("current");
    check_fails(&run, 255, NO_LOCATION);
    check_hint(&run, "'alembic.ini' cannot be read");
}

#[test]
fn an_ini_file_that_is_empty_or_has_another_section_names_the_key() {
    check_hint(&with_settings("alembic.ini", b""), "set `script_location` in `[alembic]` of alembic.ini");
    let subject = on_sqlite();
    let run = subject.check_refused("-n other current", 255, NO_LOCATION);
    check_hint(&run, "`[other]` of alembic.ini");
}

#[test]
fn a_broken_ini_file_is_named_with_its_line() {
    let broken: [(&str, &str, &str); 4] = [
        ("script_location = alembic\n", "line: 1", "[alembic]"),
        ("[alembic\nscript_location = alembic\n", "line: 1", "[alembic]"),
        ("[alembic]\nscript_location = a\nscript_location = b\n", "[line  3]", "script_location"),
        ("[alembic]\nscript_location = %(nope)s/a\n", "interpolation key 'nope'", "`%%(nope)s`"),
    ];
    for (text, sentence, hint) in broken {
        let run = with_settings("alembic.ini", text.as_bytes());
        check_fails(&run, 1, sentence);
        assert!(run.stderr.starts_with("configparser."), "{}", run.everything());
        check_hint(&run, hint);
    }
}

#[test]
fn an_ini_file_that_is_no_text_is_named_with_its_line() {
    let latin = with_settings("alembic.ini", b"[alembic]\n# caf\xe9\nscript_location = alembic\n");
    check_fails(&latin, 1, "'alembic.ini' is not UTF-8 text: byte 0xe9 in line 2");
    check_hint(&latin, "UTF-8");
    let nul = with_settings("alembic.ini", b"[alembic]\nscript_location = a\0b\n");
    check_fails(&nul, 1, "'alembic.ini' is not text: NUL byte in line 2");
    check_hint(&nul, "UTF-16");
}

#[test]
fn a_broken_pyproject_is_named_with_line_and_column() {
    let run = with_settings("pyproject.toml", b"[project]\nname = 'x'\n[tool.alembic\n");
    check_fails(&run, 1, "pyproject.toml is not valid TOML");
    check_fails(&run, 1, "at line 3, column 14");
    check_hint(&run, "[tool.alembic]");
    let run = with_settings("pyproject.toml", b"[tool.alembic]\nscript_location = 5\n");
    check_fails(&run, 1, "'script_location' in pyproject.toml must be a string");
}

#[test]
fn a_script_directory_that_is_not_there_is_named() {
    for words in ["current", "upgrade head", "history", "revision -m x"] {
        let subject = on_sqlite();
        fs::rename(subject.project.path("alembic"), subject.project.path("elsewhere")).unwrap();
        let sentence = format!("FAILED: Path doesn't exist: {}.", subject.project.path("alembic").display());
        let run = subject.check_refused(words, 255, &sentence);
        check_hint(&run, "check `script_location`");
    }
}

#[test]
fn a_script_directory_without_env_py_is_named() {
    let subject = on_sqlite();
    subject.project.remove(ENV);
    let sentence = format!("ImportError: Can't find Python file {}", subject.project.path(ENV).display());
    let run = subject.check_refused("upgrade head", 1, &sentence);
    check_hint(&run, "`init`");
    assert_eq!(subject.project.run("heads").stdout, "a2 (head)\n");
}

#[test]
fn a_template_that_is_not_there_is_named() {
    let subject = on_sqlite();
    subject.project.remove("alembic/script.py.mako");
    let run = subject.check_refused("revision -m x", 1, "script.py.mako");
    check_hint(&run, "script.py.mako");
}

#[test]
fn without_a_url_the_places_for_it_are_named() {
    let project = initialised("");
    let run = project.run("current");
    check_presentable(&project, &run);
    check_fails(&run, 1, "KeyError: 'url'");
    check_frame(&project, &run, ENV, line_of(&project, ENV, "engine_from_config("));
    check_hint(&run, "`DATABASE_URL`");
}

#[test]
fn an_ini_file_without_logging_sections_is_explained() {
    let project = initialised("sqlite:///app.db");
    project.write("alembic.ini", "[alembic]\nscript_location = %(here)s/alembic\nsqlalchemy.url = sqlite:///app.db\n");
    let run = project.run("current");
    check_fails(&run, 1, "KeyError: 'formatters'");
    check_hint(&run, "logging sections");
    assert!(!project.path("app.db").exists());
}
