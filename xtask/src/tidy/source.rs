//! A file of the project as the rules see it.

use std::{fs, path::Path};

use crate::process::Outcome;

const EXTENSIONS: &[&str] = &["rs", "py", "toml", "md"];
const SKIPPED: &[&str] = &["target", ".git", "__pycache__", "node_modules", ".venv"];

/// Files that are not ours to word: they must be what Alembic's users have.
const FOREIGN: &[(&str, &str)] = &[
    ("/templates/", "templates are what `init` writes, letter by letter"),
    ("xtask/assets/gen_project.py", "the generator is shared and changed elsewhere"),
    ("examples/", "examples look like a user's project"),
    ("tests/projects/", "test projects look like a user's project"),
];

/// Path from the root with `/`, and text.
pub struct Source {
    pub path: String,
    pub text: String,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    /// Every file that has rules, in order of path.
    pub fn read_all(root: &Path) -> Outcome<Vec<Self>> {
        let mut sources = Vec::new();
        collect(root, root, &mut sources)?;
        sources.sort_by(|before, after| before.path.cmp(&after.path));
        Ok(sources)
    }

    pub fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    pub fn is_python(&self) -> bool {
        self.path.ends_with(".py")
    }

    /// A file whose words are somebody else's.
    pub fn is_foreign(&self) -> bool {
        FOREIGN.iter().any(|(part, _reason)| self.path.contains(part))
    }

    /// A file of tests, or of tools that only developers run.
    pub fn is_for_developers(&self) -> bool {
        let is_tests = self.path.contains("/tests/") || self.path.ends_with("/tests.rs");
        let is_example = self.path.contains("/examples/");
        is_tests || is_example || self.path.starts_with("xtask/") || self.path.starts_with("testkit/")
    }

    /// The lines with their numbers, without the tests at the end and without comments.
    pub fn product_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().take_while(|line| line.trim() != "#[cfg(test)]");
        lines
            .enumerate()
            .map(|(place, line)| (place + 1, line))
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

fn collect(root: &Path, folder: &Path, sources: &mut Vec<Source>) -> Outcome {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() {
            if !SKIPPED.contains(&name) {
                collect(root, &path, sources)?;
            }
            continue;
        }
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        if EXTENSIONS.contains(&extension) {
            let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            let relative = path.strip_prefix(root).expect("the file was found below the root");
            sources.push(Source { path: relative.display().to_string().replace('\\', "/"), text });
        }
    }
    Ok(())
}
