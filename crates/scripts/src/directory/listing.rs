//! Finds the version files: which folders, which names, in which order.

use std::collections::HashSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use super::{DirectoryError, ScriptDirectory};

impl ScriptDirectory {
    /// Lists the version files of all locations.
    pub(super) fn list(&self) -> Result<Listed, DirectoryError> {
        let mut listed = Listed::default();
        let mut seen = HashSet::new();
        for location in self.version_locations.iter().filter(|location| location.exists()) {
            let root = fs::canonicalize(location).map_err(|error| unreadable(location, &error))?;
            for path in self.walk(&root)? {
                if !seen.insert(path.clone()) {
                    listed.warnings.push(format!(
                        "File {} loaded twice! ignoring. Please ensure version_locations is unique.",
                        path.display()
                    ));
                } else if let Some(kind) = self.kind(&path) {
                    listed.files.push(Listing { path, kind });
                }
            }
        }
        Ok(listed)
    }

    /// Returns all files of a folder, sorted by name, then those of its folders, sorted by name.
    fn walk(&self, root: &Path) -> Result<Vec<PathBuf>, DirectoryError> {
        let mut paths = Vec::new();
        let mut waiting = vec![root.to_owned()];
        while let Some(folder) = waiting.pop() {
            let mut entries = read_folder(&folder)?;
            entries.folders.sort();
            let is_cache = folder.as_os_str().as_encoded_bytes().ends_with(b"__pycache__");
            if !is_cache {
                entries.files.sort();
                paths.extend(entries.files.iter().map(|file| real_path(&folder, file)));
                if self.sourceless && entries.folders.iter().any(|name| name == "__pycache__") {
                    paths.extend(compiled_without_source(&folder, &entries.files)?);
                }
            }
            if !self.recursive {
                break;
            }
            waiting.extend(entries.folders.into_iter().rev().map(|name| folder.join(name)));
        }
        Ok(paths)
    }

    fn kind(&self, path: &Path) -> Option<Kind> {
        let name = path.file_name()?.to_str()?;
        if name.starts_with(".#") || name.starts_with("__init__") {
            return None;
        }
        if name.ends_with(".py") {
            return Some(Kind::Source);
        }
        let source = name.strip_suffix(['c', 'o']).filter(|source| self.sourceless && source.ends_with(".py"))?;
        let has_source = path.with_file_name(source).exists();
        // A .pyc still has the docstring that a .pyo may have lost.
        let has_better_bytecode = name.ends_with('o') && path.with_file_name(format!("{source}c")).exists();
        (!has_source && !has_better_bytecode).then_some(Kind::Bytecode)
    }
}

/// What a version file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Source,
    Bytecode,
}

/// One version file.
pub(super) struct Listing {
    pub(super) path: PathBuf,
    pub(super) kind: Kind,
}

/// All version files, in loading order.
#[derive(Default)]
pub(super) struct Listed {
    pub(super) files: Vec<Listing>,
    pub(super) warnings: Vec<String>,
}

struct Entries {
    files: Vec<Name>,
    folders: Vec<OsString>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Name {
    name: OsString,
    is_link: bool,
}

fn read_folder(folder: &Path) -> Result<Entries, DirectoryError> {
    let mut entries = Entries { files: Vec::new(), folders: Vec::new() };
    for entry in fs::read_dir(folder).map_err(|error| unreadable(folder, &error))? {
        let entry = entry.map_err(|error| unreadable(folder, &error))?;
        let Ok(file_type) = entry.file_type() else { continue };
        if file_type.is_dir() {
            entries.folders.push(entry.file_name());
        } else if !file_type.is_symlink() {
            entries.files.push(Name { name: entry.file_name(), is_link: false });
        } else if !entry.path().is_dir() {
            // Links to folders are not followed, as in os.walk.
            entries.files.push(Name { name: entry.file_name(), is_link: true });
        }
    }
    Ok(entries)
}

/// The folder has no links in it, so only a link itself needs to be followed.
fn real_path(folder: &Path, file: &Name) -> PathBuf {
    let path = folder.join(&file.name);
    if file.is_link { fs::canonicalize(&path).unwrap_or(path) } else { path }
}

fn compiled_without_source(folder: &Path, files: &[Name]) -> Result<Vec<PathBuf>, DirectoryError> {
    let stem = |name: &Name| name.name.to_string_lossy().split('.').next().unwrap_or_default().to_owned();
    let sources: HashSet<String> = files.iter().map(stem).collect();
    let cache = folder.join("__pycache__");
    let mut compiled = read_folder(&cache)?.files;
    compiled.retain(|file| !sources.contains(&stem(file)));
    compiled.sort();
    Ok(compiled.iter().map(|file| real_path(&cache, file)).collect())
}

fn unreadable(path: &Path, error: &std::io::Error) -> DirectoryError {
    DirectoryError::Unreadable { path: path.into(), reason: error.to_string() }
}
