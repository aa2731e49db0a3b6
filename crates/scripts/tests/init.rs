//! `init` and `list_templates` beside what the real Alembic printed and wrote.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use ruff_python_ast::comparable::ComparableStmt;
use ruff_python_ast::{Expr, Stmt};
use scripts::scaffold::{Init, Package, ScaffoldError, init, list_templates};
use scripts::{Event, render_events};

type Json = serde_json::Value;

fn recorded() -> Json {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recorded/init.json");
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

struct Project {
    folder: tempfile::TempDir,
}

impl Project {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn request(&self, template: &str, directory: &str) -> Init {
        Init {
            current_directory: self.folder.path().into(),
            directory: directory.into(),
            template: template.into(),
            ini_file: "alembic.ini".into(),
            pyproject_file: "./pyproject.toml".into(),
            package: Package::No,
        }
    }

    /// What the command prints, with the project folder as `<PROJ>`.
    fn output(&self, request: &Init) -> String {
        let mut events = Vec::new();
        let result = init(request, &mut |event| events.push(event));
        let mut output = render_events(&events);
        if let Err(error) = result {
            output.push_str(&format!("FAILED: {error}\n"));
        }
        output.replace(self.folder.path().to_str().unwrap(), "<PROJ>")
    }
}

fn files_below(folder: &Path, root: &Path, found: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_below(&path, root, found);
        } else {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            found.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
}

/// The statements of a Python file without its docstrings.
fn statements(source: &str) -> Vec<Stmt> {
    fn without_docstring(body: &mut Vec<Stmt>) {
        let is_text =
            |statement: &Stmt| matches!(statement, Stmt::Expr(inner) if matches!(*inner.value, Expr::StringLiteral(_)));
        if body.first().is_some_and(is_text) {
            body.remove(0);
        }
        for statement in body {
            if let Stmt::FunctionDef(function) = statement {
                without_docstring(&mut function.body);
            }
        }
    }
    let mut body = ruff_python_parser::parse_module(source).unwrap().into_syntax().body;
    without_docstring(&mut body);
    body
}

#[track_caller]
fn check_same_effect(name: &str, ours: &str, recorded: &Json) {
    let recorded: Vec<&str> = recorded.as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect();
    if name.ends_with(".py") {
        let (ours, theirs) = (statements(ours), statements(&recorded.join("\n")));
        let comparable = |body: &[Stmt]| {
            body.iter().map(|statement| format!("{:?}", ComparableStmt::from(statement))).collect::<Vec<_>>()
        };
        assert_eq!(comparable(&ours), comparable(&theirs), "{name}");
        return;
    }
    let ours: Vec<&str> = match name.rsplit('/').next().unwrap() {
        "README" => ours.lines().take(1).collect(),
        "script.py.mako" => ours.lines().filter(|line| !line.starts_with("##")).collect(),
        _ => {
            let has_effect = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
            ours.lines().map(str::trim_end).filter(has_effect).collect()
        }
    };
    assert_eq!(ours, recorded, "{name}");
}

#[test]
fn every_template_prints_and_writes_what_alembic_does() {
    let recorded = recorded();
    for (template, expected) in recorded["templates"].as_object().unwrap() {
        let project = Project::new();
        for run in expected["runs"].as_array().unwrap() {
            let arguments: Vec<&str> =
                run["arguments"].as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect();
            let mut request = project.request(template, arguments.last().unwrap());
            if arguments.contains(&"--package") {
                request.package = Package::Yes;
            }
            assert_eq!(project.output(&request), run["stdout"].as_str().unwrap(), "{template} {arguments:?}");
        }
        let mut written = BTreeMap::new();
        files_below(project.folder.path(), project.folder.path(), &mut written);
        let expected = expected["files"].as_object().unwrap();
        assert_eq!(
            written.keys().collect::<Vec<_>>(),
            expected.keys().collect::<std::collections::BTreeSet<_>>().into_iter().collect::<Vec<_>>()
        );
        for (name, content) in &written {
            check_same_effect(name, content, &expected[name]);
        }
    }
}

#[test]
fn the_list_of_templates_is_alembics() {
    assert_eq!(list_templates(), recorded()["list_templates"].as_str().unwrap());
}

#[test]
fn an_unknown_template_is_an_error_that_lists_the_known_ones() {
    let project = Project::new();
    let error = init(&project.request("nosuch", "other"), &mut |_| {}).unwrap_err();
    assert_eq!(error.to_string(), "No such template nosuch");
    assert_eq!(error.hint().unwrap(), "the templates are pyproject_async, multidb, generic, pyproject, async");
    assert!(!project.path("other").exists());
}

#[test]
fn an_existing_pyproject_file_is_continued() {
    let project = Project::new();
    fs::write(project.path("pyproject.toml"), "[project]\nname = \"x\"\n").unwrap();
    let output = project.output(&project.request("pyproject", "alembic"));
    assert!(output.contains("\nAppending to existing <PROJ>/pyproject.toml ...  done\n"), "{output}");
    let written = fs::read_to_string(project.path("pyproject.toml")).unwrap();
    assert!(written.starts_with("[project]\nname = \"x\"\n\n\n[tool.alembic]\n"), "{written}");
    assert!(written.contains("\nscript_location = \"%(here)s/alembic\"\n"));
    written.parse::<toml::Table>().unwrap();
}

#[test]
fn a_broken_pyproject_file_stops_before_anything_is_written() {
    let project = Project::new();
    fs::write(project.path("pyproject.toml"), "[project\n").unwrap();
    let error = init(&project.request("pyproject", "alembic"), &mut |_| {}).unwrap_err();
    assert!(matches!(error, ScaffoldError::BrokenToml { .. }), "{error}");
    assert!(!project.path("alembic").exists());
}

#[test]
fn the_script_location_is_seen_from_the_settings_file() {
    let check = |directory: &str, ini: &str, expected: &str| {
        let project = Project::new();
        fs::create_dir_all(project.path("conf")).unwrap();
        let directory = directory.replace("<PROJ>", project.folder.path().to_str().unwrap());
        let request = Init { ini_file: ini.into(), ..project.request("generic", &directory) };
        init(&request, &mut |_| {}).unwrap();
        let written = fs::read_to_string(project.path(ini)).unwrap();
        let line = written.lines().find_map(|line| line.strip_prefix("script_location = ")).unwrap();
        assert_eq!(line.replace(project.folder.path().to_str().unwrap(), "<PROJ>"), expected);
    };
    check("./db/migrations/", "alembic.ini", "%(here)s/db/migrations");
    check("db", "conf/alembic.ini", "%(here)s/../db");
    check("<PROJ>/db", "conf/alembic.ini", "<PROJ>/db");
    check("50%", "alembic.ini", "%(here)s/50%%");
}

#[test]
fn a_file_where_the_directory_should_be_is_an_error() {
    let project = Project::new();
    fs::write(project.path("alembic"), "").unwrap();
    let error = init(&project.request("generic", "alembic"), &mut |_| {}).unwrap_err();
    assert!(matches!(error, ScaffoldError::NotWritable { .. }), "{error}");
}

#[test]
fn a_step_that_fails_is_told() {
    let project = Project::new();
    let request = Init { ini_file: "nowhere/alembic.ini".into(), ..project.request("generic", "alembic") };
    let mut events = Vec::new();
    init(&request, &mut |event| events.push(event)).unwrap_err();
    assert_eq!(events.last(), Some(&Event::Failed));
}
