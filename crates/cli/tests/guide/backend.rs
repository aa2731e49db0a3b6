//! A copy of the example's backend with a database, and a shell in it.

use std::{
    fs,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use testkit::{PostgresqlDatabase, Program, Project, Run, postgresql};

/// The example's newest revision.
pub const HEAD: &str = "e5b6f3a90806";

/// `examples/guide/backend` in a temporary folder.
pub struct Backend {
    project: Project,
    database: Database,
}

enum Database {
    /// The file that `.env` names as it comes.
    Sqlite,
    Postgresql(PostgresqlDatabase),
}

impl Backend {
    pub fn on_sqlite() -> Self {
        Self { project: example(), database: Database::Sqlite }
    }

    /// Changes the one line of `.env`. `None` only where `SQLITE_ONLY=1` asks for it.
    pub fn on_postgresql() -> Option<Self> {
        let database = postgresql()?;
        let project = example();
        project.write("backend/.env", &format!("DATABASE_URL={}\n", database.url("asyncpg")));
        Some(Self { project, database: Database::Postgresql(database) })
    }

    pub fn is_real_alembic(&self) -> bool {
        self.project.program().is_real_alembic()
    }

    pub fn postgresql(&self) -> Option<&PostgresqlDatabase> {
        match &self.database {
            Database::Sqlite => None,
            Database::Postgresql(database) => Some(database),
        }
    }

    /// Runs a line in `sh`, in the backend's folder.
    pub fn shell(&self, line: &str) -> Run {
        self.shell_with(&[], line)
    }

    /// The same with more variables, which go before those of the fixed environment.
    pub fn shell_with(&self, variables: &[(&str, &str)], line: &str) -> Run {
        let path = std::env::var("PATH").unwrap_or_default();
        let home = self.project.path("");
        let output = Command::new("/bin/sh")
            .args(["-ec", line])
            .current_dir(self.project.path("backend"))
            .env_clear()
            .env("PATH", format!("{}:{path}", self.commands().display()))
            .env("HOME", &home)
            .envs([("LANG", "C.UTF-8"), ("TZ", "UTC"), ("PYTHONHASHSEED", "0"), ("PYTHONDONTWRITEBYTECODE", "1")])
            .envs(variables.iter().copied())
            .stdin(Stdio::null())
            .output()
            .expect("every system has /bin/sh");
        Run {
            command: line.to_owned(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
            exit_code: output.status.code().expect("nobody kills the shell"),
        }
    }

    /// The folder with `alembic` in it, and nothing else.
    pub fn commands(&self) -> PathBuf {
        self.project.path("commands")
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.project.path(&format!("backend/{path}"))
    }

    pub fn read(&self, path: &str) -> String {
        self.project.read(&format!("backend/{path}"))
    }

    pub fn write(&self, path: &str, text: &str) {
        self.project.write(&format!("backend/{path}"), text);
    }

    pub fn remove(&self, path: &str) {
        self.project.remove(&format!("backend/{path}"));
    }

    #[track_caller]
    pub fn replace(&self, path: &str, from: &str, to: &str) {
        self.project.replace(&format!("backend/{path}"), from, to);
    }

    /// A text without this test's folder.
    pub fn without_folder(&self, text: &str) -> String {
        text.replace(&self.path("").display().to_string(), "backend/")
    }

    /// What `history --verbose` printed, without this test's folder. Alembic prints the children of a branch point in
    /// the order of a set, which is chance.
    pub fn history_text(&self, run: &Run) -> String {
        self.without_folder(&run.stdout).replace("c4d7715fa604, a90e44c1d503", "a90e44c1d503, c4d7715fa604")
    }

    /// The paths of all revisions, sorted by name.
    pub fn revision_files(&self) -> Vec<String> {
        let folder = self.path("alembic/versions");
        let names = fs::read_dir(&folder).expect("the backend has revisions").map(|entry| entry.expect("it stays"));
        let names = names.map(|entry| entry.file_name().to_string_lossy().into_owned());
        let mut paths: Vec<_> =
            names.filter(|name| name.ends_with(".py")).map(|name| format!("alembic/versions/{name}")).collect();
        paths.sort();
        paths
    }

    /// Leaves a project as it is before its first migration.
    pub fn remove_revisions(&self) {
        for file in self.revision_files() {
            self.remove(&file);
        }
    }

    /// The only database of the test, unless it names another one.
    #[track_caller]
    pub fn execute(&self, sql: &str) {
        match &self.database {
            Database::Sqlite => self.sqlite("cognisync.db").execute(sql),
            Database::Postgresql(database) => database.execute(sql),
        }
    }

    #[track_caller]
    pub fn rows(&self, sql: &str) -> Vec<String> {
        match &self.database {
            Database::Sqlite => self.sqlite("cognisync.db").rows(sql),
            Database::Postgresql(database) => database.rows(sql),
        }
    }

    pub fn tables(&self) -> Vec<String> {
        match &self.database {
            Database::Sqlite => self.sqlite("cognisync.db").tables(),
            Database::Postgresql(database) => database.tables(),
        }
    }

    pub fn versions(&self) -> Vec<String> {
        self.rows("SELECT version_num FROM alembic_version ORDER BY version_num")
    }

    /// The names of a table's columns, in order.
    pub fn columns(&self, table: &str) -> Vec<String> {
        match &self.database {
            Database::Sqlite => self.rows(&format!("SELECT name FROM pragma_table_info('{table}') ORDER BY cid")),
            Database::Postgresql(_) => self.rows(&format!(
                "SELECT column_name FROM information_schema.columns WHERE table_name = '{table}' ORDER BY ordinal_position"
            )),
        }
    }

    /// Everything but the rows, as text.
    pub fn schema(&self) -> String {
        match &self.database {
            Database::Sqlite => self.sqlite("cognisync.db").schema(),
            Database::Postgresql(database) => database.rows(include_str!("../parity/catalogue.sql")).join("\n"),
        }
    }

    /// Makes the tables as the application did before it had Alembic, with a user in them.
    pub fn create_all(&self) {
        self.execute(match &self.database {
            Database::Sqlite => include_str!("recorded/create_all.sqlite.sql"),
            Database::Postgresql(_) => include_str!("recorded/create_all.postgresql.sql"),
        });
        self.insert_user("mei@example.org", "梅");
    }

    /// Leaves an empty database.
    pub fn drop_everything(&self) {
        match &self.database {
            Database::Sqlite => self.remove("cognisync.db"),
            Database::Postgresql(database) => database.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public;"),
        }
    }

    #[track_caller]
    pub fn insert_user(&self, email: &str, name: &str) {
        let number = self.rows("SELECT count(*) FROM users").join("");
        self.execute(&format!(
            "INSERT INTO users (id, email, name) VALUES ('0f1b2c9e0a474f539a511f0c2d3e4a0{number}', '{email}', '{name}')"
        ));
    }

    fn sqlite(&self, path: &str) -> testkit::SqliteFile {
        self.project.sqlite(&format!("backend/{path}"))
    }
}

fn example() -> Project {
    let program = Program::ours_or_named(env!("CARGO_BIN_EXE_alembic"));
    let program_path = program.path.canonicalize().expect("the program is built");
    let project = Project::new(program);
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/guide/backend"), "backend", &project);
    fs::create_dir(project.path("commands")).expect("the folder is new");
    symlink(program_path, project.path("commands/alembic")).expect("the folder is new");
    project
}

/// Copies the texts of a folder; databases and caches that a run left there stay behind.
fn copy(folder: &Path, target: &str, project: &Project) {
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let entry = entry.expect("the folder stays while it is read");
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if path.is_dir() && name != "__pycache__" {
            copy(&path, &format!("{target}/{name}"), project);
        } else if path.is_file() && !name.ends_with(".db") {
            project.write(&format!("{target}/{name}"), &fs::read_to_string(&path).expect("the example is text"));
        }
    }
}
