//! Virtual environments under `target/`, in pinned versions: one with the real Alembic, only for recording, timing and
//! comparing; and those that the tests of the external Python run in, where ours goes before theirs.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    debian,
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
    "tzdata",
    "alembic_utils==0.8.8",
    "alembic-postgresql-enum==1.11.0",
];

/// What the stand-ins are compared with, word for word; a project may have other versions.
const STOOD_IN: &[&str] = &[
    "python-dotenv==1.2.4",
    "pydantic==2.14.4",
    "pydantic-settings==2.16.3",
    "python-decouple==3.8",
    "environs==15.2.0",
    "sqlmodel==0.0.50",
    "flask==3.1.3",
    "flask-sqlalchemy==3.1.1",
    "flask-migrate==4.1.0",
];

/// What projects of today have.
const EXTERNAL: &[&str] = &[
    "sqlalchemy==2.1.9",
    "greenlet==3.5.6",
    "flask==3.1.3",
    "flask-sqlalchemy==3.1.1",
    "flask-migrate==4.1.0",
    // It comes along with Flask-Migrate in real projects too; ours goes before it.
    "alembic==1.20.1",
];

/// The same SQLAlchemy alone.
const EXTERNAL_2_1: &[&str] = &["sqlalchemy==2.1.9", "greenlet"];

/// What most projects have that were begun before.
const EXTERNAL_2_0: &[&str] = &["sqlalchemy==2.0.58", "greenlet"];

/// The oldest SQLAlchemy that is served.
const EXTERNAL_1_4: &[&str] = &["sqlalchemy==1.4.54", "greenlet"];

/// The CPythons that are served, from the newest on, each with a SQLAlchemy that it has.
const CPYTHONS: &[(&str, &[&str])] = &[
    ("3.14", EXTERNAL_2_1),
    ("3.13", EXTERNAL_2_1),
    ("3.12", EXTERNAL_2_1),
    ("3.11", EXTERNAL_2_1),
    ("3.10", EXTERNAL_2_0),
    ("3.9", EXTERNAL_2_0),
];

/// Programs of the virtual environment.
pub struct Venv {
    folder: PathBuf,
}

impl Venv {
    /// The one with the real Alembic.
    pub fn find_or_make() -> Outcome<Self> {
        Self::of("alembic-venv", &[PACKAGES, STOOD_IN].concat())
    }

    /// Those of the tests of the external Python: with SQLAlchemy 2.1, 2.0 and 1.4.
    pub fn external() -> Outcome<[Self; 3]> {
        Ok([
            Self::of("external-venv", EXTERNAL)?,
            Self::of("external-venv-2.0", EXTERNAL_2_0)?,
            Self::of("external-venv-1.4", EXTERNAL_1_4)?,
        ])
    }

    /// The same for the newest and the oldest CPython of this machine, where they are others than `python3`.
    pub fn of_other_interpreters() -> Outcome<Vec<Self>> {
        let others = CPYTHONS.iter().filter(|(version, _)| !is_usual(version));
        let found: Vec<_> = others.filter_map(|(name, packages)| Some((name, packages, find_cpython(name)?))).collect();
        let mut chosen: Vec<_> = found.first().into_iter().chain(found.last()).collect();
        chosen.dedup_by_key(|(version, ..)| *version);
        let make = |(version, packages, interpreter): &(&&str, &&[&str], PathBuf)| {
            Self::with(interpreter, &format!("external-venv-cpython-{version}"), packages)
        };
        chosen.into_iter().map(make).collect()
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn of(name: &str, packages: &[&str]) -> Outcome<Self> {
        Self::with(Path::new("python3"), name, packages)
    }

    /// Makes it once; a changed list of packages makes it again.
    fn with(interpreter: &Path, name: &str, packages: &[&str]) -> Outcome<Self> {
        let folder = root::target().join(name);
        let list = folder.join("packages.txt");
        let wanted = packages.join("\n");
        let venv = Self { folder };
        if fs::read_to_string(&list).is_ok_and(|installed| installed == wanted) {
            return Ok(venv);
        }
        venv.make(interpreter, packages)?;
        fs::write(list, wanted)?;
        Ok(venv)
    }

    /// One of a project's own: the same Alembic and drivers, and the packages that its scripts and env.py import.
    /// SQLAlchemy is what these packages want.
    pub fn for_project(folder: &Path, project: &Path, requirements: &[String]) -> Outcome<Self> {
        let list = folder.join("packages.txt");
        let wanted = requirements.join("\n");
        let venv = Self { folder: folder.to_owned() };
        if fs::read_to_string(&list).is_ok_and(|installed| installed == wanted) {
            return Ok(venv);
        }
        println!("installing the project's packages into {}", folder.display());
        venv.make_empty(Path::new("python3"))?;
        let basis = PACKAGES.iter().filter(|package| !package.starts_with("sqlalchemy"));
        let of_any_version = STOOD_IN.iter().filter_map(|package| package.split("==").next());
        let mut install = venv.pip_install();
        install.args(basis).args(of_any_version);
        for requirement in requirements {
            let file = project.join(requirement);
            if file.is_file() {
                install.arg("-r").arg(file);
            } else {
                install.args(requirement.split_whitespace());
            }
        }
        process::run(&mut install)?;
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

    fn make(&self, interpreter: &Path, packages: &[&str]) -> Outcome {
        println!("installing {} and {} into {}", packages[0], packages[1], self.folder.display());
        self.make_empty(interpreter)?;
        process::run(self.pip_install().args(packages))
    }

    /// Installs Debian's python3-venv where there is none.
    fn make_empty(&self, interpreter: &Path) -> Outcome {
        if find_program("python3").is_none() || !has_venv() {
            let way_out = "install Python 3.11 or later with its module venv yourself";
            debian::install("python3-venv", "python3 with venv is missing", way_out)?;
        }
        process::run(Command::new(interpreter).args(["-m", "venv", "--clear"]).arg(&self.folder))
    }

    fn pip_install(&self) -> Command {
        let mut command = Command::new(self.python());
        command.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
        command
    }
}

/// Debian's python3 comes without what makes virtual environments.
fn has_venv() -> bool {
    process::output(Command::new("python3").args(["-c", "import venv, ensurepip"])).is_ok()
}

/// A CPython of that version which runs: in the PATH, or among those of pyenv.
fn find_cpython(version: &str) -> Option<PathBuf> {
    let name = format!("python{version}");
    let versions = env::var_os("PYENV_ROOT").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".pyenv")));
    let of_pyenv = versions.and_then(|root| fs::read_dir(root.join("versions")).ok()).into_iter().flatten();
    let of_pyenv = of_pyenv.filter_map(|entry| Some(entry.ok()?.path().join("bin").join(&name)));
    // What lies in the PATH may be a shim of pyenv that runs nothing.
    let runs = |file: &PathBuf| process::output(Command::new(file).args(["-c", "import venv, ensurepip"])).is_ok();
    find_program(&name).into_iter().chain(of_pyenv).find(runs)
}

/// Whether `python3` is of that version.
fn is_usual(version: &str) -> bool {
    process::output(Command::new("python3").arg("--version")).is_ok_and(|text| {
        text.trim()
            .strip_prefix("Python ")
            .and_then(|text| text.strip_prefix(version))
            .is_some_and(|rest| rest.starts_with('.'))
    })
}
