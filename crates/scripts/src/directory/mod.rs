//! The script directory: where version files are, in which order they are loaded, and what their headers say.

mod listing;
mod reading;

use std::path::{Path, PathBuf};

pub use reading::{read_header, read_headers};

use listing::Kind;

use crate::header::{Header, HeaderError};
use crate::path::{absolute, tidy};

/// What the settings say about the script directory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// A path, or `package:folder`.
    pub script_location: String,
    /// Paths, or `package:folder`; none means `versions` in the script location.
    pub version_locations: Vec<String>,
    /// Whether version files are also searched below the version locations.
    pub recursive_version_locations: bool,
    /// Whether compiled files without source count as version files.
    pub sourceless: bool,
}

/// The part of the world that settings are seen from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// Where relative paths begin.
    pub current_directory: PathBuf,
    /// Where the package of `package:folder` is searched, first one first.
    pub module_search_path: Vec<PathBuf>,
}

/// The folder of `env.py` and `script.py.mako`, and the folders of the version files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptDirectory {
    /// The script location, as it is written.
    pub directory: PathBuf,
    /// The version locations, absolute; at least one.
    pub version_locations: Vec<PathBuf>,
    /// Whether the version locations were named in the settings.
    pub has_named_locations: bool,
    recursive: bool,
    sourceless: bool,
}

/// One version file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptFile {
    /// Where it is, without links.
    pub path: PathBuf,
    /// What it says, or why that is not known.
    pub header: Result<Header, HeaderError>,
}

/// The version files in the order in which Alembic loads them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Loaded {
    pub scripts: Vec<ScriptFile>,
    /// Sentences for the user, for instance about a file that is found twice.
    pub warnings: Vec<String>,
}

/// Why a script directory cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DirectoryError {
    #[error("Path doesn't exist: {}.  Please use the 'init' command to create a new scripts folder.", .0.display())]
    NotFound(PathBuf),
    #[error("Multiple version_locations present")]
    SeveralLocations,
    #[error("No module named '{package}'")]
    NoPackage { package: String, location: String },
    #[error("Can't read directory {}: {reason}", path.display())]
    Unreadable { path: PathBuf, reason: String },
}

impl DirectoryError {
    /// Returns the way out, where we know one.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::NotFound(_) => {
                Some("check `script_location` in the settings; relative paths begin in the current directory".into())
            }
            Self::SeveralLocations => Some("name one of them".into()),
            Self::NoPackage { location, .. } => {
                Some(format!("`{location}` means a folder in a package; the package is searched in `prepend_sys_path`"))
            }
            Self::Unreadable { .. } => None,
        }
    }
}

impl ScriptDirectory {
    /// Finds the folders that the settings name; the version locations need not exist yet.
    pub fn open(settings: &Settings, surroundings: &Surroundings) -> Result<Self, DirectoryError> {
        let directory = resolve(&settings.script_location, surroundings)?;
        if !surroundings.current_directory.join(&directory).exists() {
            return Err(DirectoryError::NotFound(directory));
        }
        let current = &surroundings.current_directory;
        let version_locations = if settings.version_locations.is_empty() {
            vec![absolute(current, &directory.join("versions"))]
        } else {
            let resolved = settings.version_locations.iter().map(|location| resolve(location, surroundings));
            resolved.map(|location| Ok(absolute(current, &location?))).collect::<Result<_, DirectoryError>>()?
        };
        Ok(Self {
            directory,
            version_locations,
            has_named_locations: !settings.version_locations.is_empty(),
            recursive: settings.recursive_version_locations,
            sourceless: settings.sourceless,
        })
    }

    /// Returns the only version location.
    pub fn single_location(&self) -> Result<&Path, DirectoryError> {
        match self.version_locations.as_slice() {
            [single] => Ok(single),
            _ => Err(DirectoryError::SeveralLocations),
        }
    }

    /// Reads the headers of all version files.
    pub fn load(&self) -> Result<Loaded, DirectoryError> {
        let listed = self.list()?;
        let sources: Vec<&Path> =
            listed.files.iter().filter(|file| file.kind == Kind::Source).map(|file| file.path.as_path()).collect();
        let mut headers = reading::read_headers(&sources).into_iter();
        let scripts = listed.files.into_iter().map(|file| {
            let header = match file.kind {
                Kind::Source => headers.next().expect("there is a header, or an error, for every source file"),
                Kind::Bytecode => Err(HeaderError::Bytecode { file: file.path.clone() }),
            };
            ScriptFile { path: file.path, header }
        });
        Ok(Loaded { scripts: scripts.collect(), warnings: listed.warnings })
    }
}

