//! Paths as Python's pathlib writes them: no `.` and no doubled slashes, `..` kept.

use std::path::{Component, Path, PathBuf};

/// Returns the path without the parts that mean nothing; a path of only such parts is `.`.
pub(crate) fn tidy(path: &Path) -> PathBuf {
    let tidied: PathBuf = path.components().filter(|component| *component != Component::CurDir).collect();
    if tidied.as_os_str().is_empty() { PathBuf::from(".") } else { tidied }
}

/// Returns the path seen from the root; links and `..` stay as they are.
pub(crate) fn absolute(current_directory: &Path, path: &Path) -> PathBuf {
    tidy(&current_directory.join(path))
}

/// Returns `path` as one gets there from `from`, with `..` where it must; both are absolute.
pub(crate) fn relative(path: &Path, from: &Path) -> PathBuf {
    let shared = path.components().zip(from.components()).take_while(|(one, other)| one == other).count();
    let ups = from.components().skip(shared).map(|_| Component::ParentDir);
    ups.chain(path.components().skip(shared)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_tidied_as_pathlib_does() {
        assert_eq!(tidy(Path::new("./a//b/./c/")).to_str(), Some("a/b/c"));
        assert_eq!(tidy(Path::new("./")).to_str(), Some("."));
        assert_eq!(tidy(Path::new("../a")).to_str(), Some("../a"));
        assert_eq!(absolute(Path::new("/p"), Path::new("./a/../b")).to_str(), Some("/p/a/../b"));
        assert_eq!(absolute(Path::new("/p"), Path::new("/q")).to_str(), Some("/q"));
        assert_eq!(absolute(Path::new("/p"), Path::new(".")).to_str(), Some("/p"));
    }

    #[test]
    fn a_relative_path_goes_up_where_it_must() {
        assert_eq!(relative(Path::new("/p/a/b"), Path::new("/p")).to_str(), Some("a/b"));
        assert_eq!(relative(Path::new("/p/a"), Path::new("/p/c/d")).to_str(), Some("../../a"));
        assert_eq!(relative(Path::new("/p"), Path::new("/p")).to_str(), Some(""));
    }
}
