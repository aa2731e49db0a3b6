//! Where a project's own packages are imported from once it is installed: for `pip install -e .` nothing else is recorded.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Files that make a folder one that can be installed.
const INSTALLABLE: [&str; 3] = ["pyproject.toml", "setup.py", "setup.cfg"];

/// Where other people's packages lie, also when a `.pth` file names it.
const FOREIGN: [&str; 2] = ["site-packages", "dist-packages"];

/// Returns the folders that the `.pth` files of `site_packages` name, then the nearest installable folder at or above
/// `folder`, and `src` in it.
pub fn own_packages(folder: &Path, site_packages: &[PathBuf]) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = site_packages.iter().flat_map(|site| named_by_path_files(site)).collect();
    let is_installable = |root: &&Path| INSTALLABLE.iter().any(|file| root.join(file).is_file());
    if let Some(root) = folder.ancestors().find(is_installable) {
        found.extend([root.join("src"), root.to_owned()].into_iter().filter(|folder| folder.is_dir()));
    }
    found
}

fn named_by_path_files(site: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(site).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "pth"));
    files.sort();
    let texts = files.iter().filter_map(|file| fs::read_to_string(file).ok());
    let lines: Vec<String> = texts.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    let is_folder = |line: &&String| !line.trim().is_empty() && !line.starts_with('#') && !line.starts_with("import ");
    let is_own = |folder: &PathBuf| folder.is_dir() && !FOREIGN.iter().any(|name| folder.ends_with(name));
    lines.iter().filter(is_folder).map(|line| site.join(line.trim_end())).filter(is_own).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_installable_folder_above_is_found_with_its_src() {
        let root = tempfile::tempdir().unwrap();
        let ini_folder = root.path().join("backend/db");
        fs::create_dir_all(&ini_folder).unwrap();
        fs::create_dir_all(root.path().join("backend/src")).unwrap();
        assert_eq!(own_packages(&ini_folder, &[]), Vec::<PathBuf>::new());
        fs::write(root.path().join("backend/pyproject.toml"), "").unwrap();
        assert_eq!(own_packages(&ini_folder, &[]), [root.path().join("backend/src"), root.path().join("backend")]);
    }

    #[test]
    fn path_files_of_a_virtual_environment_name_folders() {
        let root = tempfile::tempdir().unwrap();
        let (site, library) = (root.path().join("site-packages"), root.path().join("library"));
        fs::create_dir_all(&site).unwrap();
        fs::create_dir_all(&library).unwrap();
        let text = format!("# no\nimport site\n\n{}\n/not/there\n{}\n", library.display(), site.display());
        fs::write(site.join("__editable__.library.pth"), text).unwrap();
        assert_eq!(own_packages(&site, std::slice::from_ref(&site)), [library]);
    }
}
