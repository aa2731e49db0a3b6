//! The virtual environments that `cargo xtask test` makes for the tests of the external Python.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use crate::{Project, is_sqlite_only};

/// A virtual environment of the project's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnPython {
    /// The latest SQLAlchemy, and Flask with its extensions.
    Latest,
    /// SQLAlchemy 2.0.
    Middle,
    /// SQLAlchemy 1.4.
    Oldest,
}

impl OwnPython {
    /// Every SQLAlchemy that is served.
    pub const ALL: [Self; 3] = [Self::Latest, Self::Middle, Self::Oldest];

    /// Virtual environments of the newest and the oldest CPython of this machine, where they are others than `python3`.
    pub fn of_other_interpreters() -> Vec<PathBuf> {
        let folders = env::var_os("TEST_EXTERNAL_VENVS").unwrap_or_default();
        env::split_paths(&folders).filter(|folder| !folder.as_os_str().is_empty()).collect()
    }

    /// The folder of the virtual environment.
    ///
    /// `None` is said only where `SQLITE_ONLY=1` asks for tests that need nothing installed.
    ///
    /// # Panics
    /// When the tests were not started by `cargo xtask test`.
    #[track_caller]
    pub fn folder(self) -> Option<PathBuf> {
        let variable = match self {
            Self::Latest => "TEST_EXTERNAL_VENV",
            Self::Middle => "TEST_EXTERNAL_VENV_2_0",
            Self::Oldest => "TEST_EXTERNAL_VENV_1_4",
        };
        match env::var_os(variable) {
            Some(folder) => Some(folder.into()),
            None if is_sqlite_only() => {
                eprintln!("SQLITE_ONLY=1: not tested with an external Python");
                None
            }
            None => panic!("{variable} is not set: run `cargo xtask test`, or set SQLITE_ONLY=1 to leave these out"),
        }
    }
}

impl Project {
    /// Gives the project a virtual environment `.venv`: the packages of `own`, and those of the project's alone, which
    /// lie in its `site-packages`.
    ///
    /// `None`: see [`OwnPython::folder`].
    #[must_use]
    pub fn with_own_python(self, own: OwnPython) -> Option<Self> {
        Some(self.with_venv(&own.folder()?))
    }

    /// The same with the packages of any virtual environment.
    #[must_use]
    pub fn with_venv(self, folder: &Path) -> Self {
        let libraries = fs::read_dir(folder.join("lib")).expect("a virtual environment has a folder `lib`");
        let library = libraries.map(|entry| entry.expect("it can be read").file_name()).next();
        let library = library.expect("it has a folder for its Python").into_string().expect("its name is plain");
        let configuration =
            fs::read_to_string(folder.join("pyvenv.cfg")).expect("a virtual environment says what it is");
        self.write(".venv/pyvenv.cfg", &configuration);
        // Its own modules go first, then the packages that were installed once for all tests.
        let installed = folder.join("lib").join(&library).join("site-packages");
        self.write(&format!(".venv/lib/{library}/site-packages/installed.pth"), &format!("{}\n", installed.display()));
        // What Limbeck looks for to know that SQLAlchemy is there.
        let link = self.path(&format!(".venv/lib/{library}/site-packages/sqlalchemy"));
        std::os::unix::fs::symlink(installed.join("sqlalchemy"), link).expect("the folder is writable");
        fs::create_dir_all(self.path(".venv/bin")).expect("the folder is writable");
        let interpreter = fs::canonicalize(folder.join("bin/python")).expect("it has an interpreter");
        std::os::unix::fs::symlink(interpreter, self.path(".venv/bin/python")).expect("the folder is writable");
        self
    }

    /// Puts a module into the `site-packages` of `.venv`: only the project's own Python has it.
    #[must_use]
    pub fn with_own_module(self, path: &str, text: &str) -> Self {
        let libraries = fs::read_dir(self.path(".venv/lib")).expect("the project has a virtual environment");
        let library = libraries.map(|entry| entry.expect("it can be read").path()).next().expect("it has a library");
        let file = library.join("site-packages").join(path);
        fs::create_dir_all(file.parent().expect("it lies in a folder")).expect("the folder is writable");
        fs::write(file, text).expect("the folder is writable");
        self
    }
}
