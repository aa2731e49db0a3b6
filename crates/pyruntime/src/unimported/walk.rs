//! The Python files below a folder that may hold models.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A project has fewer entries; whoever has more has put something else there.
const MOST_ENTRIES: usize = 20_000;

/// Returns them in no particular order. Links, hidden folders, virtual environments and tests are left out.
pub(super) fn python_files(folder: &Path, left_out: &[PathBuf]) -> Vec<PathBuf> {
    let mut folders = vec![folder.to_owned()];
    let mut found = Vec::new();
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            seen += 1;
            let path = entry.path();
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
            if seen > MOST_ENTRIES {
                return found;
            }
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && is_of_models(name) && !is_left_out(&path, left_out) => folders.push(path),
                Ok(kind) if kind.is_file() && name.ends_with(".py") && !is_test(name) => found.push(path),
                _ => {}
            }
        }
    }
    found
}

fn is_left_out(folder: &PathBuf, left_out: &[PathBuf]) -> bool {
    left_out.contains(folder) || folder.join("pyvenv.cfg").is_file()
}

fn is_of_models(folder: &str) -> bool {
    !folder.starts_with('.') && !matches!(folder, "__pycache__" | "node_modules" | "site-packages" | "test" | "tests")
}

fn is_test(file: &str) -> bool {
    file == "conftest.py" || file.starts_with("test_") || file.ends_with("_test.py")
}
