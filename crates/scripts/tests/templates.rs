//! The template compiler and the short cut against what the real Mako made of the same templates.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use scripts::template::{Value, compile, decode, render_simple};

type Json = serde_json::Value;

fn recorded(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/recorded").join(name)
}

fn json(name: &str) -> Json {
    serde_json::from_str(&fs::read_to_string(recorded(name)).unwrap()).unwrap()
}

fn templates() -> BTreeMap<String, String> {
    let folder = fs::read_dir(recorded("templates")).unwrap();
    folder
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, decode(&fs::read(&path).unwrap(), "template").unwrap())
        })
        .collect()
}

/// Python's variables as the short cut takes them; what has no plain value is left to the compiler.
fn variables(set: &Json) -> Vec<(&str, Value)> {
    let texts = |list: &Json| list.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect();
    let mut variables: Vec<(&str, Value)> = Vec::new();
    for (name, content) in set.as_object().unwrap() {
        let value = match content {
            Json::Null => Value::None,
            Json::String(text) => Value::Text(text.clone()),
            Json::Object(tagged) => match tagged.iter().next().unwrap() {
                (kind, list) if kind == "tuple" => Value::Tuple(texts(list)),
                (kind, list) if kind == "list" => Value::List(texts(list)),
                (kind, text) if kind == "datetime" => Value::Shown(text.as_str().unwrap().to_owned()),
                _ => continue,
            },
            other => panic!("{other}"),
        };
        variables.push((name, value));
    }
    for name in ["imports", "upgrades", "downgrades"] {
        if !set.as_object().unwrap().contains_key(name) {
            variables.push((name, Value::Undefined));
        }
    }
    variables
}

#[test]
fn the_short_cut_renders_what_mako_renders_or_leaves_it_to_the_compiler() {
    let (goldens, sets) = (json("rendered.json"), json("variables.json"));
    let mut rendered = Vec::new();
    for (name, template) in templates() {
        for (set_name, set) in sets.as_object().unwrap() {
            if let Some(text) = render_simple(&template, &variables(set)) {
                assert_eq!(Json::String(text), goldens[&name][set_name], "{name} with {set_name}");
                rendered.push(name.clone());
            }
        }
    }
    rendered.dedup();
    for stock in
        ["stock_async", "stock_generic", "stock_pyproject", "stock_pyproject_async", "python2_style", "sqlmodel"]
    {
        assert!(rendered.iter().any(|name| name == stock), "{stock} should need no Python");
    }
    assert!(rendered.len() >= 15, "{rendered:?}");
}

/// The snapshots are proven by `recorded/check_compiled.py`, which runs them and compares with Mako's text.
#[test]
fn the_compiler_writes_the_python_that_was_checked_against_mako() {
    let prelude = fs::read_to_string(recorded("../../src/template/prelude.py")).unwrap().lines().count();
    for (name, template) in templates() {
        let source = compile(&template, &name).unwrap_or_else(|error| panic!("{name}: {error}")).text;
        let own: String = source.split_inclusive('\n').skip(prelude).collect();
        let snapshot = recorded("compiled").join(format!("{name}.txt"));
        if std::env::var_os("UPDATE").is_some() {
            fs::create_dir_all(snapshot.parent().unwrap()).unwrap();
            fs::write(&snapshot, &own).unwrap();
        }
        let expected = fs::read_to_string(&snapshot).unwrap_or_default();
        assert!(
            own == expected,
            "{name}: the compiled template changed; see it with UPDATE=1, then run check_compiled.py"
        );
    }
}

#[test]
fn every_template_is_recorded() {
    let goldens = json("rendered.json");
    let names: Vec<String> = templates().into_keys().collect();
    assert!(names.len() >= 40);
    assert_eq!(names, goldens.as_object().unwrap().keys().cloned().collect::<Vec<_>>());
}