/// Returns the path that a setting means: a path, or a folder in a package.
fn resolve(location: &str, surroundings: &Surroundings) -> Result<PathBuf, DirectoryError> {
    if Path::new(location).is_absolute() || !location.contains(':') {
        return Ok(tidy(Path::new(location)));
    }
    let mut parts = location.split(':');
    let package = parts.next().unwrap_or_default();
    let package_folder: PathBuf = package.split('.').collect();
    let found = surroundings
        .module_search_path
        .iter()
        .map(|folder| surroundings.current_directory.join(folder).join(&package_folder))
        .find(|folder| folder.is_dir());
    match found {
        Some(folder) => Ok(tidy(&parts.fold(folder, |path, part| path.join(part)))),
        None => Err(DirectoryError::NoPackage { package: package.to_owned(), location: location.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// A project folder with these files; a name that ends in `.py` becomes a revision of that name.
    struct Project {
        folder: tempfile::TempDir,
        settings: Settings,
    }

    impl Project {
        fn new(files: &[&str]) -> Self {
            let folder = tempfile::tempdir().unwrap();
            for file in files {
                let path = folder.path().join(file);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
                fs::write(&path, format!("revision = '{stem}'\ndown_revision = None\n")).unwrap();
            }
            Self { folder, settings: Settings { script_location: "alembic".into(), ..Settings::default() } }
        }

        fn open(&self) -> Result<ScriptDirectory, DirectoryError> {
            let current_directory = fs::canonicalize(self.folder.path()).unwrap();
            ScriptDirectory::open(
                &self.settings,
                &Surroundings { current_directory, module_search_path: vec![".".into()] },
            )
        }

        fn load(&self) -> Loaded {
            self.open().unwrap().load().unwrap()
        }

        #[track_caller]
        fn check(&self, revisions: &[&str]) {
            let loaded = self.load();
            let found: Vec<String> = loaded.scripts.into_iter().map(|script| script.header.unwrap().revision).collect();
            assert_eq!(found, revisions);
        }
    }

    #[test]
    fn files_are_loaded_by_name_and_others_are_ignored() {
        let project = Project::new(&[
            "alembic/versions/b.py",
            "alembic/versions/a.py",
            "alembic/versions/C.py",
            "alembic/versions/__init__.py",
            "alembic/versions/__init__x.py",
            "alembic/versions/.#a.py",
            "alembic/versions/a.py.orig",
            "alembic/versions/a.pyc",
            "alembic/versions/README",
            "alembic/versions/__pycache__/z.py",
            "alembic/versions/sub/d.py",
        ]);
        project.check(&["C", "a", "b"]);
    }

    #[test]
    fn recursive_search_goes_folder_by_folder_depth_first() {
        let mut project = Project::new(&[
            "alembic/versions/z.py",
            "alembic/versions/b/b1.py",
            "alembic/versions/a/a2.py",
            "alembic/versions/a/x/ax.py",
            "alembic/versions/a/a1.py",
            "alembic/versions/a/__pycache__/c.py",
        ]);
        project.settings.recursive_version_locations = true;
        project.check(&["z", "a1", "a2", "ax", "b1"]);
    }

    #[test]
    fn version_locations_are_read_in_their_order_and_may_be_missing() {
        let mut project = Project::new(&["alembic/env.py", "two/b.py", "one/a.py", "package/inner/migrations/c.py"]);
        project.settings.version_locations =
            ["./two", "nowhere", "one", "package.inner:migrations"].map(str::to_owned).to_vec();
        project.check(&["b", "a", "c"]);
        assert_eq!(project.open().unwrap().single_location(), Err(DirectoryError::SeveralLocations));
    }

    #[test]
    fn a_file_in_two_locations_is_loaded_once_with_a_warning() {
        let mut project = Project::new(&["alembic/env.py", "one/a.py", "one/sub/b.py"]);
        project.settings.version_locations = ["one", "one/sub", "./one"].map(str::to_owned).to_vec();
        let loaded = project.load();
        assert_eq!(loaded.scripts.len(), 2);
        let path = fs::canonicalize(project.folder.path().join("one/a.py")).unwrap();
        assert_eq!(
            loaded.warnings,
            [format!("File {} loaded twice! ignoring. Please ensure version_locations is unique.", path.display())]
        );
    }

    #[cfg(unix)]
    #[test]
    fn links_to_files_are_followed_and_links_to_folders_are_not() {
        let mut project = Project::new(&["alembic/versions/z.py", "elsewhere/a.py", "elsewhere/b.py"]);
        project.settings.recursive_version_locations = true;
        let versions = project.folder.path().join("alembic/versions");
        std::os::unix::fs::symlink(project.folder.path().join("elsewhere/a.py"), versions.join("link.py")).unwrap();
        std::os::unix::fs::symlink(project.folder.path().join("elsewhere"), versions.join("folder")).unwrap();
        let loaded = project.load();
        let names: Vec<_> =
            loaded.scripts.iter().map(|script| script.path.file_name().unwrap().to_str().unwrap()).collect();
        assert_eq!(names, ["a.py", "z.py"]);
    }

    #[test]
    fn a_missing_script_location_is_alembics_error() {
        let mut project = Project::new(&[]);
        project.settings.script_location = "./nowhere".into();
        let error = project.open().unwrap_err();
        assert_eq!(
            error.to_string(),
            "Path doesn't exist: nowhere.  Please use the 'init' command to create a new scripts folder."
        );
    }

    #[test]
    fn a_missing_package_is_named() {
        let mut project = Project::new(&[]);
        project.settings.script_location = "myapp:migrations".into();
        assert_eq!(project.open().unwrap_err().to_string(), "No module named 'myapp'");
    }

    #[test]
    fn compiled_files_count_only_without_source_and_then_are_an_error() {
        let mut project = Project::new(&[
            "alembic/versions/a.py",
            "alembic/versions/a.pyc",
            "alembic/versions/b.pyc",
            "alembic/versions/b.pyo",
            "alembic/versions/__pycache__/a.cpython-311.pyc",
            "alembic/versions/__pycache__/c.cpython-311.pyc",
        ]);
        project.check(&["a"]);
        project.settings.sourceless = true;
        let loaded = project.load();
        let names: Vec<_> =
            loaded.scripts.iter().map(|script| script.path.file_name().unwrap().to_str().unwrap()).collect();
        assert_eq!(names, ["a.py", "b.pyc", "c.cpython-311.pyc"]);
        assert!(matches!(loaded.scripts[1].header, Err(HeaderError::Bytecode { .. })));
    }
}
