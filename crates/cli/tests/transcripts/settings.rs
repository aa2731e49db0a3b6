//! J: pyproject.toml, version locations, hooks, sections and broken settings (T179 to T199).

use testkit::{Project, Run, check_succeeds};

use crate::{
    expectation::{check_run, check_text, check_transcript, check_transcript_with},
    projects::{VersionFile, empty, on_sqlite},
};

#[test]
fn pyproject_holds_the_settings_of_the_scripts() {
    let project = empty();
    check_transcript(&project, "T179", "init -t pyproject alembic");
    let without_comments = |path: &str| -> Vec<String> {
        let text = project.read(path);
        let lines = text.lines().filter(|line| !line.trim_start().starts_with('#') && !line.is_empty());
        lines.map(str::to_owned).collect()
    };
    let (toml, ini) = (without_comments("pyproject.toml"), without_comments("alembic.ini"));
    check_text(&project, "T180", &format!("{}\n---\n{}", toml.join("\n"), ini[..8].join("\n")));
    check_transcript(&project, "T181", "init -t pyproject other");
    check_transcript(&project, "T182", "heads");
}

#[test]
fn a_file_template_makes_folders_and_a_hook_sees_the_file() {
    let project = with_pyproject(
        "[tool.alembic]\nscript_location = \"%(here)s/alembic\"\nprepend_sys_path = [\".\"]\n\
         file_template = \"%%(year)d/%%(month).2d/%%(rev)s_%%(slug)s\"\nrecursive_version_locations = true\n\n\
         [[tool.alembic.post_write_hooks]]\nname = \"fmt\"\ntype = \"exec\"\nexecutable = \"echo\"\n\
         options = \"hook REVISION_SCRIPT_FILENAME\"\n",
    );
    let run = project.run("revision -m 'in subdir' --rev-id 111111111111");
    check_run(&project, "T183", &without_month(&project, &run));
    check_transcript(&project, "T184", "heads");
}

#[test]
fn wrong_toml_settings_are_refused() {
    let project = with_pyproject("[tool.alembic]\nscript_location = \"%(here)s/alembic\"\nsourceless = \"x\"\n");
    check_transcript(&project, "T185", "heads");
    project.write("pyproject.toml", "[tool.alembic]\nscript_location = \"%(here)s/nowhere\"\n");
    check_transcript(&project, "T186", "heads");
    project.write("pyproject.toml", "[tool.alembic\nscript_location = \"alembic\"\n");
    check_transcript(&project, "T187", "heads");
}

#[test]
fn an_unknown_section_has_no_keys() {
    check_transcript(&on_sqlite(), "T188", "-n nosection heads");
}

#[test]
fn without_a_path_separator_lists_are_split_as_they_once_were() {
    let project = on_sqlite();
    project.replace(
        "alembic.ini",
        "path_separator = os\n",
        "version_locations = %(here)s/alembic/versions, %(here)s/more\n",
    );
    check_transcript(&project, "T189", "heads");
    check_transcript_with(&project, "T190", &[("PYTHONWARNINGS", "default")], "heads");
}

#[test]
fn a_version_path_is_chosen_among_the_locations() {
    let project = two_locations();
    check_transcript(&project, "T191", "revision -m x --rev-id 111111111111");
    check_transcript(&project, "T192", "revision -m x --rev-id 111111111111 --version-path ./more");
    check_transcript(&project, "T193", "revision -m x --version-path ./elsewhere");
}

#[test]
fn an_unknown_time_zone_is_refused() {
    let project = on_sqlite();
    add_setting(&project, "timezone = Mars/Base");
    check_transcript(&project, "T194", "revision -m x");
}

#[test]
fn a_bare_percent_sign_breaks_the_section() {
    let project = on_sqlite();
    add_setting(&project, "note = 100%");
    check_transcript(&project, "T195", "upgrade head");
}

#[test]
fn a_missing_hook_fails_after_the_file_is_written() {
    let project = two_locations();
    check_succeeds(&project.run("revision -m x --rev-id 111111111111 --version-path ./more"));
    let hooks = "[post_write_hooks]\nhooks = nope\nnope.type = console_scripts\nnope.entrypoint = nope\n";
    project.replace("alembic.ini", "[post_write_hooks]\n", hooks);
    check_transcript(&project, "T196", "revision -m hooked --rev-id 222222222222");
    let names = project.files().into_iter().filter_map(|file| Some(file.strip_prefix("./more/")?.to_owned()));
    check_text(&project, "T197", &names.collect::<Vec<_>>().join("\n"));
}

#[test]
fn the_ini_file_is_named_by_the_environment() {
    let project = on_sqlite();
    VersionFile { revision: "222222222222", message: "hooked", ..VersionFile::default() }.write(&project);
    project.write("other.ini", &project.read("alembic.ini"));
    project.remove("alembic.ini");
    check_transcript_with(&project, "T198", &[("ALEMBIC_CONFIG", "other.ini")], "heads");
}

#[test]
fn two_ini_files_are_refused() {
    let project = on_sqlite();
    project.write("a.ini", &project.read("alembic.ini"));
    project.write("b.ini", &project.read("alembic.ini"));
    check_transcript(&project, "T199", "-c a.ini -c b.ini heads");
}

fn with_pyproject(text: &str) -> Project {
    let project = empty();
    check_succeeds(&project.run("init -t pyproject alembic"));
    project.write("pyproject.toml", text);
    project
}

fn two_locations() -> Project {
    let project = on_sqlite();
    add_setting(&project, "version_locations = %(here)s/alembic/versions:%(here)s/more");
    project
}

fn add_setting(project: &Project, line: &str) {
    project.replace("alembic.ini", "path_separator = os\n", &format!("path_separator = os\n{line}\n"));
}

/// The recorded text has no year and month in the path of the file, and those of its day in the folder's.
fn without_month(project: &Project, run: &Run) -> Run {
    let mut run = run.clone();
    let versions = project.path("alembic/versions");
    let year = std::fs::read_dir(&versions).expect("the folder was made").flatten().map(|entry| entry.path());
    let year =
        year.into_iter().find(|path| path.is_dir() && !path.ends_with("__pycache__")).expect("a folder of the year");
    let month =
        std::fs::read_dir(&year).expect("the folder was made").flatten().next().expect("a folder of the month").path();
    let file_start = format!("{}/", month.display());
    run.stdout = run
        .stdout
        .replace(&file_start, &format!("{}/<YYYY>/<MM>/", versions.display()))
        .replace(&month.display().to_string(), &format!("{}/2026/11", versions.display()));
    run
}