#[test]
fn our_own_templates_render_as_alembics_do() {
    let stock = templates();
    for (ours, theirs) in [("script.py.mako", "stock_generic"), ("multidb/script.py.mako", "stock_multidb")] {
        let ours = fs::read_to_string(recorded("../../templates").join(ours)).unwrap();
        assert_eq!(compile(&ours, "ours").unwrap().text, compile(&stock[theirs], "theirs").unwrap().text);
    }
}

#[test]
fn a_line_of_the_compiled_module_leads_back_to_the_template() {
    let source = compile("one\n% if x:\n${nothing.at_all}\n% endif\n<%\n  a = 1\n  b = broken\n%>", "t").unwrap();
    let template_line = |needle: &str| {
        let line = source.text.lines().position(|line| line.contains(needle)).unwrap();
        source.template_line(line + 1)
    };
    assert_eq!(template_line("'one\\n'"), Some(1));
    assert_eq!(template_line("if x:"), Some(2));
    assert_eq!(template_line("nothing.at_all"), Some(3));
    assert_eq!(template_line("b = broken"), Some(7));
    assert_eq!(template_line("import builtins"), None);
}

#[track_caller]
fn check_error(template: &str, message: &str) {
    assert_eq!(compile(template, "script.py.mako").unwrap_err().to_string(), message);
}

#[test]
fn errors_name_the_file_and_the_line() {
    check_error(
        "a\n${x",
        "Expected: \\|,}; unterminated tag or expression beginning in file 'script.py.mako' at line: 2",
    );
    check_error(
        "a\n<% x = 1",
        "Expected: %>; unterminated tag or expression beginning in file 'script.py.mako' at line: 2",
    );
    check_error("% if x:\na\n", "Unterminated control keyword: 'if' in file 'script.py.mako' at line: 1");
    check_error("a\n% endif\n", "No starting keyword 'if' for 'endif' in file 'script.py.mako' at line: 2");
    check_error(
        "% if x:\n% endfor\n",
        "Keyword 'endfor' doesn't match keyword 'if' in file 'script.py.mako' at line: 2",
    );
    check_error(
        "% for x in y:\n% elif z:\n% endfor\n",
        "Keyword 'elif' not a legal ternary for keyword 'for' in file 'script.py.mako' at line: 2",
    );
    check_error(
        "% if x\n% endif\n",
        "Fragment 'if x' is not a partial control statement in file 'script.py.mako' at line: 1",
    );
    check_error("% unless x:\n", "Unsupported control keyword: 'unless' in file 'script.py.mako' at line: 1");
    check_error("<%def name=\"f()\">", "Unclosed tag: <%def> in file 'script.py.mako' at line: 1");
    check_error("a\n</%def>", "Closing tag without opening tag: </%def> in file 'script.py.mako' at line: 2");
    check_error("<%def name=\"f\"></%def>", "Missing parenthesis in %def in file 'script.py.mako' at line: 1");
    check_error("<%frobnicate/>", "No such tag: 'frobnicate' in file 'script.py.mako' at line: 1");
    assert!(compile("a\n\n${a b}", "t").unwrap_err().to_string().ends_with("('a b') in file 't' at line: 3"));
    assert!(compile("<%\n a = 1\n b = = 2\n%>", "t").unwrap_err().to_string().ends_with("in file 't' at line: 3"));
    assert!(compile("a\n% elif\n", "t").is_err());
}

#[test]
fn what_needs_other_files_is_not_supported_and_says_so() {
    for (template, tag) in [
        ("<%inherit file=\"base.mako\"/>", "inherit"),
        ("<%include file=\"x.mako\"/>", "include"),
        ("<%namespace name=\"n\" file=\"x.mako\"/>", "namespace"),
        ("<%block name=\"b\">x</%block>", "block"),
        ("<%call expr=\"f()\">x</%call>", "call"),
        ("<%self:f>x</%self:f>", "self:f"),
    ] {
        let error = compile(template, "t").unwrap_err();
        assert_eq!(error.to_string(), format!("<%{tag}> is not supported in file 't' at line: 1"));
        assert!(error.hint().is_some());
    }
}
