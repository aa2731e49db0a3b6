//! Alembic's Python API inside a run: script directories, configs, contexts and commands, as env.py, hooks and version
//! files ask them. What the real Alembic answers is recorded by `recorded/record_python_api.py`.

mod commands;
mod packages;

use std::collections::BTreeMap;

use testkit::{Program, Project, check_same_text, check_succeeds};

const INI: &str = "[alembic]\nscript_location = %(here)s/project\nprepend_sys_path = %(here)s\npath_separator = os\n\
                   sqlalchemy.url = sqlite:///%(here)s/app.db\n";

/// A project with a branch and a merge, upgraded to its head.
fn project() -> Project {
    let project = Project::new(Program::ours_or_named(env!("CARGO_BIN_EXE_alembic")));
    project.write("alembic.ini", INI);
    project.write("probes.py", include_str!("probes.py"));
    project.write("project/env.py", include_str!("project/env.py"));
    project.write("project/script.py.mako", include_str!("project/script.py.mako"));
    for (name, text) in [
        ("a1_first", include_str!("project/versions/a1_first.py")),
        ("b1_left", include_str!("project/versions/b1_left.py")),
        ("b2_right", include_str!("project/versions/b2_right.py")),
        ("c1_merged", include_str!("project/versions/c1_merged.py")),
        ("d1_last", include_str!("project/versions/d1_last.py")),
    ] {
        project.write(&format!("project/versions/{name}.py"), text);
    }
    check_succeeds(&project.run("upgrade head"));
    project
}

#[track_caller]
fn check(probe: &str) {
    let recorded: BTreeMap<String, Vec<String>> =
        serde_json::from_str(include_str!("recorded/python_api.json")).expect("lists of lines");
    let project = project();
    let run = project.run_with(&[("PROBE", probe)], "current");
    check_succeeds(&run);
    let here = project.root().display().to_string();
    check_same_text(probe, &recorded[probe].join("\n"), &run.stdout.replace(&here, "<HERE>"));
}

#[test]
fn the_script_directory_answers_as_alembics() {
    check("directory");
}

#[test]
fn configs_are_those_of_alembic() {
    check("settings");
}

#[test]
fn contexts_without_env_py_know_where_a_database_is() {
    check("migration_contexts");
}

#[test]
fn commands_do_inside_env_py_what_they_do_outside() {
    check("commands");
}

#[test]
fn a_command_prints_its_sql_where_its_config_says() {
    check("printed");
}

#[test]
fn a_command_takes_over_the_connection_of_its_config() {
    check("shared");
}

#[test]
fn user_code_writes_revisions() {
    check("written");
}

#[test]
fn the_command_line_is_there_for_user_code() {
    check("command_line");
}

#[test]
fn contexts_set_the_version_table() {
    check("stamped");
}

#[test]
fn a_command_has_directives_of_its_own() {
    check("directives");
}

#[test]
fn user_code_compares_models_with_a_database() {
    check("compared");
}
