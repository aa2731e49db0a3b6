//! A virtual environment under `target/` with the real Alembic, in pinned versions. Only for recording, timing and
//! comparing; the tests need no Python.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    process::{self, Outcome, find_program},
    root,
};

/// Alembic, what it stands on, and what recorders and env.py files import.
const PACKAGES: &[&str] = &[
    "alembic==1.20.1",
    "sqlalchemy==2.1.9",
    "greenlet",
    "psycopg2-binary",
    "asyncpg",
    "aiosqlite",
    "pymysql",
    "python-dotenv",
    "pydantic",
    "pydantic-settings",
    "python-decouple",
    "tzdata",
    "alembic_utils==0.8.8",
    "alembic-postgresql-enum==1.11.0",
];

/// Programs of the virtual environment.
pub struct Venv {
    folder: PathBuf,
}

impl Venv {
    /// Makes it once; a changed list of packages makes it again.
    pub fn find_or_make() -> Outcome<Self> {
        let folder = root::target().join("alembic-venv");
        let list = folder.join("packages.txt");
        let wanted = PACKAGES.join("\n");
        let venv = Self { folder };
        if fs::read_to_string(&list).is_ok_and(|installed| installed == wanted) {
            return Ok(venv);
        }
        venv.make()?;
        fs::write(list, wanted)?;
        Ok(venv)
    }

    pub fn python(&self) -> PathBuf {
        self.folder.join("bin/python")
    }

    pub fn alembic(&self) -> PathBuf {
        self.folder.join("bin/alembic")
    }

    /// Writes a project of that many revisions by `assets/gen_project.py`.
    pub fn generate_project(&self, folder: &Path, revisions: u32, words: &[&str]) -> Outcome {
        let generator = root::root().join("xtask/assets/gen_project.py");
        let mut command = Command::new(self.python());
        command.arg(generator).arg("--out").arg(folder).args(["--revisions", &revisions.to_string(), "--force"]);
        process::output(command.args(words)).map(drop)
    }

    fn make(&self) -> Outcome {
        if find_program("python3").is_none() {
            return Err("the real Alembic needs python3 (Debian: python3 and python3-venv)".into());
        }
        println!("installing {} and {} into {}", PACKAGES[0], PACKAGES[1], self.folder.display());
        process::run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&self.folder))
            .map_err(|error| format!("{error}\nhint: Debian keeps `venv` in the package python3-venv"))?;
        let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
        process::run(Command::new(self.python()).args(pip).args(PACKAGES))
    }
}
