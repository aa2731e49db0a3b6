//! A project with a virtual environment that has what the embedded Python cannot load.

use testkit::{OwnPython, Program, Project, Run, check_succeeds};

/// A module that only CPython can import: what it needs is compiled.
pub const COMPILED: &str = "import _sqlite3\n\n\ndef slug(text):\n    return text.lower().replace(' ', '-')\n";

/// A project of `init`, without a virtual environment.
pub fn bare(url: &str) -> Project {
    let project = Project::new(Program::ours_or_named(env!("CARGO_BIN_EXE_limbeck")));
    check_succeeds(&project.run("init alembic"));
    project.replace("alembic.ini", "driver://user:pass@localhost/dbname", url);
    // Its three log lines come twice where a run begins anew; they are not what is tested.
    project.replace("alembic.ini", "level = INFO", "level = WARNING");
    project
}

/// A project on SQLite whose `.venv` has `shop_tools`.
pub fn project(own: OwnPython) -> Option<Project> {
    let project = bare("sqlite:///%(here)s/app.db").with_own_python(own)?;
    Some(project.with_own_module("shop_tools.py", COMPILED))
}

/// A version file with these lines in `upgrade()`; what is above them comes after the imports.
pub fn version_file(id: &str, down: Option<&str>, above: &str, lines: &str) -> String {
    let down = down.map_or("None".to_owned(), |down| format!("'{down}'"));
    let lines = lines.lines().map(|line| format!("    {line}\n")).collect::<String>();
    format!(
        "\"\"\"{id}\"\"\"\nfrom alembic import op\nimport sqlalchemy as sa\n{above}\nrevision = '{id}'\n\
         down_revision = {down}\n\n\ndef upgrade():\n{lines}\n\ndef downgrade():\n    pass\n"
    )
}

/// A run that fails, with all these sentences on one of its streams.
#[track_caller]
pub fn check_fails(run: &Run, exit_code: i32, parts: &[&str]) {
    assert_eq!(run.exit_code, exit_code, "{}", run.everything());
    for part in parts {
        assert!(run.stdout.contains(part) || run.stderr.contains(part), "missing: {part}\n{}", run.everything());
    }
}
