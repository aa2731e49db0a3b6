//! The copy of a project in which both programs run, and what is filled in there.

use std::{
    fs,
    os::unix,
    path::{Path, PathBuf},
};

use super::options::{EnvPy, Options};
use crate::{process::Outcome, root};

/// Folders that no script needs, and in which ours must find no Python.
const LEFT_OUT: &[&str] = &[".git", ".venv", "venv", "node_modules", "__pycache__"];

/// The ini file under which the plain env.py runs, beside the project's.
const PLAIN_INI: &str = "parity.ini";

const SECTION: &str = "[alembic]";

/// The folder in which commands are run, and the ini file they are given.
pub struct Copy {
    pub folder: PathBuf,
    pub ini: String,
}

/// Copies the project into `to` and fills in URL, files and, where it is wished, the plain env.py.
pub fn make(options: &Options, to: &Path, url: &str, filled_in: &dyn Fn(&str) -> String) -> Outcome<Copy> {
    copy_folder(&options.project, to)?;
    let folder = to.join(&options.folder);
    for (path, content) in &options.files {
        let file = folder.join(path);
        fs::create_dir_all(file.parent().unwrap_or(&folder))?;
        fs::write(file, filled_in(content))?;
    }
    let ini = folder.join(&options.ini);
    let text = match &options.scripts {
        Some(scripts) => format!("[alembic]\nscript_location = {scripts}\nprepend_sys_path = .\n"),
        None if ini.is_file() => fs::read_to_string(&ini)?,
        None => return Err(format!("{} is not there: name the ini file by -c, or --scripts", ini.display()).into()),
    };
    let text = with_setting(&text, "sqlalchemy.url", &url.replace('%', "%%"));
    match options.env_py {
        EnvPy::Own => {
            fs::write(&ini, text)?;
            Ok(Copy { folder, ini: options.ini.clone() })
        }
        EnvPy::Plain { .. } => {
            let scripts = to.join("parity-scripts");
            fs::create_dir_all(&scripts)?;
            fs::copy(root::root().join("xtask/assets/plain_env.py"), scripts.join("env.py"))?;
            fs::write(ini.with_file_name(PLAIN_INI), under_plain_env(&text, &scripts)?)?;
            let beside = Path::new(&options.ini).with_file_name(PLAIN_INI);
            Ok(Copy { folder, ini: beside.to_string_lossy().into_owned() })
        }
    }
}

/// The ini with another script directory, whose version files are still the project's.
fn under_plain_env(ini: &str, scripts: &Path) -> Outcome<String> {
    let location = setting(ini, "script_location").ok_or("the ini file has no script_location")?;
    let mut ini = ini.to_owned();
    if let Some(versions) = setting(&ini, "version_locations") {
        ini = with_setting(&ini, "version_locations", &versions.replace("%(script_location)s", &location));
    } else {
        ini = with_setting(&ini, "version_locations", &format!("{location}/versions"));
        // One folder needs none, and some projects' value is only read where there are several.
        for separator in ["path_separator", "version_path_separator"] {
            if setting(&ini, separator).is_some() {
                ini = with_setting(&ini, separator, "os");
            }
        }
    }
    Ok(with_setting(&ini, "script_location", &scripts.display().to_string()))
}

/// A value of the section `alembic`, or of all sections.
fn setting(ini: &str, key: &str) -> Option<String> {
    in_section(ini, SECTION, key).or_else(|| in_section(ini, "[DEFAULT]", key))
}

fn in_section(ini: &str, section: &str, key: &str) -> Option<String> {
    let lines = ini.lines().skip_while(|line| line.trim() != section).skip(1);
    let mut lines = lines.take_while(|line| !line.starts_with('['));
    lines.find_map(|line| value_of(line, key)).map(str::to_owned)
}

fn value_of<'line>(line: &'line str, key: &str) -> Option<&'line str> {
    let (before, value) = line.split_once('=')?;
    (before.trim_end() == key).then(|| value.trim())
}

/// The ini with the setting in its line, or else at the beginning of the section.
fn with_setting(ini: &str, key: &str, value: &str) -> String {
    let line = format!("{key} = {value}");
    let is_there = in_section(ini, SECTION, key).is_some();
    let mut lines = Vec::new();
    let mut is_in_section = false;
    for old in ini.lines() {
        if old.starts_with('[') {
            is_in_section = old.trim() == SECTION;
        }
        if is_in_section && value_of(old, key).is_some() {
            lines.push(line.as_str());
        } else {
            lines.push(old);
        }
        if !is_there && old.trim() == SECTION {
            lines.push(&line);
        }
    }
    lines.join("\n") + "\n"
}

fn copy_folder(from: &Path, to: &Path) -> Outcome {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if LEFT_OUT.iter().any(|name| entry.file_name() == *name) {
            continue;
        }
        let kind = entry.file_type()?;
        if kind.is_symlink() {
            unix::fs::symlink(fs::read_link(&source)?, &target)?;
        } else if kind.is_dir() {
            copy_folder(&source, &target)?;
        } else {
            fs::copy(&source, &target)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{under_plain_env, with_setting};

    #[test]
    fn a_setting_is_written_over_or_added() {
        let ini = "[alembic]\n# sqlalchemy.url = a\nsqlalchemy.url = b\n[loggers]\n";
        let written = with_setting(ini, "sqlalchemy.url", "c");
        assert_eq!(written, "[alembic]\n# sqlalchemy.url = a\nsqlalchemy.url = c\n[loggers]\n");
        assert_eq!(with_setting("[alembic]\n[b]\nx = 2\n", "x", "1"), "[alembic]\nx = 1\n[b]\nx = 2\n");
    }

    #[test]
    fn under_a_plain_env_py_the_version_files_stay_the_projects() {
        let ini = under_plain_env("[alembic]\nscript_location = migrations\n", Path::new("/plain")).unwrap();
        assert_eq!(ini, "[alembic]\nversion_locations = migrations/versions\nscript_location = /plain\n");
    }
}
