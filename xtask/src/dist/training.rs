//! Runs the program that notes what it does: on generated projects, on SQLite and PostgreSQL.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use super::{profile::Profile, tools::Tools};
use crate::{
    interruption::Interruption,
    postgresql::{Durability, Programs, Server},
    process::Outcome,
    venv::Venv,
};

const DATABASE: &str = "training";

/// Other numbers than those of the benchmark.
const REVISIONS: u32 = 300;
const TABLES: u32 = 200;

/// Each command with the models that env.py imports.
type Typed = (&'static str, &'static str);

/// The exit code of a `check` that finds some.
const DIFFERENCES: i32 = 255;

/// What a person types many times a day, where an earlier run is remembered.
const DAILY: &[Typed] = &[
    ("current", "models"),
    ("upgrade head", "models"),
    ("check", "models"),
    ("heads", "none"),
    ("history", "none"),
    ("show head", "none"),
];

const BEFORE: &[Typed] = &[
    ("upgrade head", "none"),
    ("check", "models"),
    ("upgrade head --sql", "none"),
    ("plan", "none"),
    ("downgrade -50", "none"),
    ("upgrade head", "none"),
    ("lint", "none"),
    ("stamp head", "none"),
];

/// They leave a revision that is not applied.
const AFTERWARDS: &[Typed] =
    &[("check --json", "models_changed"), ("revision --autogenerate -m more", "models_changed"), ("plan", "none")];

/// Tries the program and writes the profile.
pub fn run(program: &Path, tools: &Tools, profile: &Profile) -> Outcome {
    println!("trying the program on generated projects");
    let interruption = Interruption::watch()?;
    let venv = Venv::find_or_make()?;
    let folder = tempfile::Builder::new().prefix("limbeck-dist-").tempdir()?;
    let server = Server::start(Programs::find_or_install()?, Durability::None)?;
    server.renew(DATABASE)?;
    let mut notes = Notes { folder: folder.path().to_owned(), taken: 0 };
    let (mut daily, mut others) = (Vec::new(), Vec::new());
    for dialect in ["sqlite", "postgresql"] {
        let project = folder.path().join(dialect);
        let words = ["--tables", &TABLES.to_string(), "--dialect", dialect, "--emit", "alembic"];
        venv.generate_project(&project, REVISIONS, &words)?;
        let url = match dialect {
            "sqlite" => format!("sqlite:///{}", project.join("training.db").display()),
            _ => server.sqlalchemy_url(DATABASE, "psycopg2"),
        };
        let mut of_project = |command: &Typed, keeps: &mut Vec<PathBuf>| -> Outcome {
            if interruption.is_asked_for() {
                return Err("interrupted".into());
            }
            keeps.push(notes.take(program, &project, &url, *command)?);
            Ok(())
        };
        for command in BEFORE {
            of_project(command, &mut others)?;
        }
        for command in DAILY {
            // The first run is the one that is remembered.
            of_project(command, &mut others)?;
            of_project(command, &mut daily)?;
        }
        for command in AFTERWARDS {
            of_project(command, &mut others)?;
        }
    }
    profile.write(tools, &daily, &others)
}

/// What runs leave behind, a file each.
struct Notes {
    folder: PathBuf,
    taken: usize,
}

impl Notes {
    /// Runs a command and returns what it noted. A `check` may find differences.
    fn take(&mut self, program: &Path, project: &Path, url: &str, (words, models): Typed) -> Outcome<PathBuf> {
        // The same in every run: a run is remembered by its environment, too.
        let noted = self.folder.join("noted");
        let mut command = Command::new(program);
        command.args(words.split_whitespace()).current_dir(project).stdin(Stdio::null());
        command.env("BENCH_URL", url).env("BENCH_MODELS", models).env("LIMBECK_CACHE_DIR", project.join("cache"));
        command.env("LLVM_PROFILE_FILE", &noted).stdout(Stdio::null()).stderr(Stdio::null());
        let status = command.status().map_err(|error| format!("{}: {error}", program.display()))?;
        let finds_differences = words.starts_with("check") && status.code() == Some(DIFFERENCES);
        if !status.success() && !finds_differences {
            return Err(format!("`{words}` in {}: {status}", project.display()).into());
        }
        self.taken += 1;
        let kept = self.folder.join(format!("{}.profraw", self.taken));
        fs::rename(noted, &kept)?;
        Ok(kept)
    }
}
