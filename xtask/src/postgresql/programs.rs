//! Where PostgreSQL's programs are, and how they come onto a machine without them.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    debian,
    process::{self, Outcome, find_program},
};

/// Debian keeps the server's programs out of `PATH`, one folder a version.
const DEBIAN: &str = "/usr/lib/postgresql";

/// The folder with `initdb`, `pg_ctl`, `psql` and `pg_dump`.
#[derive(Clone, Debug)]
pub struct Programs {
    folder: PathBuf,
}

impl Programs {
    /// Finds them, or installs Debian's package first.
    pub fn find_or_install() -> Outcome<Self> {
        if let Some(programs) = Self::find() {
            return Ok(programs);
        }
        let way_out = "install PostgreSQL yourself, or set SQLITE_ONLY=1 to test on SQLite only";
        debian::install("postgresql", "PostgreSQL is missing", way_out)?;
        Self::find().ok_or_else(|| format!("Debian's package was installed, but {DEBIAN}/*/bin has no initdb").into())
    }

    fn find() -> Option<Self> {
        let versions = fs::read_dir(DEBIAN).into_iter().flatten().flatten().map(|entry| entry.path().join("bin"));
        let mut folders: Vec<_> = versions.filter(|folder| is_complete(folder)).collect();
        folders.sort_by_key(|folder| version_in(folder));
        let in_path = || find_program("initdb")?.canonicalize().ok()?.parent().map(Path::to_path_buf);
        let folder = folders.pop().or_else(|| in_path().filter(|folder| is_complete(folder)))?;
        Some(Self { folder })
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The version as `initdb` says it, such as `15.18`.
    pub fn version(&self) -> Outcome<String> {
        let text = process::output(Command::new(self.path("initdb")).arg("--version"))?;
        let version = text.split_whitespace().find(|word| word.starts_with(|first: char| first.is_ascii_digit()));
        version.map(str::to_owned).ok_or_else(|| format!("initdb says no version: {text}").into())
    }
}

fn is_complete(folder: &Path) -> bool {
    ["initdb", "pg_ctl", "postgres"].iter().all(|name| folder.join(name).is_file())
}

fn version_in(folder: &Path) -> u32 {
    let version = folder.parent().and_then(Path::file_name).and_then(|name| name.to_str());
    version.and_then(|version| version.parse().ok()).unwrap_or_default()
}
